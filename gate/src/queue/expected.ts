// Who is expected, as rows for the guard: a visit that was announced, a person or a family that comes home.
import { dayOf } from "../clock";
import { plainRoom, roomKeys } from "../search";
import type { Expected, LedgerEntry, Resident } from "../types";
import type { World } from "../world";
import { entriesOf } from "./near";
import type { Person } from "./people";

export interface Coming {
  at: number;
  /** one person, or a family of whom this phone's roster holds every one */
  people: Expected[];
  residents: Resident[];
}

/** An entry so long before the agreed time is theirs all the same: people come early, and plans change on the way. */
const EARLIER = 2 * 86_400;

/** The nearest to now first; whoever came in meanwhile, also at another gate, is not among them. */
export function comingOf(world: World): Coming[] {
  const rows = new Map<string, Coming>();
  for (const one of world.staff.expected) {
    if (cameIn(world.ledger, one)) continue;
    const resident = one.resident ? world.roster.resident(one.resident) : undefined;
    const key = resident && one.group ? one.group : `${one.id ?? one.pass ?? one.resident ?? one.name}:${rows.size}`;
    const row = rows.get(key) ?? { at: one.at ?? 0, people: [], residents: [] };
    row.people.push(one);
    if (resident) row.residents.push(resident);
    rows.set(key, row);
  }
  const apart = (row: Coming) => (row.at ? Math.abs(row.at - world.now()) : Infinity);
  return [...rows.values()].sort((a, b) => apart(a) - apart(b) || 0);
}

/** Only of people who come home; a visit that came in leaves the list with the next sync. */
function cameIn(ledger: LedgerEntry[], one: Expected): boolean {
  const who = one.resident || one.pass;
  if (!one.id || !who) return false;
  return entriesOf(ledger, who).some((entry) =>
    entry.direction === "entry" && entry.passed !== false && entry.at >= (one.at ?? 0) - EARLIER);
}

/** As the combined confirmation takes them. */
export function familyOf(row: Coming): Person[] {
  return row.residents.map((resident, index) => {
    const id = row.people[index]!.id;
    return { resident, prepared: "", said: {}, ...(id ? { expected: id } : {}) };
  });
}

/** By room ("3-502", "3栋502") or by the name as far as it is shown. */
export function comingFor(world: World, text: string): Coming[] {
  const typed = text.normalize("NFKC").trim();
  const room = plainRoom(typed);
  const said = (one: Expected) => {
    if (/\d/.test(room)) return Boolean(one.room) && roomKeys({ room: one.room! }).some((key) => key.startsWith(room));
    return one.name !== "" && typed.startsWith(one.name.replace(/○.*$/, "") || one.name);
  };
  return typed.length < 2 ? [] : comingOf(world).filter((row) => row.people.some((one) => one.id && said(one)));
}

/** Who meets the traveller `id`; undefined for everybody else. */
export function metBy(world: World, id: string | undefined): Expected["meets"] {
  return id ? world.staff.expected.find((one) => one.id === id)?.meets : undefined;
}

export function isToday(world: World, at: number): boolean {
  return dayOf(at, world.zone()) === dayOf(world.now(), world.zone());
}
