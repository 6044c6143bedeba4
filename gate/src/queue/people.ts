// Who said "I am at the gate" on the poster's page, as rows for the guard: one row a person or a family.
import type { World } from "../world";
import type { Direction, LedgerEntry, Resident } from "../types";
import { entriesOf } from "./near";

/** As GET /api/gate/queue gives it. */
export interface Prepared {
  id: string;
  /** the same for those who come together, else empty */
  group: string;
  resident: string;
  direction: Direction;
  /** server time, seconds */
  at: number;
  answers: Record<string, unknown>;
  companions: string[];
}

/** What a resident may say beforehand. Nothing that a guard measures or sees is ever taken from here. */
export interface Said {
  purpose?: string;
  health_colour?: string;
}

export interface Person {
  resident: Resident;
  /** id of the preparation; empty for somebody who only comes along */
  prepared: string;
  said: Said;
  /** id of the returning traveller that they are, if they came from the list of expected people */
  expected?: string;
}

export interface Row {
  key: string;
  direction: Direction;
  /** of the newest of them */
  at: number;
  people: Person[];
  /** they went through, here or at another gate, while this row was on the screen */
  gone?: boolean;
  /** came while the list was being looked at */
  fresh?: boolean;
}

/** The server forgets a preparation after half an hour; a phone that is offline does so by itself. */
const LIVES = 1800;

export function saidBy(answers: Record<string, unknown>): Said {
  const said: Said = {};
  if (typeof answers.purpose === "string" && answers.purpose) said.purpose = answers.purpose;
  if (typeof answers.health_colour === "string" && answers.health_colour) said.health_colour = answers.health_colour;
  return said;
}

/** Rows, newest first. Whoever has crossed since, or is not in this phone's roster, is not among them. */
export function rowsOf(people: Prepared[], world: World): Row[] {
  const rows = new Map<string, Row>();
  for (const one of newestEach(people)) {
    const person = waiting(one, world);
    if (!person) continue;
    const key = `${one.group || one.id}:${one.direction}`;
    const row = rows.get(key) ?? { key, direction: one.direction, at: 0, people: [] };
    row.at = Math.max(row.at, one.at);
    row.people.push(person);
    rows.set(key, row);
  }
  const taken = new Set([...rows.values()].flatMap((row) => row.people.map((person) => person.resident.id)));
  for (const one of people) addCompanions(one, rows.get(`${one.group || one.id}:${one.direction}`), taken, world);
  return [...rows.values()].sort((a, b) => b.at - a.at || (a.key < b.key ? -1 : 1));
}

/** Who scanned twice is one person: the latest word counts. */
function newestEach(people: Prepared[]): Prepared[] {
  const latest = new Map<string, Prepared>();
  for (const one of people) {
    const known = latest.get(one.resident);
    if (!known || known.at < one.at) latest.set(one.resident, one);
  }
  return people.filter((one) => latest.get(one.resident) === one);
}

function waiting(one: Prepared, world: World): Person | undefined {
  const resident = world.roster.resident(one.resident);
  if (!resident || world.now() - one.at > LIVES || crossedSince(world.ledger, one.resident, one)) return undefined;
  return { resident, prepared: one.id, said: saidBy(one.answers) };
}

/** Somebody named as coming along who has not scanned: shown with the family, with nothing said. */
function addCompanions(one: Prepared, row: Row | undefined, taken: Set<string>, world: World): void {
  for (const id of row ? one.companions : []) {
    const resident = world.roster.resident(id);
    if (!resident || taken.has(id) || crossedSince(world.ledger, id, one)) continue;
    taken.add(id);
    row!.people.push({ resident, prepared: "", said: {} });
  }
}

function crossedSince(ledger: LedgerEntry[], resident: string, since: { at: number; direction: Direction }): boolean {
  return entriesOf(ledger, resident).some((entry) =>
    entry.direction === since.direction && entry.at >= since.at && entry.passed !== false);
}

/**
 * What is shown next, when `shown` is on the screen and `now` is the truth: nothing moves under the thumb.
 * A row that is over stays in its place as gone; new ones come below, marked fresh. Only an empty list starts anew.
 */
export function steady(shown: Row[], now: Row[]): Row[] {
  if (!shown.some((row) => !row.gone)) return now;
  const current = new Map(now.map((row) => [row.key, row]));
  const kept = shown.map((row) => settled(row, current.get(row.key)));
  const known = new Set(shown.map((row) => row.key));
  const fresh = now.filter((row) => !known.has(row.key)).reverse().map((row) => ({ ...row, fresh: true }));
  return [...kept, ...fresh];
}

function settled(row: Row, now: Row | undefined): Row {
  if (!now) return { ...row, gone: true };
  return row.fresh ? { ...now, fresh: true } : now;
}
