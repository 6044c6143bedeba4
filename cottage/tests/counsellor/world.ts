// Records and entries as short sentences; times are those of 8 April 2020 in Wuhan.
import type { Entry, Numbered, Opened, Payload } from "../../src/counsellor/rules/types";
import { USUAL } from "../../src/counsellor/rules/types";
import type { Rules } from "../../src/counsellor/rules/ladder";

export const RULES: Rules = { clocks: USUAL, zone: "Asia/Shanghai" };
export const SU = { id: "u-su", name: "苏敏" };
export const GAO = { id: "u-gao", name: "高峰" };

/** "9:30" -> that time of 8 April 2020 in Wuhan; "1d9:30" the day after. */
export function at(clock: string): number {
  const [, days, hours, minutes] = /^(?:(-?\d+)d)?(\d+):(\d+)$/.exec(clock)!;
  return Date.UTC(2020, 3, 8 + Number(days ?? 0), Number(hours) - 8, Number(minutes));
}

let made = 0;

export function opened(payload: Partial<Payload> = {}, more: Partial<Opened> = {}): Opened {
  made += 1;
  const received = more.received ?? at("9:00");
  const whole = { v: 1, kind: "test", person: `p${made}`, nickname: "小雨", phone: "13800001111", language: "zh-hans", urgency: "above", at: new Date(received).toISOString(), ...payload } as Payload;
  return { id: `r${String(made).padStart(4, "0")}`, received, payload: whole, entries: [], claimed: null, openedAt: null, closed: null, ...more };
}

export function entry(kind: Entry["kind"], clock: string, more: Partial<Entry> = {}): Entry {
  return { v: 1, kind, at: new Date(at(clock)).toISOString(), by: SU, ...more };
}

export function written(...entries: Entry[]): Numbered[] {
  return entries.map((one, index) => ({ ...one, number: index + 1 }));
}
