/** A small world for the resident's side: a night, PHQ-9, and a server whose answers a test decides. */
import { makePair, open, type Pair } from "../src/seal/seal";
import type { Payload } from "../src/seal/payload";
import type { Door, Posted, Server } from "../src/device/server";
import type { Scale } from "../src/scales/types";
import text from "../../protocol/scales/phq-9.json";

export const phq9 = text as unknown as Scale;
export const NIGHT = Date.UTC(2020, 3, 8, 15, 30); // 23:30 in Wuhan
export const DAY = 86_400_000;

export interface FakeServer extends Server {
  group: Pair;
  arrived: { id: string; keyId: string; body: string; payload: Payload }[];
  posts: number;
  /** answers to the next posts, in order; then all is taken in */
  answers: (Posted | Error)[];
  onDuty: Door["duty"];
  /** the counsellors choose a new key */
  renew(): Promise<void>;
}

export async function fakeServer(): Promise<FakeServer> {
  let [pair, number] = [await makePair(), 1];
  const server: FakeServer = {
    group: pair,
    arrived: [],
    posts: 0,
    answers: [],
    onDuty: { now: true, next: null },
    renew: async () => {
      pair = server.group = await makePair();
      number += 1;
    },
    door: async () => ({
      key: { id: `key-${number}`, public_key: pair.publicKey },
      duty: server.onDuty,
      clocks: { hours: [8, 22], life_minutes: 120, severe_hours: 24, above_hours: 72 },
      slots: [],
    }),
    scales: async () => [phq9],
    post: async (id, keyId, sealed) => {
      server.posts += 1;
      const said = server.answers.shift();
      if (said instanceof Error) throw said;
      if (said) return said;
      if (keyId !== `key-${number}`) return { answer: "retired" };
      const { payload } = await open<Payload>(sealed, pair, id);
      server.arrived.push({ id, keyId, body: sealed.body, payload });
      return { answer: "taken_in" };
    },
    book: async () => ({ answer: "booked", id: "b" }),
    cancel: async () => true,
    replies: async () => [],
  };
  return server;
}
