/** What managers may know: how many, never who; made here because nobody else can read the records. */
import { lastOutcome, urgencyOf } from "./ladder";
import { OUTCOMES, type Opened } from "./types";

export interface Table {
  name: string;
  rows: string[];
  columns: string[];
  cells: number[][];
}

const COLUMNS = ["urgent", "above", "below"];

/** The records received from `from` until before `until` as two tables: what was asked for, and what came of it. */
export function tables(records: Opened[], from: number, until: number): Table[] {
  const within = records.filter((one) => one.received >= from && one.received < until);
  return [asked(within), ended(within)];
}

function asked(records: Opened[]): Table {
  const rows = [...new Set(records.map(what))].sort();
  const cells = rows.map((row) => COLUMNS.map((column) => records.filter((one) => what(one) === row && level(one) === column).length));
  return { name: "asked", rows, columns: COLUMNS, cells };
}

/** Only of those that somebody was to ring; one row, so that no row can be told apart by its urgency. */
function ended(records: Opened[]): Table {
  const called = records.filter((one) => level(one) !== "below");
  const columns = [...OUTCOMES, "open"];
  const said = called.map((one) => lastOutcome(one.entries)?.outcome ?? "open");
  return { name: "ended", rows: ["calls"], columns, cells: [columns.map((column) => said.filter((one) => one === column).length)] };
}

function what({ payload }: Opened): string {
  return payload.kind === "test" ? (payload.scale ?? "talk") : payload.kind;
}

function level(record: Opened): string {
  const urgency = urgencyOf(record);
  return urgency === "below" || urgency === "above" ? urgency : "urgent";
}
