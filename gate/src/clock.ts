// Device time, server time, and the community's day. The phone's own time zone is never used.

export function deviceNow(): number {
  return Math.floor(Date.now() / 1000);
}

/** YYYY-MM-DD in the community's time; `offset` is seconds from UTC. */
export function dayOf(at: number, offset: number): string {
  return new Date((at + offset) * 1000).toISOString().slice(0, 10);
}

/** HH:MM in the community's time. */
export function clockOf(at: number, offset: number): string {
  return new Date((at + offset) * 1000).toISOString().slice(11, 16);
}

/** M-D in the community's time, for words such as "until 4-30". */
export function dateOf(at: number, offset: number): { month: number; day: number } {
  const date = new Date((at + offset) * 1000);
  return { month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/**
 * Server minus device in seconds. The server wrote its whole second some time between the question and the answer, so
 * that one call leaves more than a second open: what was measured `before` stays until a call proves it wrong. A new
 * guess each time would wander by a second, and what this gate did first would seem to come after another gate's.
 */
export function measuredOffset(serverTime: number, asked: number, answered: number, before = 0): number {
  const least = serverTime - answered;
  const most = serverTime + 1 - asked;
  const rounded = 0.5;
  return least - rounded <= before && before <= most + rounded ? before : Math.round((least + most) / 2);
}
