// The queue of crossings that the server has not answered yet: append-only, one sequence a device.
import type { LedgerEntry, SyncResult } from "../types";
import { type Queued, saved, type Store } from "./db";
import { HELD } from "./roster";

export const SEQUENCE = "sequence";
/** Answers worth a look (altered, disagreed, invalid) are kept on the phone up to this many. */
const KEPT_ANSWERS = 200;

type Body = Pick<Queued, "sealed" | "open">;
/** The ledger's line of the item at `index`, once its sequence is known. */
type Entry = (sequence: number, index: number) => LedgerEntry | undefined;

/** One crossing; returns its sequence. */
export async function append(db: Store, body: Body, entry: Entry): Promise<number> {
  return (await appendAll(db, [body], entry))[0]!;
}

/**
 * Appends crossings and their ledger entries in one transaction, all or none, ends what was held, and returns
 * their sequences. Two tabs cannot take the same number: the counter is read and written inside the transaction.
 */
export function appendAll(db: Store, bodies: Body[], entry: Entry): Promise<number[]> {
  return saved(db, ["meta", "queue", "ledger", "vault"], async (tx) => {
    const last = ((await tx.objectStore("meta").get(SEQUENCE)) as number | undefined) ?? 0;
    const sequences = bodies.map((_, index) => last + index + 1);
    await tx.objectStore("meta").put(last + bodies.length, SEQUENCE);
    for (const [index, body] of bodies.entries()) {
      const sequence = sequences[index]!;
      await tx.objectStore("queue").add({ sequence, ...body });
      const line = entry(sequence, index);
      if (line) await tx.objectStore("ledger").put(line);
    }
    await tx.objectStore("vault").delete(HELD);
    return sequences;
  });
}

export function unsent(db: Store): Promise<number> {
  return db.count("queue");
}

/** The oldest unsent items, in order. */
export function oldest(db: Store, count: number): Promise<Queued[]> {
  return db.getAll("queue", undefined, count);
}

/**
 * Applies the server's answers, each on its own. An item without an answer stays; an answer to a
 * number that was not sent is ignored; an unknown outcome keeps the item (a newer server).
 */
export function settle(db: Store, sent: number[], results: SyncResult[]): Promise<number> {
  return saved(db, ["queue", "answered"], async (tx) => {
    let settled = 0;
    for (const result of results) {
      if (!sent.includes(result.sequence) || !FINAL.has(result.outcome)) continue;
      const item = await tx.objectStore("queue").get(result.sequence);
      if (!item) continue;
      await tx.objectStore("queue").delete(result.sequence);
      settled += 1;
      if (WORTH_SEEING.has(result.outcome)) await keep(tx.objectStore("answered"), item, result);
    }
    return settled;
  });
}

const FINAL = new Set(["new", "duplicate", "altered", "disagreed", "invalid"]);
const WORTH_SEEING = new Set(["altered", "disagreed", "invalid"]);

interface AnsweredStore {
  put(value: Queued): Promise<number>;
  getAllKeys(): Promise<number[]>;
  delete(key: number): Promise<void>;
}

async function keep(store: AnsweredStore, item: Queued, answer: SyncResult): Promise<void> {
  // What the server has kept need not lie here too; only a quarantined item keeps its sealed content, for the export.
  const value: Queued = { sequence: item.sequence, answer };
  if (answer.outcome === "invalid" && item.sealed) value.sealed = item.sealed;
  await store.put(value);
  const keys = await store.getAllKeys();
  for (const key of keys.slice(0, Math.max(0, keys.length - KEPT_ANSWERS))) await store.delete(key);
}

export function answered(db: Store): Promise<Queued[]> {
  return db.getAll("answered");
}
