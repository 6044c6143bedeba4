import { describe, expect, it } from "vitest";
import { tables } from "../../src/counsellor/rules/counts";
import { hidden, suppressed, together, withTotals } from "../../src/counsellor/rules/suppress";
import { at, entry, opened, written } from "./world";

/** A generator with a seed (mulberry32): the same tables in every run. */
function chance(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const SMALL = [0, 1, 2, 3, 5, 9, 10, 11, 40, 200];

function table(random: () => number): number[][] {
  const [rows, columns] = [1 + Math.floor(random() * 4), 1 + Math.floor(random() * 4)];
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => SMALL[Math.floor(random() * SMALL.length)]!));
}

/**
 * What somebody learns who only has what is shown: from sums with one unknown, over and over, and by solving all of
 * them at once (Gauss). An independent way from the walk that hides.
 */
function solved(shown: (number | null)[][]): number {
  const height = shown.length;
  const width = shown[0]!.length;
  const unknown = new Map<string, number>();
  shown.forEach((row, r) => row.forEach((value, c) => value === null && unknown.set(`${r},${c}`, unknown.size)));
  const equations: number[][] = [];
  const sum = (cells: [number, number][]) => {
    const equation = new Array(unknown.size + 1).fill(0);
    cells.forEach(([r, c], index) => {
      const sign = index === cells.length - 1 ? -1 : 1;
      const at = unknown.get(`${r},${c}`);
      if (at === undefined) equation[unknown.size] -= sign * shown[r]![c]!;
      else equation[at] += sign;
    });
    equations.push(equation);
  };
  for (let r = 0; r < height; r++) sum(Array.from({ length: width }, (_, c) => [r, c]));
  for (let c = 0; c < width; c++) sum(Array.from({ length: height }, (_, r) => [r, c]));
  return determined(equations, unknown.size);
}

function determined(rows: number[][], unknowns: number): number {
  let rank = 0;
  for (let column = 0; column < unknowns; column++) {
    const pivot = rows.findIndex((row, index) => index >= rank && Math.abs(row[column]!) > 1e-9);
    if (pivot < 0) continue;
    [rows[rank], rows[pivot]] = [rows[pivot]!, rows[rank]!];
    const lead = rows[rank]![column]!;
    rows[rank] = rows[rank]!.map((value) => value / lead);
    rows.forEach((row, index) => {
      const factor = row[column]!;
      if (index !== rank && Math.abs(factor) > 1e-9) rows[index] = row.map((value, at) => value - factor * rows[rank]![at]!);
    });
    rank += 1;
  }
  const alone = (row: number[]) => row.slice(0, unknowns).filter((value) => Math.abs(value) > 1e-9).length === 1;
  return rows.filter(alone).length;
}

/** Ways to fill what is hidden, near what is true, so that every sum holds (none below 1): the values that each takes. */
function fillings(full: number[][], hide: boolean[][]): Map<string, Set<number>> {
  const inner = full.slice(0, -1).flatMap((row, r) => row.slice(0, -1).map((_, c) => [r, c] as [number, number])).filter(([r, c]) => hide[r]![c]);
  const found = new Map<string, Set<number>>();
  const trial = full.slice(0, -1).map((row) => row.slice(0, -1));
  const check = () => {
    withTotals(trial).forEach((row, r) =>
      row.forEach((value, c) => {
        if (!hide[r]![c]) return;
        const key = `${r},${c}`;
        found.set(key, (found.get(key) ?? new Set<number>()).add(value));
      }),
    );
  };
  const fits = () => withTotals(trial).every((row, r) => row.every((value, c) => (hide[r]![c] ? value > 0 || full[r]![c] === 0 : value === full[r]![c])));
  const fill = (index: number): void => {
    if (index === inner.length) return fits() ? check() : undefined;
    const [r, c] = inner[index]!;
    for (let value = Math.max(1, full[r]![c]! - 2); value <= full[r]![c]! + 2; value++) {
      trial[r]![c] = value;
      fill(index + 1);
    }
  };
  fill(0);
  return found;
}

