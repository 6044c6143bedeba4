/**
 * Hiding small numbers so that none of them can be worked out from the rest.
 *
 * A number of 1 to 9 is hidden, totals too (primary). A hidden number that the shown ones give away needs company:
 * a neighbour in its row or column is hidden as well (secondary). "Given away" is exact: rows and columns with their
 * totals are a network of sums, and a hidden number is safe if it could be one more or one less, some other hidden
 * numbers changing with it, without any shown number changing and none falling below 1.
 */
export const LEAST = 10;

export interface Published {
  name: string;
  rows: string[];
  columns: string[];
  cells: (number | null)[][];
  row_totals: (number | null)[];
  column_totals: (number | null)[];
  total: number | null;
}

/** The table with its totals as the last row and column. */
export function withTotals(cells: number[][]): number[][] {
  const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
  const rows = cells.map((row) => [...row, sum(row)]);
  const width = cells[0]?.length ?? 0;
  return [...rows, Array.from({ length: width + 1 }, (_, column) => sum(rows.map((row) => row[column]!)))];
}

/** Which numbers of a table with totals are hidden. */
export function hidden(full: number[][]): boolean[][] {
  const hide = full.map((row) => row.map((value) => value > 0 && value < LEAST));
  for (;;) {
    const open = firstGivenAway(full, hide);
    if (!open) return hide;
    const company = companyOf(open, full, hide);
    if (!company) return hide.map((row) => row.map(() => true));
    hide[company[0]]![company[1]] = true;
  }
}

function firstGivenAway(full: number[][], hide: boolean[][]): [number, number] | null {
  for (let row = 0; row < full.length; row++) {
    for (let column = 0; column < full[row]!.length; column++) {
      if (hide[row]![column] && !moves(row, column, full, hide)) return [row, column];
    }
  }
  return null;
}

/** The smallest shown number in the same row or column: one that says something before a zero, a part before a total. */
function companyOf([row, column]: [number, number], full: number[][], hide: boolean[][]): [number, number] | null {
  const total = (r: number, c: number) => Number(r === full.length - 1 || c === full[r]!.length - 1);
  const beside: [number, number][] = [];
  for (let r = 0; r < full.length; r++) {
    for (let c = 0; c < full[r]!.length; c++) if (!hide[r]![c]) beside.push([r, c]);
  }
  const far = (r: number, c: number) => Number(r !== row && c !== column);
  const empty = (r: number, c: number) => Number(full[r]![c] === 0);
  beside.sort(
    ([r, c], [s, d]) => far(r, c) - far(s, d) || empty(r, c) - empty(s, d) || total(r, c) - total(s, d) || full[r]![c]! - full[s]![d]!,
  );
  return beside[0] ?? null;
}

/** Whether the hidden number there could be another one as far as the shown numbers tell. */
function moves(row: number, column: number, full: number[][], hide: boolean[][]): boolean {
  return [1, -1].some((step) => canStep(row, column, step, full, hide) && closes(row, column, step, full, hide));
}

/** A total is the negative of its sum, so that every row and column adds up to nothing: its steps are turned round. */
function canStep(row: number, column: number, step: number, full: number[][], hide: boolean[][]): boolean {
  if (!hide[row]![column]) return false;
  const margin = (row === full.length - 1) !== (column === full[row]!.length - 1);
  return (margin ? -step : step) > 0 || full[row]![column]! > 1;
}

/** Walks from the stepped number's column back to its row, over hidden numbers that step against and with it in turn. */
function closes(row: number, column: number, step: number, full: number[][], hide: boolean[][]): boolean {
  const seen = new Set<string>([`c${column}`]);
  const queue: [boolean, number][] = [[true, column]];
  while (queue.length) {
    const [upright, line] = queue.pop()!;
    const length = upright ? full.length : full[0]!.length;
    for (let other = 0; other < length; other++) {
      const [r, c] = upright ? [other, line] : [line, other];
      if ((r === row && c === column) || !canStep(r, c, upright ? -step : step, full, hide)) continue;
      if (upright && r === row) return true;
      const key = `${upright ? "r" : "c"}${other}`;
      if (!seen.has(key)) {
        seen.add(key);
        queue.push([!upright, other]);
      }
    }
  }
  return false;
}

/**
 * Which tables may stand side by side. The total of what came of the calls is "urgent" and "above" of the other table:
 * beside it, one of the two that is hidden alone would be told. The server refuses them too.
 */
export function together(made: Published[]): Published[] {
  const asked = made.find((one) => one.name === "asked");
  if (!asked) return made;
  const shows = (column: string) => asked.column_totals[asked.columns.indexOf(column)] !== null;
  const calls = Number(shows("urgent")) + Number(shows("above"));
  const known = calls === 2 || (calls === 0 && shows("below") && asked.total !== null);
  return known ? made : made.filter((one) => one.name !== "ended");
}

/** A table as it may be published. */
export function suppressed(name: string, rows: string[], columns: string[], cells: number[][]): Published {
  const full = withTotals(cells);
  const hide = hidden(full);
  const shown = full.map((row, r) => row.map((value, c) => (hide[r]![c] ? null : value)));
  const last = shown.pop()!;
  return {
    name,
    rows,
    columns,
    cells: shown.map((row) => row.slice(0, -1)),
    row_totals: shown.map((row) => row[row.length - 1]!),
    column_totals: last.slice(0, -1),
    total: last[last.length - 1]!,
  };
}
