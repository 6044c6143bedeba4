import { describe, expect, it } from "vitest";
import { getMeta } from "../src/store/db";
import { append, unsent } from "../src/store/queue";
import { type Api, CallFailed } from "../src/sync/api";
import { measuredOffset } from "../src/clock";
import { Loop } from "../src/sync/loop";
import { pull } from "../src/sync/pull";
import { push, type Send } from "../src/sync/push";
import type { SyncResult } from "../src/types";
import { exportUnsent } from "../src/live/export";
import { tokenIn } from "../src/live/enrol";
import { draft, freshGate, freshStore, NOW } from "./fresh";
import { bundle, RESIDENTS } from "./mock/community";

async function queue(count: number) {
  const db = await freshStore();
  for (let i = 0; i < count; i++) await append(db, { sealed: `s${i}` }, () => undefined);
  return db;
}

const answerAll = (outcome: SyncResult["outcome"]): Send => async (items) => ({
  results: items.map((item) => ({ sequence: item.sequence, outcome })),
  server_time: NOW(),
});

describe("pushing", () => {
  it("sends everything in order, page by page", async () => {
    const db = await queue(230);
    const sizes: number[] = [];
    await push(db, (items) => { sizes.push(items.length); return answerAll("new")(items); });
    expect(sizes).toEqual([100, 100, 30]);
    expect(await unsent(db)).toBe(0);
  });

  it("keeps every item when the network fails", async () => {
    const db = await queue(3);
    await expect(push(db, async () => { throw new CallFailed(0, "offline"); })).rejects.toThrow();
    expect(await unsent(db)).toBe(3);
  });

  it("keeps items missing from the answer, and goes on with the next page", async () => {
    const db = await queue(150);
    await push(db, async (items) => ({ results: items.filter((item) => item.sequence !== 7).map((item) => ({ sequence: item.sequence, outcome: "new" as const })), server_time: 0 }));
    expect(await db.getAllKeys("queue")).toEqual([7]);
  });

  it("finds the one item for which the server refuses the whole request", async () => {
    const db = await queue(20);
    await push(db, async (items) => {
      if (items.some((item) => item.sequence === 13)) throw new CallFailed(422, "unreadable");
      return answerAll("new")(items);
    });
    expect(await db.getAllKeys("queue")).toEqual([13]);
  });

  it("survives an answer without results", async () => {
    const db = await queue(2);
    await push(db, async () => ({ server_time: 1 }) as never);
    expect(await unsent(db)).toBe(2);
  });

  it("may be repeated: a duplicate is done with", async () => {
    const db = await queue(2);
    await push(db, answerAll("duplicate"));
    expect(await unsent(db)).toBe(0);
  });
});

describe("pulling", () => {
  it("asks with the cursor it was given, and applies a delta over what it had", async () => {
    const { live, office } = await freshGate();
    const asked: string[] = [];
    const moved = { ...RESIDENTS[0]!, room: "9-1-101" };
    await pull(live.db, live.key, "dev", async (cursor) => {
      asked.push(cursor);
      return bundle(NOW(), office.trust, { cursor: "c2", resync: false, residents: [moved, { id: RESIDENTS[1]!.id, gone: true } as never], passes: [] });
    });
    await live.load();
    expect(asked).toEqual(["c1"]);
    expect(live.roster.find("9-101").map((one) => one.id)).toEqual([RESIDENTS[0]!.id]);
    expect(live.roster.size).toBe(RESIDENTS.length - 1);
    expect(await getMeta(live.db, "cursor")).toBe("c2");
  });

  it("drops everything on a resync", async () => {
    const { live, pullIn } = await freshGate();
    await pullIn({ residents: [RESIDENTS[4]!], passes: [], cursor: "x" });
    expect(live.roster.size).toBe(1);
  });

  it("keeps the old cursor when it dies half-way", async () => {
    const { live, office } = await freshGate();
    const broken = bundle(NOW(), office.trust, { cursor: "c9", resync: false });
    broken.ledger = [{ direction: "exit" } as never];
    await expect(pull(live.db, live.key, "dev", async () => broken)).rejects.toThrow();
    expect(await getMeta(live.db, "cursor")).toBe("c1");
  });

  it("measures the clock and the age of the rules", async () => {
    const { live, pullIn } = await freshGate();
    await pullIn({ server_time: NOW() + 300 });
    expect(live.rules?.offset).toBeGreaterThanOrEqual(298);
    expect(live.now() - NOW()).toBeGreaterThanOrEqual(298);
    expect(live.stale()).toBe(false);
    live.rules!.asOf -= 13 * 3600;
    expect(live.stale()).toBe(true);
  });
});