describe("small numbers", () => {
  it("are hidden from 1 to 9; nought and ten stand", () => {
    const shown = suppressed("t", ["a", "b"], ["x", "y"], [[0, 10], [30, 40]]);
    expect(shown.cells).toEqual([[0, 10], [30, 40]]);
    expect([shown.row_totals, shown.column_totals, shown.total]).toEqual([[10, 70], [30, 50], 80]);
    expect(hidden(withTotals([[9, 0], [0, 0]]))[0]![0]).toBe(true);
  });

  it("take company so that no sum gives them away", () => {
    const shown = suppressed("t", ["a", "b", "c"], ["x", "y"], [[3, 50], [60, 70], [20, 30]]);
    expect(shown.cells[0]).toEqual([null, null]);
    expect(shown.cells.filter((row) => row[0] === null).length).toBeGreaterThan(1);
    expect(shown.cells.filter((row) => row[1] === null).length).toBeGreaterThan(1);
    expect(shown.total).toBe(233);
  });

  it("hide two ones whose sum of 2 would tell both", () => {
    const shown = suppressed("t", ["a"], ["x", "y", "z"], [[1, 1, 40]]);
    expect([shown.cells[0], shown.total]).not.toEqual([[null, null, 40], 42]);
  });

  it("cannot be worked out of 3,000 tables by any sums", () => {
    const random = chance(20200408);
    let held = 0;
    for (let round = 0; round < 3000; round++) {
      const full = withTotals(table(random));
      const hide = hidden(full);
      full.forEach((row, r) => row.forEach((value, c) => expect(value > 0 && value < 10 && !hide[r]![c]).toBe(false)));
      held += Number(hide.flat().some(Boolean) && !hide.flat().every(Boolean));
      expect(solved(full.map((row, r) => row.map((value, c) => (hide[r]![c] ? null : value))))).toBe(0);
    }
    expect(held).toBeGreaterThan(1000); // tables of which a part is told, a part hidden
  });

  it("could each be two numbers at least, when every filling is tried", () => {
    const random = chance(7);
    let tried = 0;
    for (let round = 0; round < 400; round++) {
      const cells = Array.from({ length: 2 }, () => Array.from({ length: 2 }, () => [0, 1, 2, 3, 10, 12][Math.floor(random() * 6)]!));
      const full = withTotals(cells);
      const hide = hidden(full);
      if (full.flat().some((value, index) => value === 0 && hide.flat()[index])) continue;
      tried += 1;
      for (const values of fillings(full, hide).values()) expect(values.size).toBeGreaterThan(1);
    }
    expect(tried).toBeGreaterThan(200);
  });

  it("are found by the same check when hiding is only half done", () => {
    expect(solved([[null, 50, 53], [60, 70, 130], [63, 120, 183]])).toBe(1);
  });
});

describe("what is counted", () => {
  it("takes the records of the period, by what was asked for and how urgent", () => {
    const records = [
      opened({ scale: "phq-9", urgency: "life" }),
      opened({ scale: "phq-9", urgency: "below" }),
      opened({ kind: "talk", urgency: "call_me" }, { entries: written(entry("outcome", "10:00", { outcome: "agreed" })) }),
      opened({ scale: "phq-9", urgency: "below" }, { received: at("1d0:00") }),
    ];
    const [asked, ended] = tables(records, at("0:00"), at("1d0:00"));
    expect(asked).toEqual({ name: "asked", rows: ["phq-9", "talk"], columns: ["urgent", "above", "below"], cells: [[1, 0, 1], [1, 0, 0]] });
    expect(ended!.cells).toEqual([[1, 0, 0, 0, 0, 1]]);
  });
});

describe("two tables side by side", () => {
  const COLUMNS = ["urgent", "above", "below"];
  const ended = suppressed("ended", ["calls"], ["agreed", "open"], [[40, 25]]);
  const beside = (cells: number[]) => together([suppressed("asked", ["phq-9"], COLUMNS, [cells]), ended]).map((one) => one.name);

  it("stand there when nothing is hidden", () => {
    expect(beside([25, 40, 100])).toEqual(["asked", "ended"]);
  });

  it("stand there when both parts of the calls are hidden and only their sum is known", () => {
    const asked = { ...suppressed("asked", ["phq-9"], COLUMNS, [[25, 40, 100]]), cells: [[null, null, 100]], column_totals: [null, null, 100] };
    expect(together([asked, ended])).toHaveLength(2);
    expect(together([{ ...asked, total: null }, ended])).toHaveLength(1);
  });

  it("do not when the calls would tell the one part that is hidden", () => {
    expect(beside([5, 60, 20])).toEqual(["asked"]);
  });
});
