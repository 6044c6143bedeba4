import { describe, expect, it } from "vitest";
import { householdExitsOn, whoIsOut } from "../src/check/quota";
import { getMeta, saved } from "../src/store/db";
import { allEntries, mergeLedger } from "../src/store/ledger";
import { answered, append, settle, unsent } from "../src/store/queue";
import type { LedgerEntry } from "../src/types";
import { draft, freshGate, freshStore, NOW } from "./fresh";
import { unseal } from "./mock/unseal";

const line = (key: string, at: number, more: Partial<LedgerEntry> = {}): LedgerEntry => ({ key, direction: "exit", at, day: "2020-04-08", ...more });

describe("the queue", () => {
  it("numbers crossings one by one, also when two are recorded at once", async () => {
    const db = await freshStore();
    const numbers = await Promise.all([1, 2, 3, 4].map(() => append(db, { sealed: "x" }, () => undefined)));
    expect([...numbers].sort()).toEqual([1, 2, 3, 4]);
    expect(await unsent(db)).toBe(4);
  });

  it("treats each answer on its own: kept, altered, quarantined, unanswered", async () => {
    const db = await freshStore();
    for (let i = 0; i < 6; i++) await append(db, { sealed: `s${i}` }, () => undefined);
    const done = await settle(db, [1, 2, 3, 4, 5, 6], [
      { sequence: 1, outcome: "new" },
      { sequence: 2, outcome: "duplicate" },
      { sequence: 3, outcome: "altered" },
      { sequence: 4, outcome: "disagreed", server_verdict: { outcome: "refuse", code: "pass.revoked" } },
      { sequence: 5, outcome: "invalid", code: "gates.unreadable" },
    ]);
    expect(done).toBe(5);
    expect(await db.getAllKeys("queue")).toEqual([6]);
    const seen = await answered(db);
    expect(seen.map((item) => item.sequence)).toEqual([3, 4, 5]);
    expect(seen.find((item) => item.sequence === 5)?.sealed).toBe("s4");
    expect(seen.find((item) => item.sequence === 4)?.sealed).toBeUndefined();
  });

  it("ignores answers to numbers that were not sent, and outcomes it does not know", async () => {
    const db = await freshStore();
    await append(db, { sealed: "a" }, () => undefined);
    await append(db, { sealed: "b" }, () => undefined);
    const odd = [{ sequence: 2, outcome: "new" }, { sequence: 1, outcome: "postponed" }] as never;
    expect(await settle(db, [1], odd)).toBe(0);
    expect(await unsent(db)).toBe(2);
  });

  it("leaves nothing behind when a write fails half-way", async () => {
    const db = await freshStore();
    const failing = append(db, { sealed: "a" }, () => { throw new Error("disk"); });
    await expect(failing).rejects.toThrow("disk");
    expect(await unsent(db)).toBe(0);
    expect(await append(db, { sealed: "b" }, () => undefined)).toBe(1);
  });
});

describe("the ledger", () => {
  it("keeps what the server cannot know yet over a resync, and drops the rest", async () => {
    const db = await freshStore();
    await append(db, { sealed: "a" }, (number) => line(`dev:${number}`, NOW()));
    await saved(db, ["ledger"], (tx) => tx.objectStore("ledger").put(line("other:1", NOW())));
    await mergeLedger(db, [line("other:2", NOW())], { resync: true, device: "dev", now: NOW() });
    expect((await allEntries(db)).map((entry) => entry.key).sort()).toEqual(["dev:1", "other:2"]);
  });

  it("no longer counts what the server has annulled, its own crossing too", async () => {
    const db = await freshStore();
    const gone = { household: "h", resident: "r" };
    await saved(db, ["ledger"], (tx) => tx.objectStore("ledger").put(line("dev:1", NOW(), { ...gone, passed: true })));
    expect(householdExitsOn(await allEntries(db), "h", "2020-04-08")).toBe(1);
    await mergeLedger(db, [line("dev:1", NOW(), { ...gone, passed: false })], { resync: false, device: "dev", now: NOW() });
    const entries = await allEntries(db);
    expect(householdExitsOn(entries, "h", "2020-04-08")).toBe(0);
    expect(whoIsOut(entries)).toEqual([]);
  });

  it("forgets own confirmed entries after some days", async () => {
    const db = await freshStore();
    const old = NOW() - 5 * 86400;
    await saved(db, ["ledger"], (tx) => tx.objectStore("ledger").put(line("dev:1", old)));
    await mergeLedger(db, [], { resync: false, device: "dev", now: NOW() });
    expect(await allEntries(db)).toEqual([]);
  });
});

