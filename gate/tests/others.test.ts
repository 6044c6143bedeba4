// Those who come from outside, and cars: one path for each kind, one plate for all who sit in it.
import { describe, expect, it } from "vitest";
import { isOutsider, outsideSubject, passSubject, residentSubject, type Arrival, type Person } from "../src/check/arrival";
import { factsOf } from "../src/check/facts";
import { judge, stepsOf } from "../src/check/judge";
import { tidyPlate, usualPlate } from "../src/check/plate";
import { whoIsOut } from "../src/check/quota";
import { arrivalOf, confirmed, judgeParty, leftToDo } from "../src/queue/party";
import { passengers, vehicleParty } from "../src/queue/vehicle";
import { draftOf } from "../src/flow";
import { Roster } from "../src/roster";
import { OUTSIDERS } from "../src/rules_checks";
import type { Pass } from "../src/types";
import { freshGate } from "./fresh";
import { RESIDENTS } from "./mock/community";

const temperature = { check: "temperature", below: 373, least: 340, most: 430 };

async function closed() {
  const { live } = await freshGate();
  live.rules!.policy.gate = {
    entry: [{ check: "pass_valid", roster: true }, { check: "identity_compared" }, temperature],
    exit: [],
    others: {
      courier: { entry: [{ check: "stays_outside", except_passes: ["courier"] }, temperature], exit: [] },
      carer: { entry: [{ check: "pass_valid" }, temperature], exit: [temperature] },
      repair: { entry: [{ check: "host_agreed" }, { check: "credential_seen" }, temperature], exit: [] },
    },
    settings: {},
  };
  return live;
}

const entering = (person: Person): Arrival => ({ direction: "entry", subject: outsideSubject(person), answers: {} });

function pass(more: Partial<Pass>): Pass {
  return { id: "p1", code: "K7QM4T2X", kind: "carer", resident: "", household: "h1", expires: 0, once: false, holder: "刘○○", room: "3-2-502", ...more };
}

describe("somebody from outside", () => {
  it("is of a closed list of kinds", () => {
    expect(OUTSIDERS.every(isOutsider)).toBe(true);
    expect(["resident", "unknown", "worker", ""].some(isOutsider)).toBe(false);
  });

  it("a courier gets an answer without a single question", async () => {
    expect(judge(await closed(), entering("courier"))).toMatchObject({ outcome: "refuse", code: "gate.leave_at_shelf" });
  });

  it("a repair worker is asked for the household, the card and the temperature, in this order", async () => {
    const live = await closed();
    const arrival = entering("repair");
    expect(stepsOf(live, arrival).map((step) => step.check)).toEqual(["host_agreed", "credential_seen", "temperature"]);
    expect(judge(live, arrival).code).toBe("gate.ask_host");
    Object.assign(arrival.answers, { host: true, credential: true, temperature: 364 });
    expect(judge(live, arrival).outcome).toBe("allow");
    Object.assign(arrival.answers, { host: false });
    expect(judge(live, arrival)).toMatchObject({ outcome: "refuse", code: "gate.host_declined" });
  });

  it("what was noted stays in the visitor's own record, never in the facts", async () => {
    const live = await closed();
    const subject = outsideSubject("visitor", { name: "刘一", room: "3-502", company: "安心家政" });
    const facts = factsOf(live, { direction: "entry", subject, answers: {} });
    expect(JSON.stringify(facts)).not.toMatch(/刘一|安心|3-502/);
  });
});

describe("a pass of somebody from outside", () => {
  it("makes nobody of the household of them", async () => {
    const subject = passSubject(await closed(), pass({}), "entry");
    expect(subject).toMatchObject({ person: "carer", household: "", residentId: "", passState: "good" });
  });

  it("holds within its hours on the way in, and always on the way out", async () => {
    const live = await closed();
    const minute = Math.floor(((live.now() + live.zone()) % 86_400) / 60);
    const state = (from: number, to: number, direction: "entry" | "exit" = "entry") =>
      passSubject(live, pass({ hours: [from, to] }), direction).passState;
    expect(state(minute, minute + 1)).toBe("good");
    expect(state(minute + 1, minute + 2)).toBe("outside_hours");
    expect(state(minute + 1, minute)).toBe("outside_hours");
    expect(state(minute + 2, minute + 1)).toBe("good");
    expect(state(minute + 1, minute + 2, "exit")).toBe("good");
    expect(passSubject(live, pass({ starts: live.now() + 1 }), "entry").passState).toBe("not_yet");
  });

  it("leaves nobody whom the gate would wait for", () => {
    const left = { key: "d:1", pass: "p1", household: "", direction: "exit" as const, at: 1, day: "2020-04-08" };
    expect(whoIsOut([left])).toEqual([]);
  });
});

describe("a car", () => {
  it("gives every person in it a verdict of their own and the same plate", async () => {
    const live = await closed();
    live.roster = new Roster(RESIDENTS, []);
    const seats = passengers([
      { label: "维修", subject: outsideSubject("repair") },
      { label: "王", resident: RESIDENTS[0]! },
      { label: "快递", subject: outsideSubject("courier") },
    ]);
    const party = vehicleParty("entry", "鄂A12345", seats);
    const left = leftToDo(live, party);
    expect(left).toMatchObject({ host: true, credential: true, identity: true });
    expect([...left.stopped.values()].map((verdict) => verdict.code)).toEqual(["gate.leave_at_shelf"]);
    seats[0]!.digits = "364";
    seats[1]!.digits = "38";
    const judged = judgeParty(live, party, confirmed(left));
    expect(judged.map((one) => one.verdict.outcome)).toEqual(["allow", "hand_over", "refuse"]);
    const drafts = judged.map((one) => draftOf(live, one.arrival, one.verdict));
    expect(drafts.map((draft) => draft.vehicle)).toEqual(["鄂A12345", "鄂A12345", "鄂A12345"]);
    expect(drafts.map((draft) => draft.resident)).toEqual(["", RESIDENTS[0]!.id, ""]);
    expect(JSON.stringify(drafts)).not.toContain("seat-");
  });

  it("a person without a car has no plate", async () => {
    const live = await closed();
    const party = { direction: "entry" as const, members: passengers([{ label: "王", resident: RESIDENTS[0]! }]) };
    expect(arrivalOf(party, party.members[0]!).vehicle).toBeUndefined();
    expect(residentSubject(RESIDENTS[0]!).visitor).toBeUndefined();
  });
});

describe("a number plate", () => {
  it.each(["鄂A12345", "鄂AD12345", "鄂A1234学", "粤Z1234港", "WJ鄂1234A", "VA12345", "123456使", "鄂A12345临"])("%s is usual", (plate) => {
    expect(usualPlate(plate)).toBe(true);
  });

  it.each(["ABC-1234", "鄂I12345", "鄂A1", "无牌", "LON DON"])("%s is unusual, and kept all the same", (text) => {
    expect(usualPlate(tidyPlate(text))).toBe(false);
    expect(tidyPlate(text)).not.toBe("");
  });

  it("is kept in capitals without spaces and dots", () => {
    expect(tidyPlate(" 鄂a·1 2345 ")).toBe("鄂A12345");
    expect(tidyPlate("x".repeat(40))).toHaveLength(12);
  });
});
