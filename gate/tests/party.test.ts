import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { residentSubject } from "../src/check/arrival";
import { degrees, tenthsOf } from "../src/check/temperature";
import { draftOf } from "../src/flow";
import { outlook } from "../src/queue/outlook";
import { confirmed, going, householdParty, judgeParty, leftToDo, type Party, partyOf } from "../src/queue/party";
import type { Row, Said } from "../src/queue/people";
import { appendAll } from "../src/store/queue";
import type { GatePolicy, Resident, Step } from "../src/types";
import { draft, freshGate, freshStore } from "./fresh";
import { COLOURS, RESIDENTS } from "./mock/community";
import { unseal } from "./mock/unseal";

const [WANG, , , , WANGMEI] = RESIDENTS as Resident[];
const SAID: Said = { purpose: "medical", health_colour: "green" };
const row = (people: Resident[], said: Said = SAID, direction: "exit" | "entry" = "exit"): Row => ({
  key: "k", direction, at: 0, people: people.map((resident) => ({ resident, prepared: `prep-${resident.name}`, said })),
});
const TEMPERATURE: Step = { check: "temperature", below: 373, least: 340, most: 430 };
const HEALTH: Step = { check: "health_code", accept: ["green"], colours: COLOURS, certificate: true };
const under = (exit: Step[]): GatePolicy => ({ exit, entry: [], settings: {} });

async function family(exit?: Step[], said: Said = SAID) {
  const fixture = await freshGate();
  if (exit) fixture.live.rules!.policy.gate = under(exit);
  const party = partyOf(row([WANG!, WANGMEI!], said));
  return { ...fixture, party, left: () => leftToDo(fixture.live, party) };
}

function reading(party: Party, ...digits: string[]): void {
  party.members.forEach((member, index) => (member.digits = digits[index] ?? ""));
}

const outcomes = (judged: { verdict: { code: string } }[]) => judged.map((one) => one.verdict.code);

describe("what is left to do", () => {
  it("follows the policy in force: nothing that it does not ask", async () => {
    const plain = await family([]);
    expect(plain.left()).toMatchObject({ identity: false, mask: false, colour: undefined, measure: new Set(), other: false });
    expect(confirmed(plain.left())).toEqual({});
    const warm = await family([{ check: "identity_compared" }, { check: "mask_seen" }, TEMPERATURE]);
    expect(warm.left()).toMatchObject({ identity: true, mask: true, colour: undefined });
    expect(warm.left().measure.size).toBe(2);
    expect(confirmed(warm.left())).toEqual({ identity: true, mask: true });
  });

  it("takes the colour as they say it until the guard has looked, and asks when they differ or said none", async () => {
    expect((await family([HEALTH])).left().colour).toBe("green");
    expect((await family([HEALTH], {})).left().colour).toBe("");
    const differ = await family([HEALTH]);
    differ.party.members[1]!.said = { health_colour: "yellow" };
    expect(differ.left().colour).toBe("");
    differ.party.colour = "green";
    expect(confirmed(differ.left())).toEqual({ health_colour: "green" });
  });

  it("lets one reason serve all who come along", async () => {
    const { party, left } = await family([{ check: "reason_open", kinds: [], purposes: ["medical"] }]);
    party.members[1]!.said = {};
    expect(left().purpose).toBe(false);
    party.members[0]!.said = {};
    expect(left().purpose).toBe(true);
  });

  it("measures nobody who cannot go, and somebody in whose place another has a fever", async () => {
    const { party, left } = await family();
    expect([...left().stopped.values()].map((one) => one.code)).toEqual(["gate.exits_used_up"]);
    expect([...left().measure]).toEqual([WANG!.id]);
    reading(party, "385");
    expect([...left().measure]).toEqual([WANG!.id, WANGMEI!.id]);
  });

  it("leaves to the ordinary check what this build does not know", async () => {
    const { live } = await family([{ check: "from_the_future" }]);
    const arrival = { direction: "exit" as const, subject: residentSubject(WANG!), answers: {} };
    expect(outlook(live, arrival)).toMatchObject({ asks: [], end: { outcome: "refer", code: "gate.unknown_check" } });
  });

  it("supposes nothing that is recorded", async () => {
    const { live } = await freshGate();
    const arrival = { direction: "exit" as const, subject: residentSubject(WANG!), answers: {} };
    expect(outlook(live, arrival)).toMatchObject({ asks: ["identity_compared", "health_code", "temperature"], end: { outcome: "allow" } });
    expect(arrival.answers).toEqual({});
  });
});

