import { describe, expect, it } from "vitest";
import { append } from "../src/store/queue";
import { Live } from "../src/live/live";
import { PracticeWorld } from "../src/practice/practice";
import { PRACTICE_POLICY } from "../src/practice/policy";
import { found, hoursOf, late, type OwnFact, together, waiting } from "../src/shelf/view";
import { push } from "../src/sync/push";
import type { Policy, SyncResult } from "../src/types";
import type { ShelfFact, ShelfItem } from "../src/shelf/types";
import { draft, freshGate, NOW } from "./fresh";
import { GATES, RESIDENTS } from "./mock/community";
import { unseal } from "./mock/unseal";

const HOME = RESIDENTS[0]!.household;
const thing = (id: string, more: Partial<ShelfItem> = {}): ShelfItem => ({
  id, household: HOME, room: "3-2-502", kind: "meal", count: 1, place: "", gate: GATES[0]!.id,
  since: 1000, overdue_at: 4600, told: "app", ...more,
});
const fact = (what: ShelfFact["what"], item: string): OwnFact => ({ fact: { what, item, gate: "", at: 1, offset: 0 } });
const put = (id: string): OwnFact => ({ ...fact("put", id), puts: thing(id) });

describe("what waits", () => {
  it("is the server's list with own facts on top, in whatever order they lie", () => {
    const own = [fact("collected", "b"), put("b"), fact("told", "a"), put("c"), fact("returned", "d")];
    const items = [thing("a"), thing("d")];
    for (const order of [own, [...own].reverse()]) {
      const seen = waiting(items, order);
      expect(seen.map((one) => one.id).sort()).toEqual(["a", "c"]);
      expect(seen.find((one) => one.id === "a")?.told).toBe("phone");
    }
  });

  it("shows what the server knows already once, and the first to wait too long first", () => {
    const items = [thing("late", { overdue_at: 9000 }), thing("a", { overdue_at: 2000 })];
    expect(waiting(items, [put("a")]).map((one) => one.id)).toEqual(["a", "late"]);
    expect(late(items, 2000).map((one) => one.id)).toEqual(["a"]);
  });

  it("is found by room as people say it", () => {
    const items = [thing("a"), thing("b", { room: "3-1-501" }), thing("c", { room: "13-2-502" })];
    const ids = (text: string) => found(items, text).map((one) => one.id);
    expect(ids("3-502")).toEqual(["a"]);
    expect(ids("3栋2单元502")).toEqual(["a"]);
    expect(ids("3-")).toEqual(["a", "b"]);
    expect(ids("")).toHaveLength(3);
    expect(ids("9-9")).toEqual([]);
  });

  it("is handed out together for one household at one gate", () => {
    const items = [thing("a"), thing("b"), thing("c", { gate: GATES[1]!.id }), thing("d", { household: "" }), thing("e", { household: "" })];
    expect(together(items, items[0]!).map((one) => one.id)).toEqual(["a", "b"]);
    expect(together(items, items[3]!).map((one) => one.id)).toEqual(["d"]);
  });

  it("waits as long as the policy says, or as it is usual", () => {
    const policy = (shelf: unknown) => ({ gate: { entry: [], exit: [], settings: { shelf } } }) as unknown as Policy;
    expect([hoursOf(undefined, "meal"), hoursOf(undefined, "parcel"), hoursOf(undefined, "cold")]).toEqual([1, 24, 3]);
    expect(hoursOf(policy({ meal: 2 }), "meal")).toBe(2);
    for (const wrong of [0, -1, 1.5, "2"]) expect(hoursOf(policy({ meal: wrong }), "meal")).toBe(1);
  });
});

