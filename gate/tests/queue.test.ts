import { describe, expect, it, vi } from "vitest";
import { Arrivals } from "../src/queue/arrivals";
import type { App } from "../src/app";
import { leftTheQueue } from "../src/queue/meet";
import { partyOf } from "../src/queue/party";
import { type Prepared, rowsOf, saidBy, steady } from "../src/queue/people";
import { statusOf } from "../src/queue/status";
import { CallFailed } from "../src/sync/api";
import { Heartbeat } from "../src/sync/heartbeat";
import { freshGate, NOW } from "./fresh";
import { RESIDENTS } from "./mock/community";

const [WANG, CHEN, LI, OUYANG, WANGMEI] = RESIDENTS as [typeof RESIDENTS[0], typeof RESIDENTS[0], typeof RESIDENTS[0], typeof RESIDENTS[0], typeof RESIDENTS[0]];
const prepared = (resident: { id: string }, more: Partial<Prepared> = {}): Prepared => ({
  id: `prep-${resident.id.slice(-2)}`, group: "", resident: resident.id, direction: "exit", at: NOW() - 20, answers: {}, companions: [], ...more,
});
const keys = (rows: { key: string; gone?: boolean; fresh?: boolean }[]) => rows.map((row) => `${row.gone ? "-" : row.fresh ? "+" : ""}${row.key.slice(5, 7)}`);
const green = { answers: { purpose: "medical", health_colour: "green" } };

describe("what a resident said beforehand", () => {
  it("is a purpose and the colour on their phone, and never what a guard measures or sees", () => {
    expect(saidBy({ purpose: "medical", health_colour: "green", temperature: 364, identity: true, mask: true, health_certificate: "good" })).toEqual({ purpose: "medical", health_colour: "green" });
    expect(saidBy({ purpose: 7, health_colour: ["green"] })).toEqual({});
  });
});

describe("the list of arrivals", () => {
  it("begins with the newest, a family in one row", async () => {
    const { live } = await freshGate();
    const rows = rowsOf([prepared(LI, { at: NOW() - 9 }), prepared(WANG, { group: "g", at: NOW() - 30 }), prepared(WANGMEI, { group: "g", at: NOW() - 5 })], live);
    expect(rows.map((row) => row.people.map((one) => one.resident.name))).toEqual([["王○○", "王○"], ["李○○"]]);
  });

  it("shows who only comes along, with nothing said for them", async () => {
    const { live } = await freshGate();
    const [row] = rowsOf([prepared(WANG, { ...green, companions: [WANGMEI.id, "nobody"] })], live);
    expect(row!.people.map((one) => [one.prepared, one.said])).toEqual([["prep-01", green.answers], ["", {}]]);
  });

  it("leaves out who crossed since, who is unknown here, who is forgotten, and takes the latest word", async () => {
    const { live } = await freshGate();
    live.ledger.push({ key: "other:1", gate: "north", resident: LI.id, direction: "exit", at: NOW() - 3, day: "2020-04-08" });
    live.ledger.push({ key: "other:2", resident: OUYANG.id, direction: "entry", at: NOW() - 3, day: "2020-04-08" });
    const rows = rowsOf([
      prepared(LI), prepared(OUYANG), prepared({ id: "stranger" }), prepared(CHEN, { at: NOW() - 1900 }),
      prepared(WANG, { id: "prep-old", at: NOW() - 60 }), prepared(WANG, { id: "prep-new", direction: "entry" }),
    ], live);
    expect(rows.map((row) => row.people[0]!.prepared).sort()).toEqual(["prep-04", "prep-new"]);
  });

  it("does not move under the thumb: what is over stays as gone, what is new comes below", async () => {
    const { live } = await freshGate();
    const before = rowsOf([prepared(WANG, { at: NOW() - 10 }), prepared(LI)], live);
    const now = rowsOf([prepared(LI), prepared(CHEN, { at: NOW() - 2 }), prepared(OUYANG, { at: NOW() - 1 })], live);
    const shown = steady(before, now);
    expect(keys(shown)).toEqual(["-01", "03", "+02", "+04"]);
    expect(keys(steady(shown, now))).toEqual(["-01", "03", "+02", "+04"]);
    expect(keys(steady(shown, []))).toEqual(["-01", "-03", "-02", "-04"]);
    expect(keys(steady(steady(shown, []), now))).toEqual(keys(now));
    expect(keys(now)).toEqual(["04", "02", "03"]);
  });
});

