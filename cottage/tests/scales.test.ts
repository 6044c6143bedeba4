import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { score } from "../src/scales/score";
import type { Scale } from "../src/scales/types";

const FOLDER = join(__dirname, "../../protocol/scales");

interface Case {
  name: string;
  answers: (number | null)[];
  cutoff?: string;
  expect: Record<string, unknown>;
}

const json = (...path: string[]) => JSON.parse(readFileSync(join(FOLDER, ...path), "utf-8"));
const tables = readdirSync(join(FOLDER, "vectors"))
  .map((name) => json("vectors", name) as { scale?: Scale | string; cases: Case[] })
  .filter((table) => table.scale !== undefined);

describe.each(tables)("the score is the one of the table: $scale", ({ scale, cases }) => {
  const file: Scale = typeof scale === "string" ? json(`${scale}.json`) : scale!;
  it.each(cases)(`${file.id}: $name`, ({ answers, cutoff, expect: expected }) => {
    expect(score(file, answers, cutoff)).toEqual(expected);
  });
});

it("has a table for every scale", () => {
  const scales = readdirSync(FOLDER).filter((name) => name.endsWith(".json") && !name.includes(".schema."));
  expect(tables.map(({ scale }) => `${typeof scale === "string" ? scale : ""}.json`)).toEqual(expect.arrayContaining(scales));
});
