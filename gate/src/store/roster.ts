// The encrypted roster: residents and passes in small locked buckets, so that one change rewrites one bucket.
import { lock, type Locked, newVaultKey, unlock } from "../crypto/vault";
import type { Pass, Resident } from "../types";
import { getMeta, saved, type Store } from "./db";

const BUCKETS = 32;
/** Where a verdict waits until the guard goes on to the next person. */
export const HELD = "held";
type Row = { id: string; gone?: boolean };
export type Kind = "residents" | "passes";

/** The key of this browser, made once; it is stored as a key object whose bytes nobody can read. */
export async function vaultKey(db: Store): Promise<CryptoKey> {
  const known = await getMeta<CryptoKey>(db, "vaultKey");
  if (known) return known;
  const fresh = await newVaultKey();
  return saved(db, ["meta"], async (tx) => {
    const raced = (await tx.objectStore("meta").get("vaultKey")) as CryptoKey | undefined;
    if (raced) return raced;
    await tx.objectStore("meta").put(fresh, "vaultKey");
    return fresh;
  });
}

function bucketOf(id: string): number {
  let sum = 0;
  for (const letter of id.slice(-6)) sum = (sum * 31 + letter.charCodeAt(0)) % BUCKETS;
  return sum;
}

/** Applies a delta (or, on a resync, everything) of one kind. Rows with `gone` are removed. */
export async function applyRows<T extends Row>(db: Store, key: CryptoKey, kind: Kind, rows: T[], resync: boolean): Promise<void> {
  const byBucket = new Map<number, T[]>();
  for (const row of rows) {
    const bucket = bucketOf(row.id);
    byBucket.set(bucket, [...(byBucket.get(bucket) ?? []), row]);
  }
  const locked: [string, Locked][] = [];
  for (const [bucket, changes] of byBucket) {
    const label = `${kind}:${bucket}`;
    const known = resync ? [] : await openBucket<T>(db, key, label);
    const merged = new Map(known.map((row) => [row.id, row]));
    for (const row of changes) {
      if (row.gone) merged.delete(row.id);
      else merged.set(row.id, row);
    }
    locked.push([label, await lock(key, label, [...merged.values()])]);
  }
  await saved(db, ["vault"], async (tx) => {
    const vault = tx.objectStore("vault");
    if (resync) await vault.delete(IDBKeyRange.bound(`${kind}:`, `${kind};`));
    for (const [label, blob] of locked) await vault.put(blob, label);
  });
}

async function openBucket<T>(db: Store, key: CryptoKey, label: string): Promise<T[]> {
  const blob = await db.get("vault", label);
  return blob ? unlock<T[]>(key, label, blob) : [];
}

async function readAll<T>(db: Store, key: CryptoKey, kind: Kind): Promise<T[]> {
  const labels = await db.getAllKeys("vault", IDBKeyRange.bound(`${kind}:`, `${kind};`));
  const buckets = await Promise.all(labels.map((label) => openBucket<T>(db, key, label)));
  return buckets.flat();
}

export async function readRoster(db: Store, key: CryptoKey): Promise<{ residents: Resident[]; passes: Pass[] }> {
  const [residents, passes] = await Promise.all([
    readAll<Resident>(db, key, "residents"),
    readAll<Pass>(db, key, "passes"),
  ]);
  return { residents, passes };
}

/** Throws the roster away; guards, rules, ledger and queue stay, so the gate goes on with what a pass says itself. */
export async function dropRoster(db: Store): Promise<void> {
  await saved(db, ["vault", "meta"], async (tx) => {
    for (const kind of ["residents", "passes", "own"]) {
      await tx.objectStore("vault").delete(IDBKeyRange.bound(`${kind}:`, `${kind};`));
    }
    // What stands on the shelf comes back with the next sync; what this phone noted of it lies sealed in the queue.
    await tx.objectStore("vault").delete("shelf");
    // The next pull must bring everything again.
    await tx.objectStore("meta").delete("cursor");
  });
}

/** Small locked things that do not expire: the device's secret, guards, helpers. */
export async function putLocked(db: Store, key: CryptoKey, label: string, value: unknown): Promise<void> {
  const blob = await lock(key, label, value);
  await saved(db, ["vault"], (tx) => tx.objectStore("vault").put(blob, label));
}

export async function getLocked<T>(db: Store, key: CryptoKey, label: string): Promise<T | undefined> {
  const blob = await db.get("vault", label);
  return blob ? unlock<T>(key, label, blob) : undefined;
}
