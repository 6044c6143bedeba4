// Who lives here and stands in no list: the phone's own judgement, and what it says of them.
import { describe, expect, it } from "vitest";
import { outsideSubject, residentSubject, type Arrival } from "../src/check/arrival";
import { judge } from "../src/check/judge";
import { draftOf } from "../src/flow";
import { oldest } from "../src/store/queue";
import { freshGate } from "./fresh";
import { RESIDENTS } from "./mock/community";
import { unseal } from "./mock/unseal";

const SUN = { room: "3-2-501", name: "孙小海", phone: "13800006666" };
const written = (): Arrival => ({ direction: "entry", subject: outsideSubject("unknown", SUN), answers: {} });

describe("somebody who lives here and stands in no list", () => {
  it("is a person's to decide on the way in, and never refused by a rule", async () => {
    const { live } = await freshGate();
    live.rules!.policy.gate = { entry: [{ check: "resident_here" }], exit: [{ check: "resident_here" }], settings: {} };
    expect(judge(live, written())).toMatchObject({ outcome: "refer", code: "gate.not_resident" });
  });

  it("is carried sealed, as somebody unknown with what was written down", async () => {
    const { live, privateKey } = await freshGate();
    const arrival = written();
    await live.record(draftOf(live, arrival, judge(live, arrival)));
    const [item] = await oldest(live.db, 1);
    expect(JSON.stringify(item)).not.toMatch(/孙小海|3-2-501|13800006666/);
    const told = await unseal(item!.sealed!, privateKey);
    expect(told).toMatchObject({ visitor: SUN, resident: "", household: "", facts: { person: "unknown" } });
  });

  it("is found by room and by surname once a sync has brought them, and marked as not confirmed", async () => {
    const { live, pullIn } = await freshGate();
    expect(live.roster.find("孙小海").map((one) => one.room)).not.toContain("3-2-501");
    const sun = { ...RESIDENTS[0]!, id: "sun", name: "孙○○", surname: "孙", initials: "sxh", room: "3-2-501", confirmed: false };
    await pullIn({ resync: false, residents: [sun] });
    expect(live.roster.find("孙小海").map((one) => one.id)).toContain("sun");
    expect(live.roster.find("3-501").map((one) => one.id)).toContain("sun");
    expect(residentSubject(live.roster.resident("sun")!).resident!.confirmed).toBe(false);
  });
});
