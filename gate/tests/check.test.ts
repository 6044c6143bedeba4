import { describe, expect, it, vi } from "vitest";
import { outsideSubject, residentSubject, type Arrival } from "../src/check/arrival";
import { factsOf } from "../src/check/facts";
import { judge, stepsOf } from "../src/check/judge";
import { elsewhere, happened, householdExitsOn, openPermits, passUsed, whoIsOut } from "../src/check/quota";
import { scanned } from "../src/check/scan";
import type { Subject } from "../src/check/arrival";
import health from "../../protocol/hcert/vectors/health.json";
import trustList from "../../protocol/hcert/vectors/trust.json";
import type { LedgerEntry, TrustKey } from "../src/types";
import type { World } from "../src/world";
import { freshGate, NOW } from "./fresh";
import { PASSES, RESIDENTS } from "./mock/community";
import { newOffice, passId } from "./mock/issue";

const entry = (key: string, at: number, more: Partial<LedgerEntry> = {}): LedgerEntry => ({ key, direction: "exit", at, day: "2020-04-08", passed: true, ...more });
const times = () => ({ issued: NOW() - 60, expires: NOW() + 3600 });

async function subjectOf(world: World, text: string): Promise<Subject> {
  const found = await scanned(world, text, "exit");
  if (found.kind !== "subject") throw new Error(found.kind);
  return found.subject;
}

describe("the ledger's answers", () => {
  it("are the same whatever the order of arrival", () => {
    const all = [
      entry("a:1", 100, { resident: "r", household: "h" }),
      entry("b:1", 200, { resident: "r", household: "h", direction: "entry" }),
      entry("a:2", 300, { resident: "s", household: "h" }),
    ];
    const orders = [[0, 1, 2], [2, 1, 0], [1, 0, 2], [1, 2, 0]].map((order) => order.map((i) => all[i]!));
    for (const order of orders) expect(whoIsOut(order).map((one) => one.resident)).toEqual(["s"]);
  });

  it("follow the sequence inside a device even when its clock was set back", () => {
    const back = [entry("a:1", 1000, { resident: "r" }), entry("a:2", 400, { resident: "r", direction: "entry" })];
    expect(whoIsOut(back)).toEqual([]);
    expect(happened(back).map((one) => one.key)).toEqual(["a:1", "a:2"]);
  });

  it("count only who really went out, on the community's day", () => {
    const all = [
      entry("a:1", 1, { household: "h" }),
      entry("a:2", 2, { household: "h", passed: false }),
      entry("a:3", 3, { household: "h", direction: "entry" }),
      entry("a:4", 4, { household: "h", day: "2020-04-07" }),
    ];
    expect(householdExitsOn(all, "h", "2020-04-08")).toBe(1);
  });

  it("spend a pass for one use in the direction it was used", () => {
    const all = [entry("a:1", 1, { pass: "p" })];
    expect(passUsed(all, "p", "exit")).toBe(true);
    expect(passUsed(all, "p", "entry")).toBe(false);
  });

  it("spend a single-use permit by an exit since it began", () => {
    const permit = { id: "x", kind: "outing", from: 100, until: 900, once: true };
    expect(openPermits([permit], [entry("a:1", 50, { resident: "r" })], "r")).toEqual([permit]);
    expect(openPermits([permit], [entry("a:1", 150, { resident: "r" })], "r")).toEqual([]);
  });

  it("ask about the same pass at another gate, not at this one, not long after", () => {
    const all = [entry("a:1", 1000, { pass: "p", gate: "north" })];
    expect(elsewhere(all, "p", "south", 1060, 120)?.gate).toBe("north");
    expect(elsewhere(all, "p", "north", 1060, 120)).toBeUndefined();
    expect(elsewhere(all, "p", "south", 2000, 120)).toBeUndefined();
    expect(elsewhere(all, "", "south", 1060, 120)).toBeUndefined();
  });
});

