// Push: everything unsent, page by page. One bad item never holds up what follows it.
import type { Queued, Store } from "../store/db";
import { settle } from "../store/queue";
import type { SyncResult } from "../types";
import { CallFailed } from "./api";

const PAGE = 100;
/** Statuses that blame the content of a request, not the server or the network. */
const BLAMES_CONTENT = new Set([400, 413, 422]);

export type Send = (items: Queued[]) => Promise<{ results: SyncResult[]; server_time: number }>;

/** Sends the whole queue once, in order. Returns how many items were answered for good. */
export async function push(db: Store, send: Send): Promise<number> {
  let settled = 0;
  let last = 0;
  for (;;) {
    const items = await db.getAll("queue", IDBKeyRange.lowerBound(last, true), PAGE);
    if (items.length === 0) return settled;
    last = items[items.length - 1]!.sequence;
    settled += await sendSome(db, send, items);
  }
}

/** When a whole request is refused for its content, halves are tried, down to the single bad item, which stays. */
async function sendSome(db: Store, send: Send, items: Queued[]): Promise<number> {
  try {
    const answer = await send(items);
    const results = Array.isArray(answer.results) ? answer.results : [];
    return await settle(db, items.map((item) => item.sequence), results);
  } catch (error) {
    if (!(error instanceof CallFailed) || !BLAMES_CONTENT.has(error.status)) throw error;
    if (items.length === 1) return 0;
    const middle = Math.ceil(items.length / 2);
    return (await sendSome(db, send, items.slice(0, middle))) + (await sendSome(db, send, items.slice(middle)));
  }
}