describe("what a row says before anybody is asked", () => {
  const row = async (resident: typeof WANG, more: Partial<Prepared> = {}) => {
    const { live } = await freshGate();
    return statusOf(live, rowsOf([prepared(resident, more)], live)[0]!);
  };

  it("is ready when only the guard's own look is left", async () => {
    expect(await row(WANG, green)).toEqual({ kind: "ready" });
    expect(await row(WANG, { direction: "entry" })).toEqual({ kind: "ready" });
    expect(await row(WANG)).toEqual({ kind: "ready" });
  });

  it("is a question when a purpose is missing, and a stop with its reason when no answer would help", async () => {
    expect((await row(CHEN)).kind).toBe("ask");
    expect(await row(CHEN, { answers: { purpose: "holiday" } })).toMatchObject({ kind: "stopped", verdict: { code: "gate.no_reason" } });
    expect(await row(WANG, { answers: { health_colour: "yellow" } })).toMatchObject({ kind: "stopped", verdict: { code: "gate.health_colour" } });
  });

  it("names the one of a family who will be stopped", async () => {
    const { live } = await freshGate();
    const [family] = rowsOf([prepared(WANG, { ...green, group: "g" }), prepared(WANGMEI, { ...green, group: "g" })], live);
    expect(statusOf(live, family!)).toMatchObject({ kind: "stopped", who: { id: WANGMEI.id }, verdict: { code: "gate.exits_used_up" } });
  });
});

describe("asking who waits", () => {
  it("keeps the list when nothing changed, starts anew at another gate, and slows down when nobody answers", async () => {
    const { live } = await freshGate();
    const asked: string[][] = [];
    let answer: () => unknown = () => ({ server_time: NOW(), people: [prepared(LI)], etag: '"a"' });
    const queue = vi.fn(async (_device: unknown, gate: string, etag: string) => { asked.push([gate.slice(-1), etag]); return answer() as never; });
    const arrivals = new Arrivals(live, { queue });
    await arrivals.once();
    answer = () => undefined;
    await arrivals.once();
    arrivals.anew(live);
    expect(arrivals.shown).toHaveLength(1);
    await live.keepShift({ ...live.shift!, gate: { id: "gate-2", name: "北门" } });
    answer = () => { throw new CallFailed(0, "offline"); };
    await arrivals.once();
    arrivals.anew(live);
    expect([arrivals.reached, arrivals.shown.length]).toEqual([false, 0]);
    expect(asked).toEqual([["1", ""], ["1", '"a"'], ["2", ""]]);
  });

  it("drops at once whom this phone has settled, before the server knows", async () => {
    const { live } = await freshGate();
    const arrivals = new Arrivals(live, { queue: async () => ({ server_time: NOW(), people: [prepared(LI), prepared(WANG)], etag: "" }) });
    await arrivals.once();
    arrivals.cross(["prep-03"]);
    arrivals.anew(live);
    expect(keys(arrivals.shown)).toEqual(["01"]);
    expect(arrivals.waiting(CHEN.id)).toBeUndefined();
  });
});

describe("somebody who is before the guard and no longer in the queue", () => {
  it("is not asked again; a word said anew is the one that counts", async () => {
    const { live } = await freshGate();
    let people = [prepared(LI), prepared(WANG)];
    const arrivals = new Arrivals(live, { queue: async () => ({ server_time: NOW(), people, etag: "" }) });
    const app = { arrivals, world: live } as unknown as App;
    const party = (resident: typeof WANG) => partyOf(rowsOf([prepared(resident)], live)[0]!);
    const [li, wang] = [party(LI), party(WANG)];
    people = [prepared(WANG, { id: "prep-anew" })];
    await arrivals.once();
    expect([leftTheQueue(app, li), leftTheQueue(app, wang)]).toEqual([true, false]);
    expect(wang.members[0]!.prepared).toBe("prep-anew");
    arrivals.reached = false;
    expect(leftTheQueue(app, li)).toBe(false);
  });
});

describe("the heartbeat", () => {
  it("tells the unsent count once a minute, at once when it changed, and again after a failure", async () => {
    const { live } = await freshGate();
    const told: number[] = [];
    let fail = false;
    let clock = 0;
    const heartbeat = async (_device: unknown, unsent: number) => {
      if (fail) throw new CallFailed(0, "offline");
      told.push(unsent);
      return { server_time: 0 };
    };
    const beats = new Heartbeat(live, { heartbeat }, () => clock);
    for (const [at, unsent, failing] of [[0, 0], [30, 0], [60, 0], [61, 2], [62, 2], [70, 3, 1], [71, 3], [72, 3]] as [number, number, number?][]) {
      [clock, live.unsent, fail] = [at, unsent, failing === 1];
      await beats.beat();
    }
    expect(told).toEqual([0, 0, 2, 3]);
    live.net = "revoked";
    clock = 900;
    await beats.beat();
    expect(told).toHaveLength(4);
  });
});
