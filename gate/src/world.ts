// What the screens stand on. The real gate and the practice gate are two worlds of the same shape.
import type { Roster } from "./roster";
import type { Shelf } from "./shelf/shelf";
import type { Rules, Staff } from "./sync/pull";
import type { Crossing, Gate, LedgerEntry } from "./types";

/** A crossing before the world adds what only it knows: where, when, who stands guard, under which rules. */
export type Draft = Omit<Crossing, "gate" | "at" | "offset" | "policy" | "guard" | "shift"> & {
  backBy?: number;
};

/** The guard's overrule of what is held: of one crossing, or one for each of those who cross together. */
export type Overruled = Crossing["overrule"] | Crossing["overrule"][];

export interface World {
  readonly practice: boolean;
  readonly rules: Rules | undefined;
  readonly staff: Staff;
  readonly roster: Roster;
  readonly ledger: LedgerEntry[];
  readonly gate: Gate | undefined;
  readonly shelf: Shelf;
  /** best guess of server time, seconds */
  now(): number;
  /** the community's seconds from UTC */
  zone(): number;
  /** Keeps the verdicts of those who cross together until the guard goes on (`settleHeld`); resolves when on the disk. */
  hold(...drafts: Draft[]): Promise<void>;
  /** Drops what is held: the guard has learnt more and the rules judge anew. */
  letGo(): Promise<void>;
  settleHeld(overruled?: Overruled): Promise<void>;
  /** Records at once; resolves with the sequence when it is on the disk. */
  record(draft: Draft): Promise<number>;
}

/** Asia/Shanghai until the first bundle says otherwise. */
export const FIRST_ZONE = 8 * 3600;
