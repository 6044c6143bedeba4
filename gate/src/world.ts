// What the screens stand on. The real gate and the practice gate are two worlds of the same shape.
import type { Roster } from "./roster";
import type { Rules, Staff } from "./sync/pull";
import type { Crossing, Gate, LedgerEntry } from "./types";

/** A crossing before the world adds what only it knows: where, when, who stands guard, under which rules. */
export type Draft = Omit<Crossing, "gate" | "at" | "offset" | "policy" | "guard" | "shift"> & {
  backBy?: number;
};

export interface World {
  readonly practice: boolean;
  readonly rules: Rules | undefined;
  readonly staff: Staff;
  readonly roster: Roster;
  readonly ledger: LedgerEntry[];
  readonly gate: Gate | undefined;
  /** best guess of server time, seconds */
  now(): number;
  /** the community's seconds from UTC */
  zone(): number;
  /** Keeps a verdict until the guard goes on (`settleHeld`); resolves when it is on the disk. */
  hold(draft: Draft): Promise<void>;
  /** Drops what is held: the guard has learnt more and the rules judge anew. */
  letGo(): Promise<void>;
  settleHeld(overrule?: Crossing["overrule"]): Promise<void>;
  /** Records at once; resolves with the sequence when it is on the disk. */
  record(draft: Draft): Promise<number>;
}

/** Asia/Shanghai until the first bundle says otherwise. */
export const FIRST_ZONE = 8 * 3600;
