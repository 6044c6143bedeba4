// What the ledger says: pure functions of the set of entries, whatever the order in which they came.
import { dayOf } from "../clock";
import type { Direction, LedgerEntry, Permit } from "../types";

/**
 * Entries that really happened, in their order: inside a device by its sequence, even when its clock was set
 * back in between; across devices by time. The server's twin is linli/gates/ledger.py.
 */
export function happened(entries: LedgerEntry[]): LedgerEntry[] {
  const latest = new Map<string, number>();
  return went(entries)
    .map((entry) => ({ entry, ...numbered(entry.key) }))
    .sort((a, b) => a.sequence - b.sequence)
    .map((one) => {
      const at = Math.max(latest.get(one.device) ?? 0, one.entry.at);
      latest.set(one.device, at);
      return { ...one, at };
    })
    .sort((a, b) => a.at - b.at || order(a.device, b.device) || a.sequence - b.sequence)
    .map((one) => one.entry);
}

function went(entries: LedgerEntry[]): LedgerEntry[] {
  return entries.filter((entry) => entry.passed !== false);
}

function numbered(key: string): { device: string; sequence: number } {
  const cut = key.lastIndexOf(":");
  return { device: key.slice(0, cut), sequence: Number(key.slice(cut + 1)) || 0 };
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function householdExitsOn(entries: LedgerEntry[], household: string, day: string): number {
  return went(entries).filter(
    (entry) => entry.household === household && entry.direction === "exit" && entry.day === day,
  ).length;
}

/** Who is out: the latest crossing of each person (or, without a person, of each pass) was an exit. */
export function whoIsOut(entries: LedgerEntry[]): LedgerEntry[] {
  const latest = new Map<string, LedgerEntry>();
  for (const entry of happened(entries)) {
    // Somebody from outside has a pass but no household here: nobody waits for them to come back.
    const who = entry.resident || (entry.household && entry.pass);
    if (who) latest.set(who, entry);
  }
  return [...latest.values()].filter((entry) => entry.direction === "exit").sort((a, b) => a.at - b.at);
}

export function householdOut(entries: LedgerEntry[], household: string): number {
  return whoIsOut(entries.filter((entry) => entry.household === household)).length;
}

/** A pass for one use is spent once somebody went through with it in this direction: the way back stays open. */
export function passUsed(entries: LedgerEntry[], pass: string, direction: Direction): boolean {
  return went(entries).some((entry) => entry.pass === pass && entry.direction === direction);
}

/** Permits that still stand; a single-use one is spent by any exit of this person since it began. */
export function openPermits(permits: Permit[], entries: LedgerEntry[], resident: string): Permit[] {
  if (!permits.some((permit) => permit.once)) return permits;
  const exits = went(entries).filter((entry) => entry.resident === resident && entry.direction === "exit");
  return permits.filter((permit) => !permit.once || !exits.some((exit) => exit.at >= permit.from));
}

/** The same pass at another gate a moment ago: a question for the guard, never a refusal. */
export function elsewhere(
  entries: LedgerEntry[],
  pass: string,
  gate: string,
  now: number,
  within: number,
): LedgerEntry | undefined {
  return went(entries).find(
    (entry) => pass !== "" && entry.pass === pass && Boolean(entry.gate) && entry.gate !== gate && Math.abs(now - entry.at) < within,
  );
}

export function today(now: number, zone: number): string {
  return dayOf(now, zone);
}
