// One person at the gate: who it seems to be, and what the guard has seen so far.
import { OUTSIDERS } from "../rules_checks";
import type { World } from "../world";
import type { Direction, LedgerEntry, Pass, Resident, Visitor } from "../types";
import { passUsed } from "./quota";

export type Person = "resident" | "unknown" | (typeof OUTSIDERS)[number];
export type PassState =
  | "good" | "expired" | "not_yet" | "forged" | "unknown_key" | "revoked" | "used" | "wrong_kind" | "unreadable" | "outside_hours";

export interface Subject {
  person: Person;
  passId: string;
  passState?: PassState;
  passKind?: string;
  household: string;
  /** known from the pass itself even when the roster is empty or has expired */
  residentId: string;
  resident?: Resident;
  visitor?: Visitor;
  /** of somebody from outside: whom it serves, for whom it was made out */
  pass?: Pass;
}

/** What only the guard can say. Nothing has a default: a missing answer stays missing. */
export interface Answers {
  identity?: boolean;
  host?: boolean;
  credential?: boolean;
  mask?: boolean;
  temperature?: number;
  health_colour?: string;
  health_certificate?: string;
  purpose?: string;
}

export interface Arrival {
  /** number plate of the car that this person sits in */
  vehicle?: string;
  direction: Direction;
  subject: Subject;
  answers: Answers;
  /** id of what they prepared on the poster's page, while queueing */
  prepared?: string;
  /** id of the returning traveller whose row on the list of expected people was tapped */
  expected?: string;
  /** several people of the household may stand there: until the guard has said who, or that it cannot be said */
  whoOf?: Resident[];
  /** the same pass at another gate a moment ago, until the guard has answered */
  elsewhere?: LedgerEntry;
}

export function residentSubject(resident: Resident): Subject {
  return { person: "resident", passId: "", household: resident.household, residentId: resident.id, resident };
}

/** Somebody without a code, of whom the guard said what they are and perhaps noted a name or a room. */
export function outsideSubject(person: Person, visitor: Visitor = {}): Subject {
  const subject: Subject = { person, passId: "", household: "", residentId: "" };
  if (Object.keys(visitor).length > 0) subject.visitor = visitor;
  return subject;
}

/** A pass that the roster knows, typed by its short code or scanned. */
export function passSubject(world: World, pass: Pass, direction: Direction, state: PassState = "good"): Subject {
  if (isOutsider(pass.kind)) return outsidePass(world, pass, direction, state);
  const members = world.roster.household(pass.household);
  const resident = world.roster.resident(pass.resident) ?? (members.length === 1 ? members[0] : undefined);
  const subject: Subject = {
    person: "resident",
    passId: pass.id,
    passState: stateOf(world, pass, direction, state),
    passKind: pass.kind,
    household: pass.household || resident?.household || "",
    residentId: resident?.id ?? pass.resident ?? "",
  };
  if (resident) subject.resident = resident;
  return subject;
}

/** Somebody who comes from outside, by the kind of person or of pass. */
export function isOutsider(kind: string): kind is (typeof OUTSIDERS)[number] {
  return (OUTSIDERS as readonly string[]).includes(kind);
}

/** A carer's way home is no outing of the household that is cared for: the crossing names the pass alone. */
function outsidePass(world: World, pass: Pass, direction: Direction, state: PassState): Subject {
  return {
    person: pass.kind as Person,
    passId: pass.id,
    passState: stateOf(world, pass, direction, state),
    passKind: pass.kind,
    household: "",
    residentId: "",
    pass,
  };
}

function stateOf(world: World, pass: Pass, direction: Direction, state: PassState): PassState {
  if (state !== "good") return state;
  if (world.rules?.revoked.ids.includes(pass.id)) return "revoked";
  if (pass.expires && world.now() > pass.expires) return "expired";
  if (pass.starts && world.now() < pass.starts) return "not_yet";
  if (direction === "entry" && pass.hours && !within(pass.hours, world.now() + world.zone())) return "outside_hours";
  if (pass.once && passUsed(world.ledger, pass.id, direction)) return "used";
  return "good";
}

/** [from, to) in minutes of the day, across midnight where to < from; `local` is the community's clock on the wall. */
function within([from, to]: [number, number], local: number): boolean {
  const minute = Math.floor((local % 86_400) / 60);
  return from <= to ? from <= minute && minute < to : minute >= from || minute < to;
}
