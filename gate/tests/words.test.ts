import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CHECKS } from "../src/rules_checks";
import { en } from "../src/words/en";
import { OWN_VERDICTS } from "../src/words/own";
import { zh } from "../src/words/zh";
import { purposeWords, setLanguage, verdictWords } from "../src/words";
import { stepName } from "../src/words/steps";
import shared from "../../protocol/gate/words.json";
import type { GatePolicy, Step } from "../src/types";

const slots = (text: string) => [...text.matchAll(/\{\w+\}/g)].map((match) => match[0]).sort();

function policies(): GatePolicy[] {
  const root = join(__dirname, "../../policies");
  return readdirSync(root, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(".json"))
    .map((name) => (JSON.parse(readFileSync(join(root, name), "utf8")) as { gate: GatePolicy }).gate);
}

function everyStep(): Step[] {
  return policies().flatMap((gate) => [gate, ...Object.values(gate.others ?? {})].flatMap((part) => [...part.entry, ...part.exit]));
}

describe("words", () => {
  it("are complete in both languages, with the same gaps to fill", () => {
    for (const [key, text] of Object.entries(zh)) {
      const other = en[key as keyof typeof zh];
      expect(text, key).not.toBe("");
      expect(other, key).not.toBe("");
      expect(slots(other), key).toEqual(slots(text));
    }
  });

  it("name every check of the rules in both languages", () => {
    for (const language of ["zh", "en"] as const) {
      setLanguage(language);
      for (const check of Object.keys(CHECKS)) expect(stepName(check), check).not.toBe(check);
    }
  });

  it("name every purpose that a policy asks for", () => {
    setLanguage("zh");
    for (const step of everyStep()) {
      for (const word of [...((step.purposes as string[]) ?? []), ...((step.except as string[]) ?? [])]) expect(purposeWords(word)).not.toBe(word);
    }
  });

  it("give every verdict a title, and every closed door a remedy and a sentence to say", () => {
    for (const language of ["zh", "en"] as const) {
      setLanguage(language);
      for (const code of [...Object.keys(shared), ...Object.keys(OWN_VERDICTS)]) {
        expect(verdictWords(code).title, code).not.toBe(code);
        if (/^gate\.(ask|allowed|emergency|policy)/.test(code) || code === "gate.temperature_implausible") continue;
        expect(verdictWords(code).say, code).not.toBe("");
        expect(verdictWords(code).remedy, code).not.toBe("");
      }
    }
  });

  it("show a code that this build does not know as it is", () => {
    expect(verdictWords("gate.from_the_future").title).toBe("gate.from_the_future");
  });
});
