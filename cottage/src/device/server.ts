/** What is asked of the server. No cookie goes along: it shall not know whose phone this is. */
import type { Scale } from "../scales/types";
import type { SealedRecord } from "../seal/seal";

export interface Slot {
  room: string;
  starts_at: string;
  name: string;
  place: string;
  minutes: number;
  free: number;
}

export interface Door {
  key: { id: string; public_key: string } | null;
  duty: { now: boolean; next: string | null };
  clocks: { hours: [number, number]; life_minutes: number; severe_hours: number; above_hours: number };
  slots: Slot[];
}

export type Answer = "taken_in" | "try_later" | "retired" | "refused";

export interface Posted {
  answer: Answer;
  /** with try_later: seconds that the server asks to wait */
  wait?: number;
}

export interface Server {
  door(): Promise<Door>;
  scales(): Promise<Scale[]>;
  post(id: string, keyId: string, sealed: SealedRecord): Promise<Posted>;
  /** the booking's id where it was got */
  book(slot: Slot, cancelHash: string): Promise<{ answer: "booked" | "taken" | "try_later"; id?: string }>;
  cancel(booking: string, secret: string): Promise<boolean>;
  /** what lies in a box: each line sealed to the box's owner */
  replies(box: string): Promise<string[]>;
}
