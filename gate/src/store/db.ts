// The one IndexedDB of the gate. Writes ask for strict durability (Chrome's default has been relaxed since 121)
// and are only called saved when the transaction completes.
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from "idb";
import type { Locked } from "../crypto/vault";
import type { LedgerEntry, SyncResult } from "../types";

/** One recorded crossing on its way to the server. */
export interface Queued {
  sequence: number;
  sealed?: string;
  /** open form: only an emergency on a phone that is not set up; it holds no person */
  open?: unknown;
  /** set when the server has answered something other than new or duplicate: kept for the guard to see */
  answer?: SyncResult;
}

export interface GateDB extends DBSchema {
  meta: { key: string; value: unknown };
  queue: { key: number; value: Queued };
  answered: { key: number; value: Queued };
  ledger: { key: string; value: LedgerEntry; indexes: { at: number } };
  /** `sequence`: of the unsent fact that this entry shows in the open, to the guard alone */
  vault: { key: string; value: Locked & { sequence?: number } };
}

export type Store = IDBPDatabase<GateDB>;
export type Write<S extends StoreNames<GateDB>> = IDBPTransaction<GateDB, S[], "readwrite">;

export function openStore(name = "linli-gate"): Promise<Store> {
  return openDB<GateDB>(name, 1, {
    upgrade(db) {
      db.createObjectStore("meta");
      db.createObjectStore("queue", { keyPath: "sequence" });
      db.createObjectStore("answered", { keyPath: "sequence" });
      db.createObjectStore("ledger", { keyPath: "key" }).createIndex("at", "at");
      db.createObjectStore("vault");
    },
    blocking(_from, _to, event) {
      // Another tab runs a newer version: let it in rather than stall the gate.
      (event.target as IDBDatabase).close();
    },
  });
}

/** Runs `work` in one strict read-write transaction and resolves only when it is on the disk. */
export async function saved<S extends StoreNames<GateDB>, T>(
  db: Store,
  stores: S[],
  work: (tx: Write<S>) => Promise<T>,
): Promise<T> {
  const tx = db.transaction(stores, "readwrite", { durability: "strict" });
  try {
    const result = await work(tx);
    await tx.done;
    return result;
  } catch (error) {
    tx.done.catch(() => undefined);
    try {
      tx.abort();
    } catch {
      // it had already ended by itself
    }
    throw error;
  }
}

export async function getMeta<T>(db: Store, key: string): Promise<T | undefined> {
  return (await db.get("meta", key)) as T | undefined;
}

export async function setMeta(db: Store, key: string, value: unknown): Promise<void> {
  await saved(db, ["meta"], (tx) => tx.objectStore("meta").put(value, key));
}
