// The shared vectors and every dated example of every phase, decided by the phone.
import { describe, expect, it } from "vitest";
import { decide } from "../src/rules";
import { differs, examples, vectors } from "./vectors";

describe("the phone decides as the vectors say", () => {
  for (const each of [...vectors(), ...examples()]) {
    it(each.name, () => {
      const verdict = decide(each.policy, each.facts);
      expect(differs(verdict, each.expect), JSON.stringify(verdict)).toBe(false);
    });
  }
});
