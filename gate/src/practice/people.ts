// Invented arrivals: a plain day, a household that was out, a fever, a copied pass, a family, a courier, a car, an emergency.
import { deviceNow } from "../clock";
import type { Row } from "../queue/people";
import type { Direction, LedgerEntry, Outcome, Pass, Resident } from "../types";
import type { Word } from "../words";

export interface Lesson {
  direction: Direction;
  /** who stands there, as the guard would see it */
  card: Word;
  pass: string;
  /** a row of the list of arrivals instead of a pass */
  row?: () => Row;
  /** somebody without a code, or a car: where the guard begins */
  begin?: "no-code" | "vehicle";
  /** what a right ending is */
  right: Outcome | "emergency";
  hint: Word;
}

const HOME = "practice";

function resident(number: number, room: string, name: string, permit: boolean): Resident {
  return {
    id: `practice-${number}`,
    household: `${HOME}-${room}`,
    room,
    name,
    surname: name[0]!,
    initials: "",
    building: room.split("-")[0]!,
    here: true,
    confirmed: true,
    orders: [],
    permits: permit ? [{ id: `permit-${number}`, kind: "work", from: 0, until: 4_102_444_800, minutes: 0 }] : [],
  };
}

export const RESIDENTS: Resident[] = [
  resident(1, "3-2-502", "王○○", true),
  resident(2, "2-1-301", "陈○", false),
  resident(3, "5-1-1203", "李○○", true),
  resident(4, "1-2-204", "欧阳○", true),
  resident(5, "6-1-802", "孙○○", true),
  resident(6, "6-1-802", "孙○", true),
];

export const PASSES: Pass[] = RESIDENTS.map((one, index) => ({
  id: `pass-${index + 1}`,
  code: `PR-${index + 1}`,
  kind: "resident",
  resident: one.id,
  household: one.household,
  expires: 0,
  once: false,
}));

/** 2-1-301 was out this morning; pass 4 was at another gate a minute ago. */
export function earlier(now: number, day: string): LedgerEntry[] {
  const out = { direction: "exit", day, passed: true } as const;
  const back = { ...out, direction: "entry" } as const;
  return [
    { key: "p:1", household: `${HOME}-2-1-301`, resident: "practice-9", at: now - 7200, ...out },
    { key: "p:2", household: `${HOME}-2-1-301`, resident: "practice-9", at: now - 3600, ...back },
    { key: "p:3", household: `${HOME}-1-2-204`, resident: "practice-4", pass: "pass-4", gate: "north", at: now - 60, ...back },
  ];
}

function family(): Row {
  const people = RESIDENTS.filter((one) => one.room === "6-1-802");
  return { key: "practice", direction: "entry", at: deviceNow() - 20, people: people.map((one) => ({ resident: one, prepared: `prepared-${one.id}`, said: {} })) };
}

export const LESSONS: Lesson[] = [
  { direction: "exit", card: "lesson_1", pass: "PR-1", right: "allow", hint: "lesson_1_hint" },
  { direction: "exit", card: "lesson_2", pass: "PR-2", right: "refuse", hint: "lesson_2_hint" },
  { direction: "entry", card: "lesson_3", pass: "PR-3", right: "hand_over", hint: "lesson_3_hint" },
  { direction: "entry", card: "lesson_4", pass: "PR-4", right: "refer", hint: "lesson_4_hint" },
  { direction: "entry", card: "lesson_family", pass: "", row: family, right: "allow", hint: "lesson_family_hint" },
  { direction: "entry", card: "lesson_courier", pass: "", begin: "no-code", right: "refuse", hint: "lesson_courier_hint" },
  { direction: "entry", card: "lesson_car", pass: "", begin: "vehicle", right: "allow", hint: "lesson_car_hint" },
  { direction: "exit", card: "lesson_5", pass: "", right: "emergency", hint: "lesson_5_hint" },
];
