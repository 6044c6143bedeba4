// One person at the gate: who it seems to be, and what the guard has seen so far.
import type { World } from "../world";
import type { Direction, LedgerEntry, Pass, Resident, Visitor } from "../types";
import { passUsed } from "./quota";

export type Person = "resident" | "visitor" | "carer" | "worker" | "unknown";
export type PassState =
  | "good" | "expired" | "not_yet" | "forged" | "unknown_key" | "revoked" | "used" | "wrong_kind" | "unreadable";

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
}

/** What only the guard can say. Nothing has a default: a missing answer stays missing. */
export interface Answers {
  identity?: boolean;
  mask?: boolean;
  temperature?: number;
  health_colour?: string;
  health_certificate?: string;
  purpose?: string;
}

export interface Arrival {
  direction: Direction;
  subject: Subject;
  answers: Answers;
  /** id of what they prepared on the poster's page, while queueing */
  prepared?: string;
  /** several people of the household may stand there: until the guard has said who, or that it cannot be said */
  whoOf?: Resident[];
  /** the same pass at another gate a moment ago, until the guard has answered */
  elsewhere?: LedgerEntry;
}

export function residentSubject(resident: Resident): Subject {
  return { person: "resident", passId: "", household: resident.household, residentId: resident.id, resident };
}

export function visitorSubject(visitor: Visitor): Subject {
  return { person: "visitor", passId: "", household: "", residentId: "", visitor };
}

/** A pass that the roster knows, typed by its short code or scanned. */
export function passSubject(world: World, pass: Pass, direction: Direction, state: PassState = "good"): Subject {
  const members = world.roster.household(pass.household);
  const resident = world.roster.resident(pass.resident) ?? (members.length === 1 ? members[0] : undefined);
  const subject: Subject = {
    person: personOf(pass.kind),
    passId: pass.id,
    passState: stateOf(world, pass, direction, state),
    passKind: pass.kind,
    household: pass.household || resident?.household || "",
    residentId: resident?.id ?? pass.resident ?? "",
  };
  if (resident) subject.resident = resident;
  return subject;
}

function personOf(kind: string): Person {
  if (kind === "visitor" || kind === "carer" || kind === "worker") return kind;
  return "resident";
}

function stateOf(world: World, pass: Pass, direction: Direction, state: PassState): PassState {
  if (state !== "good") return state;
  if (world.rules?.revoked.ids.includes(pass.id)) return "revoked";
  if (pass.expires && world.now() > pass.expires) return "expired";
  if (pass.once && passUsed(world.ledger, pass.id, direction)) return "used";
  return "good";
}
