// The part of the ledger that can matter to one person: a day's ledger is not searched once for every question.
import type { Subject } from "../check/arrival";
import type { LedgerEntry } from "../types";
import type { World } from "../world";

interface Index {
  /** how many entries of the ledger are in it: a ledger grows by pushing */
  count: number;
  byId: Map<string, LedgerEntry[]>;
}

const indexes = new WeakMap<LedgerEntry[], Index>();

function indexOf(ledger: LedgerEntry[]): Map<string, LedgerEntry[]> {
  const index = indexes.get(ledger) ?? { count: 0, byId: new Map<string, LedgerEntry[]>() };
  indexes.set(ledger, index);
  for (; index.count < ledger.length; index.count++) {
    const entry = ledger[index.count]!;
    for (const id of [entry.household, entry.resident, entry.pass]) if (id) addTo(index.byId, id, entry);
  }
  return index.byId;
}

function addTo(byId: Map<string, LedgerEntry[]>, id: string, entry: LedgerEntry): void {
  const known = byId.get(id);
  if (known) known.push(entry);
  else byId.set(id, [entry]);
}

/** Entries of this household, person or pass. Ids are unique over all three. */
export function entriesOf(ledger: LedgerEntry[], ...ids: string[]): LedgerEntry[] {
  const byId = indexOf(ledger);
  return [...new Set(ids.flatMap((id) => byId.get(id) ?? []))];
}

/** The same world with only what concerns this person in its ledger, and what the family has just done. */
export function nearby(world: World, subject: Subject, more: LedgerEntry[] = []): World {
  return withLedger(world, [...entriesOf(world.ledger, subject.household, subject.residentId, subject.passId), ...more]);
}

/** The same world with another ledger. */
export function withLedger(world: World, ledger: LedgerEntry[]): World {
  return Object.create(world, { ledger: { value: ledger } }) as World;
}