describe("facts", () => {
  it("hold nothing that nobody has seen", async () => {
    const { live } = await freshGate();
    const facts = factsOf(live, { direction: "exit", subject: outsideSubject("visitor", { name: "刘一" }), answers: {} });
    expect(Object.keys(facts).sort()).toEqual(["direction", "now", "offset", "person"]);
  });

  it("are flat: numbers, words, booleans, lists of these", async () => {
    const { live } = await freshGate();
    const facts = factsOf(live, { direction: "exit", subject: residentSubject(RESIDENTS[0]!), answers: { temperature: 364, mask: true } });
    expect(facts).toMatchObject({ person: "resident", resident_here: true, building: "3", permit_kinds: ["work"], work_until: 4_102_444_800, household_exits_today: 0, temperature: 364 });
    for (const value of Object.values(facts)) {
      for (const one of Array.isArray(value) ? value : [value]) expect(["number", "string", "boolean"]).toContain(typeof one);
    }
  });

  it("believe a good pass of a resident whom the roster does not hold", async () => {
    const { live, office } = await freshGate({ residents: [], passes: [] });
    const text = await office.issue("resident", passId(1), RESIDENTS[0]!.id, times());
    const subject = await subjectOf(live, text);
    expect(subject).toMatchObject({ passState: "good", residentId: RESIDENTS[0]!.id });
    expect(factsOf(live, { direction: "exit", subject, answers: {} })).toMatchObject({ resident_here: true, pass_state: "good" });
  });
});

describe("a scanned text", () => {
  it("is a person when our own office signed it", async () => {
    const { live, office } = await freshGate();
    const subject = await subjectOf(live, await office.issue("resident", passId(1), RESIDENTS[0]!.id, times()));
    expect(subject).toMatchObject({ passState: "good", person: "resident", resident: { room: "3-2-502" } });
  });

  it("says nothing about anybody when the signature is someone else's", async () => {
    const { live } = await freshGate();
    const other = await newOffice();
    const subject = await subjectOf(live, await other.issue("resident", passId(1), RESIDENTS[0]!.id, times()));
    expect(subject).toMatchObject({ passState: "unknown_key", passId: "", residentId: "" });
  });

  it("is expired, revoked or used when it is", async () => {
    const { live, office, pullIn } = await freshGate();
    const past = await office.issue("resident", passId(1), RESIDENTS[0]!.id, { issued: NOW() - 900, expires: NOW() - 60 });
    expect((await subjectOf(live, past)).passState).toBe("expired");
    await pullIn({ revoked: { ids: [passId(2)], as_of: NOW() } });
    expect((await subjectOf(live, await office.issue("resident", passId(2), RESIDENTS[1]!.id, times()))).passState).toBe("revoked");
    live.ledger.push(entry("x:1", NOW(), { pass: passId(100) }));
    const trip = PASSES.find((pass) => pass.kind === "trip")!;
    expect((await subjectOf(live, await office.issue("trip", passId(100), trip.household, times()))).passState).toBe("used");
  });

  it("may be a short code, with spaces, small letters and an O for a zero", async () => {
    const { live } = await freshGate();
    for (const code of ["K7M-2Q1", "k7m 2q1", "Ｋ７Ｍ２Ｑ１"]) expect((await subjectOf(live, code)).resident?.room).toBe("3-2-502");
    expect((await subjectOf(live, "TRP-1O0")).household).toBe(RESIDENTS[0]!.household);
  });

  it("may be an enrolment link, the poster, or nothing of ours", async () => {
    const { live } = await freshGate();
    expect((await scanned(live, "https://h/gate/#enrol=abcdefgh12", "exit")).kind).toBe("enrol");
    expect((await scanned(live, "https://h/poster/south", "exit")).kind).toBe("poster");
    expect((await scanned(live, "HC1:NOTHING", "exit")).kind).toBe("health");
    expect((await scanned(live, "3-502", "exit")).kind).toBe("none");
  });

  it("may be a health certificate, which passes the health step as long as it is valid", async () => {
    const { live } = await freshGate();
    const { text, at, expect: expected } = health.find((one) => one.expect.ok)!;
    live.rules!.trust = trustList as unknown as TrustKey[];
    live.rules!.offset = at - NOW();
    expect(await scanned(live, text, "exit")).toMatchObject({ kind: "health", state: "good" });
    live.rules!.offset = expected.expires_at! + 10 - NOW();
    expect(await scanned(live, text, "exit")).toMatchObject({ kind: "health", state: "expired" });
  });

  it("is still read when one key of the trust list is broken", async () => {
    const { live, office } = await freshGate();
    live.rules!.trust = [{ ...office.trust, kid: "AAAAAAAAAAA=", spki: "AAAA" }, office.trust];
    const subject = await subjectOf(live, await office.issue("resident", passId(1), RESIDENTS[0]!.id, times()));
    expect(subject.passState).toBe("good");
  });
});

