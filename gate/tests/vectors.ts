// protocol/gate/vectors/ and the examples in policies/, as lists of cases.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Facts, GatePolicy, Verdict } from "../src/types";

export interface Case {
  name: string;
  policy: GatePolicy;
  facts: Facts;
  expect: Partial<Verdict>;
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const OFFSET = 28_800; // the packs' examples are told by Wuhan's clock

function json(path: string) {
  return JSON.parse(readFileSync(ROOT + path, "utf8"));
}

export function vectors(): Case[] {
  const folder = "protocol/gate/vectors/";
  return readdirSync(ROOT + folder).flatMap((file) =>
    json(folder + file).map((each: Case) => ({ ...each, name: `${file}: ${each.name}` })),
  );
}

export function examples(): Case[] {
  const packs = readdirSync(ROOT + "policies");
  const files = packs.flatMap((pack) => readdirSync(`${ROOT}policies/${pack}`).map((file) => `policies/${pack}/${file}`));
  return files.filter((file) => file.endsWith(".json")).flatMap((file) => {
    const phase = json(file);
    const lapses = Date.parse(`${phase.lapses}T00:00Z`) / 1000 - OFFSET;
    const gate = { ...phase.gate, settings: { ...phase.gate.settings, lapses_at: lapses } };
    return phase.examples.map((each: { about: string; at: string; facts: Facts; expect: Record<string, unknown> }) => {
      const now = Date.parse(`${each.at}Z`) / 1000 - OFFSET;
      const { minutes, ...expected } = each.expect as { minutes?: number };
      const until = minutes === undefined ? {} : { until: minutes ? now + minutes * 60 : 0 };
      return {
        name: `${phase.phase}: ${each.about}`,
        policy: gate,
        facts: { now, offset: OFFSET, ...each.facts },
        expect: { ...expected, ...until },
      };
    });
  });
}

export function differs(verdict: Verdict, expected: Partial<Verdict>): boolean {
  return Object.entries(expected).some(
    ([name, value]) => JSON.stringify(verdict[name as keyof Verdict]) !== JSON.stringify(value),
  );
}
