// People who come home: on the list, found by room, met as a family, and named by the crossing.
import { describe, expect, it } from "vitest";
import { outsideSubject, passSubject, residentSubject } from "../src/check/arrival";
import { judge } from "../src/check/judge";
import { draftOf } from "../src/flow";
import { comingFor, comingOf, familyOf, metBy } from "../src/queue/expected";
import { arrivalOf, householdParty, partyOf } from "../src/queue/party";
import { Roster } from "../src/roster";
import type { Expected, LedgerEntry } from "../src/types";
import { freshGate, NOW } from "./fresh";
import { PASSES, RESIDENTS, resident } from "./mock/community";

const [WANG, , LI, , WANGMEI] = RESIDENTS;
const HE = { name: "何丽", phone: "02700000011" };
const comes = (id: string, more: Partial<Expected>): Expected => ({ id, name: "刘○○", room: "2-1-301", grid: "001", at: NOW() + 3600, meets: HE, ...more });
const entered = (more: Partial<LedgerEntry>): LedgerEntry => ({ key: "other:1", direction: "entry", at: NOW() - 60, day: "2020-04-08", passed: true, ...more });
const family = [comes("t1", { group: "g", resident: WANG!.id, name: WANG!.name, room: WANG!.room }), comes("t2", { group: "g", resident: WANGMEI!.id, name: WANGMEI!.name, room: WANG!.room })];

async function gate(expected: Expected[]) {
  const { live } = await freshGate({ expected });
  return live;
}

describe("the list of expected people", () => {
  it("has a family in one row and the nearest in time first", async () => {
    const live = await gate([comes("t9", { at: NOW() + 40_000 }), ...family, comes("t3", { at: NOW() - 1800 })]);
    expect(comingOf(live).map((row) => row.people.map((one) => one.id))).toEqual([["t3"], ["t1", "t2"], ["t9"]]);
  });

  it("has a family apart as far as this phone does not know them, each with a row", async () => {
    const live = await gate([...family, comes("t3", { group: "g", resident: "gone" }), comes("t4", { group: "g" })]);
    expect(comingOf(live).map((row) => row.people.length)).toEqual([2, 1, 1]);
  });

  it("drops whoever came in, at another gate or by another guard, and keeps who was turned back", async () => {
    const live = await gate([comes("t1", { resident: WANG!.id }), comes("t2", { pass: PASSES[1]!.id }), comes("t3", { resident: LI!.id })]);
    live.ledger.push(entered({ resident: WANG!.id }), entered({ key: "other:2", pass: PASSES[1]!.id }));
    live.ledger.push(entered({ key: "other:3", resident: LI!.id, passed: false }));
    expect(comingOf(live).map((row) => row.people[0]!.id)).toEqual(["t3"]);
  });

  it("is not emptied by an entry of long before they travelled", async () => {
    const live = await gate([comes("t1", { resident: WANG!.id })]);
    live.ledger.push(entered({ resident: WANG!.id, at: NOW() - 3 * 86_400 }));
    expect(comingOf(live)).toHaveLength(1);
  });

  it("is found by the room as people say it and by the surname, however early somebody comes", async () => {
    const live = await gate([comes("t1", { at: NOW() + 30 * 3600 })]);
    for (const text of ["2-301", "2栋1单元301", "刘小明"]) expect(comingFor(live, text), text).toHaveLength(1);
    for (const text of ["2", "3-301", "王小明", "  "]) expect(comingFor(live, text), text).toHaveLength(0);
  });

  it("leaves visits to their own pass", async () => {
    const live = await gate([{ pass: PASSES[1]!.id, name: "陈○", room: "2-1-301", at: NOW() }]);
    expect(comingFor(live, "2-301")).toEqual([]);
    expect(comingOf(live)).toHaveLength(1);
  });
});

describe("the check of somebody who comes home", () => {
  it("names the traveller in the crossing of each of a family", async () => {
    const live = await gate(family);
    const party = partyOf({ key: "g", direction: "entry", at: 0, people: familyOf(comingOf(live)[0]!) });
    const drafts = party.members.map((member) => draftOf(live, arrivalOf(party, member), judge(live, arrivalOf(party, member))));
    expect(drafts.map((draft) => [draft.resident, draft.expected])).toEqual([[WANG!.id, "t1"], [WANGMEI!.id, "t2"]]);
  });

  it("still names them when the household is taken along afterwards", async () => {
    const live = await gate(family);
    const party = householdParty(live, { direction: "entry", subject: residentSubject(WANG!), answers: {}, expected: "t1" });
    expect(arrivalOf(party, party.members[0]!).expected).toBe("t1");
    expect(party.members.slice(1).every((member) => member.expected === undefined)).toBe(true);
  });

  it("is not one of other people", async () => {
    const live = await gate(family);
    const arrival = { direction: "entry" as const, subject: outsideSubject("visitor"), answers: {} };
    expect(draftOf(live, arrival, judge(live, arrival))).not.toHaveProperty("expected");
  });

  it("lets in whoever does not live here yet by the permit of the plan, once measured", async () => {
    const live = await gate([]);
    const permit = { id: "p", kind: "arrival", from: 0, until: NOW() + 60 };
    const away = resident(9, "2-1-301", "刘○○", "lxm", { here: false, permits: [permit] });
    live.roster = new Roster([away], []);
    live.rules!.policy.gate = {
      entry: [{ check: "resident_here", except_permits: ["arrival"] }, { check: "temperature", below: 373, least: 340, most: 430 }], exit: [], settings: {},
    };
    const arrival = { direction: "entry" as const, subject: residentSubject(away), answers: {} };
    expect(judge(live, arrival)).toMatchObject({ outcome: "ask", code: "gate.ask_temperature" });
    expect(judge(live, { ...arrival, answers: { temperature: 366 } }).outcome).toBe("allow");
    expect(judge(live, { ...arrival, answers: { temperature: 381 } }).outcome).toBe("hand_over");
    away.permits = [{ ...permit, until: NOW() - 60 }];
    expect(judge(live, arrival)).toMatchObject({ outcome: "refer", code: "gate.not_resident" });
  });

  it("takes a pass made out for them as it takes a visitor's, on the way in", async () => {
    const live = await gate([]);
    const pass = { ...PASSES[1]!, kind: "visitor", resident: "", starts: 0 };
    expect(passSubject(live, pass, "entry")).toMatchObject({ person: "visitor", passState: "good" });
  });

  it("knows who meets them", async () => {
    const live = await gate(family);
    expect(metBy(live, "t2")).toEqual(HE);
    expect(metBy(live, undefined)).toBeUndefined();
    expect(metBy(live, "nobody")).toBeUndefined();
  });
});
