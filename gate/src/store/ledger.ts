// The ledger of opaque ids: enough for quotas, single use and who is out, without a name.
import type { LedgerEntry } from "../types";
import { saved, type Store } from "./db";

/** Own entries that the server has confirmed are dropped after this long; the server sends what still counts. */
const OWN_DAYS = 3;
/** Nothing that old counts for a quota; the server sends again whoever is still out when a device resyncs. */
const ANY_DAYS = 31;

export function allEntries(db: Store): Promise<LedgerEntry[]> {
  return db.getAllFromIndex("ledger", "at");
}

/**
 * Takes the server's entries. On a resync everything goes except this device's own entries that are
 * still unsent: the server cannot know them yet.
 */
export function mergeLedger(
  db: Store,
  entries: LedgerEntry[],
  options: { resync: boolean; device: string; now: number },
): Promise<void> {
  return saved(db, ["ledger", "queue"], async (tx) => {
    const waiting = new Set((await tx.objectStore("queue").getAllKeys()).map((n) => `${options.device}:${n}`));
    const ledger = tx.objectStore("ledger");
    const oldest = { own: options.now - OWN_DAYS * 86400, any: options.now - ANY_DAYS * 86400 };
    const emergencies = new Set<string>();
    for (const entry of await ledger.getAll()) {
      if (entry.emergency) emergencies.add(entry.key);
      const own = entry.key.startsWith(`${options.device}:`);
      const dropped = options.resync || entry.at < (own ? oldest.own : oldest.any);
      if (dropped && !waiting.has(entry.key)) await ledger.delete(entry.key);
    }
    for (const entry of entries) {
      const line: LedgerEntry = { ...entry, passed: entry.passed ?? true };
      // The server does not say so, and the guard's list should still call it what it was.
      if (emergencies.has(entry.key)) line.emergency = true;
      await ledger.put(line);
    }
  });
}