describe("the measured clock", () => {
  const asks = (at: number, ahead: number, before?: number) => measuredOffset(Math.floor(at + ahead), at - 0.1, at + 0.1, before);
  const moments = Array.from({ length: 40 }, (_, n) => 1_000_000 + n / 8 + 0.01);

  it("leaves a phone alone that is right, at whatever part of the second it asks", () => {
    expect(new Set(moments.map((at) => asks(at, 0)))).toEqual(new Set([0]));
  });

  it("does not wander, so that the hand-outs of two gates keep their order", () => {
    for (const ahead of [-3600.4, -0.6, 0.7, 90.5]) {
      let offset = asks(moments[0]!, ahead);
      const seen = moments.map((at) => (offset = asks(at, ahead, offset)));
      expect(new Set(seen.slice(-16)).size).toBe(1);
      expect(Math.abs(offset - ahead)).toBeLessThan(1.2);
    }
  });

  it("is measured anew when the phone's clock was set", () => {
    expect(asks(1_000_000, 30, 0)).toBeGreaterThanOrEqual(29);
    expect(Math.abs(asks(1_000_000, 0, 30))).toBeLessThanOrEqual(1);
  });
});

describe("a sync", () => {
  const lunch = { household: "", room: "3-2-502", kind: "meal", count: 1, place: "" } as const;

  async function office(first: Promise<void> = Promise.resolve()) {
    const { live, office } = await freshGate();
    const sent: number[] = [];
    let asked = 0;
    const loop = new Loop(live, {
      crossings: async (_who, items) => { sent.push(...items.map((item) => item.sequence)); return answerAll("new")(items); },
      bundle: async () => { if (asked++ === 0) await first; return bundle(NOW(), office.trust); },
    } as Partial<Api> as Api);
    return { live, loop, sent };
  }

  it("sends what is still being saved, before it says that nothing waits", async () => {
    const { live, loop, sent } = await office();
    void live.shelf.put(lunch);
    void live.record(draft());
    await loop.now();
    expect(sent).toEqual([1, 2]);
    expect(live.unsent).toBe(0);
  });

  it("that is asked for while another runs ends when its own run has ended", async () => {
    let release = () => undefined as void;
    const { live, loop, sent } = await office(new Promise((done) => (release = done)));
    const early = loop.now();
    await new Promise((done) => setTimeout(done, 50));
    await live.record(draft());
    const late = Promise.all([loop.now(), loop.now()]);
    release();
    await early;
    await late;
    expect(sent).toEqual([1]);
  });
});

it("exports what is unsent as the body that the server takes", async () => {
  const { live } = await freshGate();
  await live.record(draft());
  const { text, count } = await exportUnsent(live);
  const file = JSON.parse(text) as { device: string; items: { sequence: number; sealed: string }[] };
  expect(count).toBe(1);
  expect(file.device).toBe("dev");
  expect(file.items[0]).toEqual({ sequence: 1, sealed: expect.any(String) });
});

it("finds the token of an enrolment link, and none in other texts", () => {
  expect(tokenIn("https://linli.lan/gate/#enrol=abcDEF_123-xyz")).toBe("abcDEF_123-xyz");
  expect(tokenIn("#enrol=abcDEF_123-xyz")).toBe("abcDEF_123-xyz");
  expect(tokenIn("https://linli.lan/p/poster")).toBeUndefined();
  expect(tokenIn("3-502")).toBeUndefined();
});