describe("every policy that comes with Linli", () => {
  const root = join(__dirname, "../../policies");
  const files = readdirSync(root, { recursive: true }).map(String).filter((name) => name.endsWith(".json"));

  it.each(files)("%s: one screen is enough, and ends in a verdict", async (name) => {
    const { live } = await freshGate();
    live.rules!.policy.gate = (JSON.parse(readFileSync(join(root, name), "utf8")) as { gate: GatePolicy }).gate;
    for (const direction of ["exit", "entry"] as const) {
      const party = partyOf(row([WANG!, WANGMEI!], SAID, direction));
      const left = leftToDo(live, party);
      expect(left.other).toBe(false);
      reading(party, "364", "365");
      for (const { verdict } of judgeParty(live, party, confirmed(left))) expect(verdict.outcome).not.toBe("ask");
    }
  });
});

describe("a family before the guard", () => {
  it("is judged one after another: the household's exits and those out grow", async () => {
    for (const [step, code] of [[{ check: "household_exits", per_day: 1 }, "gate.exits_used_up"], [{ check: "household_out", at_once: 1 }, "gate.household_out"]] as [Step, string][]) {
      const { live, party } = await family([step]);
      expect(outcomes(judgeParty(live, party, {}))).toEqual(["gate.allowed", code]);
      expect(live.ledger).toEqual([]);
    }
    const both = await family([{ check: "household_exits", per_day: 2 }]);
    expect(outcomes(judgeParty(both.live, both.party, {}))).toEqual(["gate.allowed", "gate.allowed"]);
  });

  it("leaves the place of who does not go to the next", async () => {
    const { live, party } = await family([{ check: "household_exits", per_day: 1 }]);
    party.members[0]!.going = false;
    expect(outcomes(judgeParty(live, party, {}))).toEqual(["gate.allowed"]);
  });

  it("has one reading each; a fever is handed over and the others are judged for themselves", async () => {
    const { live, party } = await family([{ check: "identity_compared" }, TEMPERATURE]);
    reading(party, "385", "36");
    const judged = judgeParty(live, party, { identity: true });
    expect(judged.map((one) => one.verdict.outcome)).toEqual(["hand_over", "allow"]);
    expect(judged.map((one) => one.arrival.answers)).toEqual([{ identity: true, purpose: "medical", temperature: 385 }, { identity: true, purpose: "medical", temperature: 360 }]);
  });

  it("never passes on a reading that nobody took", async () => {
    const { live, party } = await family([TEMPERATURE]);
    reading(party, "364", "");
    expect(judgeParty(live, party, {})[1]!.verdict).toMatchObject({ outcome: "ask", step: "temperature" });
    expect([tenthsOf(""), tenthsOf("3"), tenthsOf("299"), tenthsOf("451"), tenthsOf("36"), tenthsOf("450")]).toEqual([undefined, undefined, undefined, undefined, 360, 450]);
    expect([degrees("36"), degrees("364")]).toEqual(["36", "36.4"]);
  });

  it("may come from an ordinary arrival: whoever stands there goes, the others are ticked", async () => {
    const { live } = await freshGate();
    const subject = { ...residentSubject(WANG!), passId: "a-pass", passState: "good" as const };
    const party = householdParty(live, { direction: "entry", subject, answers: { identity: true, purpose: "medical" } });
    expect(party.members.map((one) => [one.resident.name, one.going])).toEqual([["王○○", true], ["王○", false]]);
    party.members[1]!.going = true;
    reading(party, "364", "365");
    const judged = judgeParty(live, party, confirmed(leftToDo(live, party)));
    expect(outcomes(judged)).toEqual(["gate.allowed", "gate.allowed"]);
    expect(draftOf(live, judged[0]!.arrival, judged[0]!.verdict)).toMatchObject({ pass: "a-pass", resident: WANG!.id });
  });

  it("carries what was prepared with each crossing, as an id and not as a reading", async () => {
    const { live, party } = await family([{ check: "identity_compared" }]);
    const [first] = judgeParty(live, party, { identity: true });
    const made = draftOf(live, first!.arrival, first!.verdict);
    expect(made.prepared).toBe("prep-王○○");
    expect(made.facts).not.toHaveProperty("health_colour");
    expect(made.facts).not.toHaveProperty("temperature");
    expect(going(party)).toHaveLength(2);
  });
});