describe("judging an arrival", () => {
  const arrival = (subject: Subject, answers: Arrival["answers"] = {}): Arrival => ({ direction: "exit", subject, answers });

  it("leads through the steps and ends in one verdict", async () => {
    const { live } = await freshGate();
    const one = arrival(residentSubject(RESIDENTS[0]!));
    const asked: string[] = [];
    for (const answers of [{ identity: true }, { health_colour: "green" }, { temperature: 364 }]) {
      asked.push(judge(live, one).step);
      Object.assign(one.answers, answers);
    }
    expect(asked).toEqual(["identity_compared", "health_code", "temperature"]);
    expect(judge(live, one).outcome).toBe("allow");
  });

  it("tells the second exit of a household at once, before anybody is measured", async () => {
    const { live } = await freshGate();
    const day = new Date((live.now() + live.zone()) * 1000).toISOString().slice(0, 10);
    live.ledger.push(entry("x:1", live.now() - 600, { household: RESIDENTS[0]!.household, resident: RESIDENTS[0]!.id, day }));
    expect(judge(live, arrival(residentSubject(RESIDENTS[4]!)))).toMatchObject({ outcome: "refuse", code: "gate.exits_used_up" });
  });

  it("restricts nobody once the policy has lapsed", async () => {
    const { live } = await freshGate();
    live.rules!.policy.lapses_at = live.now() - 1;
    expect(judge(live, arrival(residentSubject(RESIDENTS[1]!)))).toMatchObject({ outcome: "allow", code: "gate.policy_lapsed" });
  });

  it("asks a person when the policy names a check that this build does not know", async () => {
    const { live } = await freshGate();
    live.rules!.policy.gate = { entry: [], exit: [{ check: "from_the_future" }] };
    expect(judge(live, arrival(residentSubject(RESIDENTS[0]!)))).toMatchObject({ outcome: "refer", code: "gate.unknown_check" });
  });

  it("asks a person when a step cannot be judged at all", async () => {
    const { live } = await freshGate();
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    live.rules!.policy.gate = { entry: [], exit: [{ check: "time_slot" }] };
    expect(judge(live, arrival(residentSubject(RESIDENTS[0]!)))).toMatchObject({ outcome: "refer", code: "gate.cannot_tell" });
  });

  it("says of a pass that does not verify what is wrong with it", async () => {
    const { live } = await freshGate();
    live.rules!.policy.gate.others = { unknown: { entry: [{ check: "resident_here" }], exit: [{ check: "resident_here" }] } };
    const forged = await subjectOf(live, await (await newOffice()).issue("resident", passId(1), RESIDENTS[0]!.id, times()));
    expect(judge(live, arrival(forged))).toMatchObject({ outcome: "refuse", code: "pass.unknown_key" });
  });

  it("shows visitors their own steps", async () => {
    const { live } = await freshGate();
    const visitor = { ...arrival(outsideSubject("visitor", { room: "3-502" })), direction: "entry" as const };
    expect(stepsOf(live, visitor).map((step) => step.check)).toEqual(["temperature", "mask_seen"]);
  });
});