describe("a phone's shelf", () => {
  const lunch = { household: HOME, room: "3-2-502", kind: "meal", count: 2, place: "货架B3" } as const;

  it("puts, tells and hands out offline, sealed, in the one queue of crossings", async () => {
    const { live, privateKey } = await freshGate();
    await live.record(draft());
    await live.shelf.put(lunch);
    await live.shelf.told(live.shelf.items);
    expect(live.shelf.items).toMatchObject([{ room: "3-2-502", count: 2, told: "phone" }]);
    await live.shelf.end(live.shelf.items, "volunteer");
    expect(live.shelf.items).toEqual([]);
    const queue = await live.db.getAll("queue");
    expect(queue.map((item) => item.sequence)).toEqual([1, 2, 3, 4]);
    const said = (await Promise.all(queue.slice(1).map((item) => unseal(item.sealed!, privateKey)))) as unknown as { shelf: ShelfFact }[];
    expect(said.map(({ shelf }) => shelf.what)).toEqual(["put", "told", "collected"]);
    expect(said[0]!.shelf).toMatchObject({ household: HOME, kind: "meal", count: 2, place: "货架B3", gate: GATES[0]!.id });
    expect(said[2]!.shelf).toMatchObject({ who: "volunteer", item: said[0]!.shelf.item });
  });

  it("survives a reload, and lies nowhere in the clear", async () => {
    const { live } = await freshGate({ shelf: [thing("018f3e3e-0000-7000-8000-000000000001", { room: "7-7-707" })] });
    await live.shelf.put({ ...lunch, room: "9-9-909" });
    for (const store of ["meta", "queue", "answered", "ledger", "vault"] as const) {
      const text = JSON.stringify(await live.db.getAll(store)) + JSON.stringify(await live.db.getAllKeys(store));
      for (const secret of ["7-7-707", "9-9-909", "货架B3", HOME]) expect(text).not.toContain(secret);
    }
    const name = live.db.name;
    live.db.close();
    const again = await Live.open(name);
    expect(again.shelf.items.map((one) => one.room).sort()).toEqual(["7-7-707", "9-9-909"]);
  });

  it("keeps own facts until the server has them, and then believes the server", async () => {
    const { live, pullIn } = await freshGate();
    await live.shelf.put(lunch);
    await pullIn({ shelf: [] });
    expect(live.shelf.items).toHaveLength(1);
    const sent: number[] = [];
    await push(live.db, async (items) => {
      sent.push(...items.map((item) => item.sequence));
      return { results: items.map((item): SyncResult => ({ sequence: item.sequence, outcome: "new" })), server_time: NOW() };
    });
    await pullIn({ shelf: [] }); // fetched at another gate meanwhile
    expect(live.shelf.items).toEqual([]);
    expect((await live.db.getAllKeys("vault")).filter((label) => String(label).startsWith("own:"))).toEqual([]);
  });

  it("does not end a verdict that is still on the screen", async () => {
    const { live } = await freshGate();
    await live.hold(draft({ direction: "entry" }));
    await live.shelf.put(lunch);
    await live.settleHeld();
    expect(live.unsent).toBe(2);
  });

  it("goes with the roster when it is too old", async () => {
    const { live } = await freshGate({ server_time: NOW() - 25 * 3600, shelf: [thing("018f3e3e-0000-7000-8000-000000000001")] });
    live.rules!.offset = 0;
    await live.expireRoster();
    expect(live.shelf.items).toEqual([]);
    expect((await live.db.getAllKeys("vault")).filter((label) => /^(own|shelf)/.test(String(label)))).toEqual([]);
  });

  it("tells of what another gate had handed out before, until it was read", async () => {
    const { live } = await freshGate();
    await append(live.db, { sealed: "x" }, () => undefined);
    await push(live.db, async () => ({ results: [{ sequence: 1, outcome: "disagreed", code: "shelf.ended_already" }], server_time: NOW() }));
    await live.count();
    expect(live.shelf.clashes).toBe(1);
    await live.shelf.seen();
    expect(live.shelf.clashes).toBe(0);
    await live.shelf.load();
    expect(live.shelf.clashes).toBe(0);
  });

  it("numbers facts one by one, also when two are noted at once", async () => {
    const { live } = await freshGate();
    await Promise.all([live.shelf.put(lunch), live.shelf.put(lunch), live.record(draft())]);
    expect(await live.db.getAllKeys("queue")).toEqual([1, 2, 3]);
    expect(live.shelf.items).toHaveLength(2);
  });
});

it("practice has two things on the shelf, and nothing is stored of them", async () => {
  const world = new PracticeWorld(PRACTICE_POLICY, () => undefined);
  expect(world.shelf.items.map((one) => one.kind)).toEqual(["meal", "parcel"]);
  await world.shelf.end([world.shelf.items[0]!]);
  await world.shelf.put({ household: "", room: "2-1-301", kind: "cold", count: 1, place: "" });
  expect(world.shelf.items.map((one) => one.room)).toEqual(["5-1-1203", "2-1-301"]);
});