describe("a family's record", () => {
  const two = [draft({ resident: "a", group: "g" }), draft({ resident: "b", group: "g", verdict: { outcome: "refuse", code: "gate.household_out", step: "household_out" } })];

  it("is held as one and settled as one, each with its own overrule", async () => {
    const { live, privateKey } = await freshGate();
    await live.hold(...two);
    expect(live.unsent).toBe(0);
    await live.settleHeld([undefined, { outcome: "allow", reason: "看病要紧" }]);
    await live.settleHeld();
    const items = await live.db.getAll("queue");
    const crossings = await Promise.all(items.map((item) => unseal(item.sealed!, privateKey)));
    expect(crossings.map((one) => [one.resident, one.group, one.overrule?.outcome])).toEqual([["a", "g", undefined], ["b", "g", "allow"]]);
    expect(live.ledger.map((line) => [line.resident, line.passed])).toEqual([["a", true], ["b", true]]);
  });

  it("survives a crash with the family on the screen: all of them are there after the next start", async () => {
    const { live } = await freshGate();
    await live.hold(...two);
    const { name } = live.db;
    live.db.close();
    const { Live } = await import("../src/live/live");
    const again = await Live.open(name);
    await again.settleHeld();
    expect([again.unsent, again.ledger.map((line) => line.passed)]).toEqual([2, [true, false]]);
  });

  it("is settled before the next person is held, and dropped when the guard lets it go", async () => {
    const { live } = await freshGate();
    await live.hold(...two);
    await live.hold(draft({ resident: "c" }));
    expect(live.ledger.map((line) => line.resident)).toEqual(["a", "b"]);
    await live.letGo();
    await live.settleHeld();
    expect(live.unsent).toBe(2);
  });

  it("is all or none: a write that fails at the last of them leaves nothing, not even a number", async () => {
    const db = await freshStore();
    const failing = appendAll(db, [{ sealed: "a" }, { sealed: "b" }, { sealed: "c" }], (_, index) => {
      if (index === 2) throw new Error("disk");
      return undefined;
    });
    await expect(failing).rejects.toThrow("disk");
    expect(await db.count("queue")).toBe(0);
    expect(await appendAll(db, [{ sealed: "a" }, { sealed: "b" }], () => undefined)).toEqual([1, 2]);
  });

  it("of an earlier version of this page, one crossing held bare, is still recorded", async () => {
    const { live } = await freshGate();
    const { putLocked, HELD } = await import("../src/store/roster");
    await putLocked(live.db, live.key, HELD, { crossing: { ...draft({ resident: "old" }), gate: "", at: 1, offset: 0, policy: "", guard: "", shift: "" } });
    await live.settleHeld({ outcome: "refuse", reason: "x" });
    expect(live.ledger.map((line) => [line.resident, line.passed])).toEqual([["old", false]]);
  });
});
