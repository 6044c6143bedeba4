/** What a counsellor's browser knows once it has opened a record; nothing of this is ever stored or sent unsealed. */

import type { Entry as Sealed, Outcome, Payload, Reason, Urgency } from "../../seal/payload";

export const URGENCIES: Urgency[] = ["life", "call_me", "severe", "above", "below"];

export type { Outcome, Payload, Reason, Urgency } from "../../seal/payload";

export const OUTCOMES: Outcome[] = ["agreed", "later", "appointment", "referred", "removed"];
export const REASONS: Reason[] = ["not_responding", "wrong_number", "moved", "declined", "died", "other"];

/** An entry with what each kind carries beyond the common fields; sealed under the record's own key. */
export interface Entry extends Sealed {
  reached?: boolean; // attempt
  until?: string; // outcome "later" or "appointment", appointment: when
  place?: string; // appointment: which room
  to?: string; // referral: to whom; help: errand, visit, call
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
