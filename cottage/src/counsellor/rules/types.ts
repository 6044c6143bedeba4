/** What a counsellor's browser knows once it has opened a record; nothing of this is ever stored or sent unsealed. */

export type Urgency = "life" | "call_me" | "severe" | "above" | "below";
export const URGENCIES: Urgency[] = ["life", "call_me", "severe", "above", "below"];

export interface Payload {
  v: 1;
  kind: "registration" | "test" | "talk";
  person: string;
  nickname?: string;
  phone?: string;
  language?: string;
  scale?: string;
  scale_version?: string;
  answers?: (number | null)[];
  total?: number;
  band?: string;
  level?: string;
  above?: boolean;
  alerts?: string[];
  cutoff?: number | string;
  citation?: string;
  urgency?: Urgency;
  text?: string;
  slot?: { room?: string; place?: string; starts_at: string };
  reply_to?: { box: string; key: string };
  at: string;
  by?: "self" | "paper" | "counsellor";
}

export type Outcome = "agreed" | "later" | "appointment" | "referred" | "removed";
export type Removal = "not_responding" | "wrong_number" | "moved" | "declined" | "died" | "other";
export const OUTCOMES: Outcome[] = ["agreed", "later", "appointment", "referred", "removed"];
export const REMOVALS: Removal[] = ["not_responding", "wrong_number", "moved", "declined", "died", "other"];

export type EntryKind = "attempt" | "outcome" | "note" | "appointment" | "referral" | "help" | "urgency" | "closing" | "told";

export interface Entry {
  v: 1;
  kind: EntryKind;
  at: string;
  by: { id: string; name: string };
  reached?: boolean; // attempt
  outcome?: Outcome;
  reason?: Removal;
  until?: string; // outcome "later", appointment: when
  place?: string; // appointment
  to?: string; // referral: to whom; help: what kind
  urgency?: Urgency;
  text?: string;
}

export interface Numbered extends Entry {
  number: number;
}

/** A record as it stands after opening: times are milliseconds. */
export interface Opened {
  id: string;
  received: number;
  payload: Payload;
  entries: Numbered[];
  claimed: { id: string; name: string } | null;
  openedAt: number | null;
  closed: number | null;
}

/** The clocks of the community, as door.json tells them. */
export interface Clocks {
  hours: [number, number]; // duty hours, community's time
  life_minutes: number;
  severe_hours: number;
  above_hours: number;
  attempts: number;
  attempt_people: number;
}

export const USUAL: Clocks = { hours: [8, 22], life_minutes: 120, severe_hours: 24, above_hours: 72, attempts: 3, attempt_people: 2 };
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
