/**
 * Nothing but what was signed is ever accepted, and no text whatever makes `verify` reject.
 * A mutant fails a test only when it is accepted with another signed payload.
 */
import { zlibSync } from "fflate";
import { describe, expect, it } from "vitest";
import passes from "../../protocol/hcert/vectors/pass.json";
import trustList from "../../protocol/hcert/vectors/trust.json";
import { PASS_STATES, Trust, type Verdict, verify } from "../src/hcert";
import { b45decode, inflate } from "../src/hcert/text";
import { loadVectors } from "./hcert-official";


const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

function b45encode(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 2) {
    const pair = at + 1 < bytes.length;
    let word = pair ? bytes[at]! * 256 + bytes[at + 1]! : bytes[at]!;
    for (let digit = 0; digit < (pair ? 3 : 2); digit++, word = Math.floor(word / 45)) text += ALPHABET[word % 45];
  }
  return text;
}

function flip(bytes: Uint8Array, bit: number): Uint8Array {
  const changed = bytes.slice();
  changed[bit >> 3]! ^= 1 << (bit & 7);
  return changed;
}

/** A small generator with a seed (mulberry32), so that a failure can be repeated. */
function random(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t ^= t + Math.imul(t ^ (t >>> 7), 61 | t);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const meaning = ({ ok: _ok, code: _code, ...rest }: Verdict) => rest;

const trust = await Trust.load(trustList);
const { text, at } = passes[0]!;
const original = await verify(text, trust, at);
const cose = b45decode(text.slice(4));

describe("a pass", () => {
  it("with any bit flipped is refused", async () => {
    expect(original.ok).toBe(true);
    for (let bit = 0; bit < cose.length * 8; bit++) {
      const verdict = await verify(`LL1:${b45encode(flip(cose, bit))}`, trust, at);
      expect(verdict.ok, `bit ${bit}`).toBe(false);
    }
  });

  it("with any character changed is no other pass", async () => {
    const next = random(1);
    for (let index = 4; index < text.length; index++) {
      const letter = ALPHABET[Math.floor(next() * 45)]!;
      const verdict = await verify(text.slice(0, index) + letter + text.slice(index + 1), trust, at);
      if (verdict.ok) expect(meaning(verdict)).toEqual(meaning(original));
    }
  });

  it("cut anywhere is refused", async () => {
    for (let length = 0; length < text.length; length++) {
      expect((await verify(text.slice(0, length), trust, at)).ok).toBe(false);
    }
  });
});

describe("an official certificate", async () => {
  const vectors = await loadVectors();
  it.each(["AT/2DCode/raw/1.json", "IS/2DCode/raw/1.json"])("%s with any bit flipped is no other", async (id) => {
    const vector = vectors.find((each) => each.id === id)!;
    const list = await Trust.load([vector.trust]);
    const whole = await verify(vector.text, list, vector.at);
    expect(whole.ok).toBe(true);
    const packed = b45decode(vector.text.slice(4));
    const texts = [packed, vector.cose!].flatMap((bytes, plain) =>
      Array.from({ length: bytes.length * 8 }, (_, bit) => {
        const changed = flip(bytes, bit);
        return `HC1:${b45encode(plain ? zlibSync(changed) : changed)}`;
      }),
    );
    for (const mutant of texts) {
      const verdict = await verify(mutant, list, vector.at);
      if (verdict.ok) expect(meaning(verdict)).toEqual(meaning(whole));
    }
  });
});

describe("a bomb", () => {
  it("is not inflated", async () => {
    const bomb = `HC1:${b45encode(zlibSync(new Uint8Array(2_600_000), { level: 9 }))}`;
    expect(bomb.length).toBeLessThan(4300);
    expect((await verify(bomb, trust, at)).code).toBe("inflate");
    expect(inflate(zlibSync(new Uint8Array(16_384)))).toHaveLength(16_384);
  });
});

describe("verify", () => {
  it("answers any text with a word", async () => {
    const next = random(7);
    const bytes = (length: number) => Uint8Array.from({ length }, () => Math.floor(next() * 256));
    const texts: unknown[] = ["", "LL1:", "HC1:", "LL1:\ud800", `LL1:${":".repeat(4296)}`, null, undefined, 7];
    texts.push(`LL1:${b45encode(new Uint8Array(2800).fill(0x81))}`);
    texts.push(`LL1:${b45encode(Uint8Array.from([0xd2, 0x84, 0x9b, ...Array(8).fill(0xff)]))}`);
    texts.push(`HC1:${b45encode(zlibSync(new Uint8Array(16_000).fill(0x81)))}`);
    for (let round = 0; round < 500; round++) {
      const some = bytes(Math.floor(next() * 200));
      texts.push(String.fromCharCode(...some), `LL1:${b45encode(some)}`, `HC1:${b45encode(zlibSync(some))}`);
      const spliced = cose.slice();
      spliced.set(some.subarray(0, 20), Math.floor(next() * (cose.length - 20)));
      texts.push(`LL1:${b45encode(spliced)}`);
    }
    for (const each of texts) {
      const { ok, code } = await verify(each as string, trust, at);
      expect(Object.keys(PASS_STATES)).toContain(code);
      expect(ok).toBe(code === "ok");
    }
  });
});

describe("Base45", () => {
  it.each([
    ["BB8", "AB"],
    ["%69 VD92EX0", "Hello!!"],
    ["QED8WEX0", "ietf!"],
    ["", ""],
  ])("%s follows the standard", (encoded, plain) => {
    expect(String.fromCharCode(...b45decode(encoded))).toBe(plain);
  });

  it.each(["A", "GGW", ":::", "::", "bb8", "BB8\n", "BB８", "B\ud800"])("%j is refused", (encoded) => {
    expect(() => b45decode(encoded)).toThrow("base45");
  });
});
