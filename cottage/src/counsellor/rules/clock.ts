/** By when somebody is to be rung. Pure: the zone of the community and the moment are given. */
import { DAY, HOUR, MINUTE, type Clocks, type Urgency } from "./types";

const formats = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds since midnight in `zone`. */
export function sinceMidnight(at: number, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
    formats.set(zone, format);
  }
  const part = Object.fromEntries(format.formatToParts(at).map((one) => [one.type, Number(one.value)]));
  return (part.hour! % 24) * HOUR + part.minute! * MINUTE + part.second! * 1000 + (at % 1000);
}

/**
 * When a call is due that is asked for at `from`; null: no call is due ("below").
 *
 * A life or a wish to be called: within `life_minutes` in duty hours, else the same day: before duty begins so long
 * after it has begun, after duty has ended by midnight. Never later than midnight. The other clocks run day and night.
 */
export function due(urgency: Urgency, from: number, clocks: Clocks, zone: string): number | null {
  if (urgency === "below") return null;
  if (urgency === "severe") return from + clocks.severe_hours * HOUR;
  if (urgency === "above") return from + clocks.above_hours * HOUR;
  const passed = sinceMidnight(from, zone);
  const midnight = from - passed;
  const [opens, ends] = clocks.hours;
  const within = clocks.life_minutes * MINUTE;
  if (passed < opens * HOUR) return midnight + Math.min(opens * HOUR + within, DAY);
  if (passed >= ends * HOUR) return midnight + DAY;
  return Math.min(from + within, midnight + DAY);
}

export type Tone = "late" | "now" | "soon" | "later" | "none";

/** How a due time stands at `now`: passed; within half an hour; today's next six hours; later. */
export function tone(dueAt: number | null, now: number): Tone {
  if (dueAt === null) return "none";
  if (dueAt <= now) return "late";
  if (dueAt - now <= 30 * MINUTE) return "now";
  return dueAt - now <= 6 * HOUR ? "soon" : "later";
}
