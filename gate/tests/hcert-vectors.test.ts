/** The shared vectors of protocol/hcert: the server's verifier reads the same files. */
import { describe, expect, it } from "vitest";
import health from "../../protocol/hcert/vectors/health.json";
import mutants from "../../protocol/hcert/vectors/mutants.json";
import passes from "../../protocol/hcert/vectors/pass.json";
import trustList from "../../protocol/hcert/vectors/trust.json";
import { Trust, toBase64url, toUuid, verify } from "../src/hcert";

const files = { pass: passes, health, mutants };

for (const [name, cases] of Object.entries(files)) {
  describe(`protocol/hcert/vectors/${name}.json`, async () => {
    const trust = await Trust.load(trustList);
    it.each(cases)("$name", async ({ text, at, expect: expected }) => {
      const { ok, code, kind, issuer, issuedAt, expiresAt } = await verify(text, trust, at);
      const said = { ok, code, kind, issuer, issued_at: issuedAt, expires_at: expiresAt };
      expect(said).toEqual(expected);
    });
  });
}

describe("a pass", async () => {
  const trust = await Trust.load(trustList);
  const { text, at } = passes[0]!;

  it("gives its ids as the server spells them", async () => {
    const { pass, health: none } = await verify(text, trust, at);
    expect(none).toBeNull();
    expect(pass?.kind).toBe("resident");
    expect(toUuid(pass!.passId)).toBe("00010203-0405-0607-0809-0a0b0c0d0e0f");
    expect(toBase64url(pass!.subjectId)).toBe("EBESExQVFhcYGRobHB0eHw");
  });

  it("shows nothing of what a wrong key signed", async () => {
    const stolen = mutants.find(({ name }) => name === "a vaccination key signs a pass")!;
    expect((await verify(stolen.text, trust, stolen.at)).pass).toBeNull();
  });

  it("fits a small code", () => {
    for (const each of passes.filter(({ expect: { ok } }) => ok)) expect(each.text.length).toBeLessThanOrEqual(240);
  });
});

describe("a certificate", () => {
  it("cannot reach the prototype of an object", async () => {
    const trust = await Trust.load(trustList);
    const crafted = health.find(({ name }) => name === "a key that JavaScript would obey")!;
    const { health: certificate } = await verify(crafted.text, trust, crafted.at);
    expect(Object.getPrototypeOf(certificate)).toBe(Object.prototype);
    expect(certificate).not.toHaveProperty("dn");
  });
});

describe("a trust list", () => {
  const [first] = trustList;
  it.each([
    ["no list", {}, "not an array"],
    ["an entry that is null", [null], "entry 1"],
    ["a kid that is not base64", [{ ...first, kid: "%" }], "kid"],
    ["a key that is none", [{ ...first, spki: "AAAA" }], "spki"],
    ["a cut key", [{ ...first, spki: first!.spki.slice(0, 60) }], "spki"],
    ["kinds that are a word", [{ ...first, kinds: "pass" }], "kinds"],
    ["a day that is none", [{ ...first, not_after: "tomorrow" }], "not_after"],
  ])("with %s says what is wrong", async (_, list, words) => {
    await expect(Trust.load(list as never)).rejects.toThrow(words);
  });

  it("reads ISO times, in UTC where they say nothing", async () => {
    const { text, at } = passes[0]!;
    const second = new Date(at * 1000).toISOString().slice(0, 19);
    const codes = [];
    for (const window of [{ not_before: second }, { not_before: `${second}+08:00` }, { not_after: `${second}-08:00` }]) {
      const trust = await Trust.load([{ ...first!, ...window }]);
      codes.push((await verify(text, trust, at)).code, (await verify(text, trust, at - 1)).code);
    }
    expect(codes).toEqual(["ok", "key_not_yet", "ok", "ok", "ok", "ok"]);
  });

  it("keeps kinds that a newer server knows, and matches none of them", async () => {
    const { text, at } = passes[0]!;
    const trust = await Trust.load([{ ...first!, kinds: ["boat"] }]);
    expect((await verify(text, trust, at)).code).toBe("key_usage");
  });
});
