/** The server over HTTP; see server.ts. */
import type { Scale } from "../scales/types";
import type { SealedRecord } from "../seal/seal";
import type { Door, Posted, Server, Slot } from "./server";

const AT_ONCE = 15_000; // ms: on a poor network an answer that takes longer is no answer

export function http(base: string): Server {
  return {
    door: () => read<Door>(`${base}door.json`),
    scales: async () => (await read<{ scales: Scale[] }>(`${base}scales.json`)).scales,
    post: (id, keyId, sealed) => post(`${base}records`, id, keyId, sealed),
    book: async (slot: Slot, cancelHash: string) => {
      const answer = await send(`${base}bookings`, { room: slot.room, starts_at: slot.starts_at, cancel_hash: cancelHash });
      if (!answer.ok) return { answer: answer.status === 409 ? "taken" : "try_later" };
      return { answer: "booked", id: ((await answer.json()) as { id: string }).id };
    },
    cancel: async (booking: string, secret: string) => (await send(`${base}bookings/${booking}/cancellation`, { secret })).ok,
    replies: async (box: string) => {
      const { replies } = await read<{ replies: { sealed: string }[] }>(`${base}replies/${box}`);
      return replies.map((one) => one.sealed);
    },
  };
}

async function read<T>(address: string): Promise<T> {
  const answer = await fetch(address, { credentials: "omit", cache: "no-store", signal: limit() });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()) as T;
}

function send(address: string, body: object): Promise<Response> {
  const headers = { "Content-Type": "application/json" };
  return fetch(address, { method: "POST", credentials: "omit", headers, body: JSON.stringify(body), signal: limit() });
}

async function post(address: string, id: string, keyId: string, sealed: SealedRecord): Promise<Posted> {
  const answer = await send(address, { id, key_id: keyId, sealed_key: sealed.key, body: sealed.body });
  // 409: this very id is there already, from a try whose answer was lost
  if (answer.ok || answer.status === 409) return { answer: "taken_in" };
  if (answer.status === 410) return { answer: "retired" };
  if (answer.status === 429 || answer.status >= 500) return { answer: "try_later", wait: Number(answer.headers.get("Retry-After")) || undefined };
  return { answer: "refused" };
}

function limit(): AbortSignal {
  const ending = new AbortController();
  setTimeout(() => ending.abort(), AT_ONCE);
  return ending.signal;
}
