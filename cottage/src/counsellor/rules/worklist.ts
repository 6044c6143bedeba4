/** The list: one line a person, in the order in which people are to be rung. */
import { tone, type Tone } from "./clock";
import { standing, type Rules, type Standing } from "./ladder";
import { byPerson } from "./people";
import { URGENCIES, type Opened } from "./types";

export interface Line {
  record: Opened; // the most urgent of this person's open records
  others: Opened[]; // the same person's other records, the newest first
  standing: Standing;
  tone: Tone;
}

/** Lines of all who have an open record, the most urgent first; then by due time; then who has waited longest. */
export function lines(records: Opened[], rules: Rules, now: number): Line[] {
  const made: Line[] = [];
  for (const together of byPerson(records).values()) {
    const open = together.filter((one) => one.closed === null).map((record) => ({ record, standing: standing(record, rules) }));
    if (!open.length) continue;
    const first = open.sort(order)[0]!;
    const others = together.filter((one) => one !== first.record).sort((a, b) => b.received - a.received);
    made.push({ ...first, others, tone: tone(first.standing.due, now) });
  }
  return made.sort(order);
}

type Placed = { record: Opened; standing: Standing };

export function order(a: Placed, b: Placed): number {
  return (
    URGENCIES.indexOf(a.standing.urgency) - URGENCIES.indexOf(b.standing.urgency) ||
    dueTime(a.standing) - dueTime(b.standing) ||
    a.record.received - b.record.received ||
    (a.record.id < b.record.id ? -1 : 1)
  );
}

function dueTime({ due }: Standing): number {
  return due ?? Number.MAX_SAFE_INTEGER;
}

export type Filter = "to_do" | "mine" | "all" | "closed";

/** What a tab of the list shows. "To do" leaves out who needs no call and who has an appointment ahead. */
export function wanted(line: Line, filter: Filter, me: string, now: number): boolean {
  if (filter === "mine") return line.record.claimed?.id === me;
  if (filter === "to_do") return line.standing.next !== "nothing" && !(line.standing.next === "wait" && (line.standing.due ?? now) > now);
  return filter === "all";
}
