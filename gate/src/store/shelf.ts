// The shelf on the disk: the server's list and this phone's own unsent facts, both in the vault (room and kind are personal).
import { uuid7 } from "../bytes";
import { lock, type Locked } from "../crypto/vault";
import type { ShelfItem } from "../shelf/types";
import type { OwnFact } from "../shelf/view";
import { type Queued, saved, type Store } from "./db";
import { SEQUENCE } from "./queue";
import { getLocked } from "./roster";

export const SHELF = "shelf";
/** One entry a fact, so that two tabs never write the same one. */
export const OWN = "own:";
export const ownRange = (): IDBKeyRange => IDBKeyRange.bound(OWN, "own;");

/** Each fact into the queue and, locked, into the vault: all or none. */
export async function appendFacts(db: Store, key: CryptoKey, own: OwnFact[], bodies: Pick<Queued, "sealed">[]): Promise<void> {
  const labels = own.map(({ fact }) => `${OWN}${fact.item}:${fact.what}:${uuid7()}`);
  const locked: Locked[] = await Promise.all(own.map((one, index) => lock(key, labels[index]!, one)));
  await saved(db, ["meta", "queue", "vault"], async (tx) => {
    let sequence = ((await tx.objectStore("meta").get(SEQUENCE)) as number | undefined) ?? 0;
    for (const [index, body] of bodies.entries()) {
      sequence += 1;
      await tx.objectStore("queue").add({ sequence, ...body });
      await tx.objectStore("vault").put({ ...locked[index]!, sequence }, labels[index]!);
    }
    await tx.objectStore("meta").put(sequence, SEQUENCE);
  });
}

export async function readShelf(db: Store, key: CryptoKey): Promise<{ items: ShelfItem[]; own: OwnFact[] }> {
  const labels = await db.getAllKeys("vault", ownRange());
  const own = await Promise.all(labels.map((label) => getLocked<OwnFact>(db, key, label)));
  return { items: (await getLocked<ShelfItem[]>(db, key, SHELF)) ?? [], own: own.filter((one) => one !== undefined) };
}

/** Takes the server's list, which knows every fact that is no longer in the queue. */
export async function takeShelf(db: Store, key: CryptoKey, items: ShelfItem[]): Promise<void> {
  const locked = await lock(key, SHELF, items);
  await saved(db, ["queue", "vault"], async (tx) => {
    const unsent = new Set(await tx.objectStore("queue").getAllKeys());
    const vault = tx.objectStore("vault");
    for (const label of await vault.getAllKeys(ownRange())) {
      const { sequence = 0 } = (await vault.get(label)) ?? {};
      if (!unsent.has(sequence)) await vault.delete(label);
    }
    await vault.put(locked, SHELF);
  });
}
