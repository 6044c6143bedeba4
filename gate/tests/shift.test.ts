import { describe, expect, it } from "vitest";
import { pinMatches, waitAfter } from "../src/crypto/pin";
import { startShift, waitLeft } from "../src/live/shift";
import { type Api, CallFailed } from "../src/sync/api";
import { freshGate, PIN } from "./fresh";
import { GATES, guard } from "./mock/community";

const answering = (shift: Api["shift"]): Api => ({ shift }) as unknown as Api;
const offline = answering(async () => { throw new CallFailed(0, "offline"); });

describe("a shift PIN", () => {
  it("is checked against the verifier", async () => {
    expect(await pinMatches(PIN, guard())).toBe(true);
    expect(await pinMatches("2581", guard())).toBe(false);
  });

  it("starts a shift on the phone when there is no network", async () => {
    const { live } = await freshGate();
    expect(await startShift(live, offline, PIN, GATES[1]!, guard().id)).toBe("started_offline");
    expect(live.shift).toMatchObject({ offline: true, gate: { name: "北门" }, guard: { name: "周师傅" } });
    expect(live.shift!.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });

  it("is the server's to judge when it answers", async () => {
    const { live } = await freshGate();
    const refusing = answering(async () => { throw new CallFailed(403, "gates.wrong_pin"); });
    expect(await startShift(live, refusing, PIN, GATES[0]!, "")).toBe("wrong_pin");
    const revoked = answering(async () => { throw new CallFailed(401, "gates.device_revoked"); });
    expect(await startShift(live, revoked, PIN, GATES[0]!, "")).toBe("revoked");
    const fine = answering(async () => ({ shift: "s1", guard: { id: "g1", name: "周师傅" } }));
    expect(await startShift(live, fine, PIN, GATES[0]!, "")).toBe("started");
    expect(live.shift).toMatchObject({ id: "s1", offline: false });
  });

  it("slows wrong tries down, and right ones start afresh", async () => {
    const { live } = await freshGate();
    expect([0, 2, 3, 4, 20].map(waitAfter)).toEqual([0, 0, 15, 30, 600]);
    for (let i = 0; i < 3; i++) expect(await startShift(live, offline, "0000", GATES[0]!, "")).toBe("wrong_pin");
    expect(await waitLeft(live)).toBeGreaterThan(10);
    expect(await startShift(live, offline, PIN, GATES[0]!, "")).toBe("wait");
  });

  it("needs a duty list to be checked without network", async () => {
    const { live } = await freshGate({ guards: [] });
    expect(await startShift(live, offline, PIN, GATES[0]!, "")).toBe("no_guards");
  });
});