describe("a gate's storage", () => {
  it("holds no name, room or phone in the clear", async () => {
    const { live } = await freshGate();
    await live.record(draft({ visitor: { name: "刘备用", phone: "13900000000", room: "9-9-999" } }));
    await live.hold(draft({ visitor: { name: "关云长", room: "8-8-888" } }));
    const words: string[] = [];
    for (const store of ["meta", "queue", "answered", "ledger", "vault"] as const) {
      words.push(JSON.stringify(await live.db.getAll(store)));
    }
    for (const secret of ["刘备用", "13900000000", "9-9-999", "关云长", "王○○", "3-2-502", "周敏", "2580"]) {
      expect(words.join()).not.toContain(secret);
    }
  });

  it("opens again with roster, shift and queue after a reload", async () => {
    const { live } = await freshGate();
    await live.record(draft());
    const name = live.db.name;
    live.db.close();
    const { Live } = await import("../src/live/live");
    const again = await Live.open(name);
    expect(again.roster.find("3-502")).toHaveLength(2);
    expect(again.unsent).toBe(1);
    expect(again.gate?.name).toBe("南门");
    expect(again.ledger).toHaveLength(1);
  });

  it("throws the roster away when it is too old, and asks for everything next time", async () => {
    const { live } = await freshGate({ server_time: NOW() - 25 * 3600 });
    live.rules!.offset = 0;
    expect(await live.expireRoster()).toBe(true);
    expect(live.roster.size).toBe(0);
    expect(await getMeta(live.db, "cursor")).toBeUndefined();
    expect(live.rules?.policy.version).toBe("test/normalised@1");
  });

  it("turns a held verdict into one crossing, with the overrule beside it", async () => {
    const { live, privateKey } = await freshGate();
    await live.hold(draft({ verdict: { outcome: "refuse", code: "gate.exits_used_up", step: "household_exits" } }));
    expect(live.unsent).toBe(0);
    await live.settleHeld({ outcome: "allow", reason: "看病要紧" });
    await live.settleHeld();
    expect(live.unsent).toBe(1);
    const item = (await live.db.getAll("queue"))[0]!;
    const crossing = await unseal(item.sealed!, privateKey);
    expect(crossing.verdict.outcome).toBe("refuse");
    expect(crossing.overrule).toEqual({ outcome: "allow", reason: "看病要紧" });
    expect(live.ledger[0]?.passed).toBe(true);
  });

  it("is in time for a guard who taps sooner than it saves", async () => {
    const { live } = await freshGate();
    void live.hold(draft({ resident: "a" }));
    await live.settleHeld();
    expect(live.ledger.map((line) => line.resident)).toEqual(["a"]);
    void live.hold(draft({ resident: "b" }));
    await live.letGo();
    await live.settleHeld();
    expect(live.unsent).toBe(1);
  });

  it("records an emergency on a phone that was never set up", async () => {
    await freshStore();
    const { Live } = await import("../src/live/live");
    const live = await Live.open(`bare-${NOW()}`);
    await live.record(draft({ emergency: true, verdict: { outcome: "allow", code: "gate.emergency", step: "" } }));
    const item = (await live.db.getAll("queue"))[0]!;
    expect(item.open).toMatchObject({ emergency: true, gate: "", resident: "" });
  });
});
