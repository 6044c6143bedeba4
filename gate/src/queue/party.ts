// One person or a family before the guard: what is left to do, and one verdict each, judged in their order.
import { type Answers, type Arrival, residentSubject, type Subject } from "../check/arrival";
import { judge } from "../check/judge";
import { today } from "../check/quota";
import { tenthsOf } from "../check/temperature";
import type { Direction, LedgerEntry, Resident, Verdict } from "../types";
import { kindOf } from "../words/steps";
import type { World } from "../world";
import { nearby, withLedger } from "./near";
import { outlook } from "./outlook";
import type { Person, Row, Said } from "./people";

export interface Member {
  resident: Resident;
  subject: Subject;
  prepared: string;
  expected?: string;
  said: Said;
  /** what the guard has answered already, in the ordinary check */
  answers: Answers;
  going: boolean;
  /** of the thermometer, as typed; never filled in beforehand */
  digits: string;
}

export interface Party {
  direction: Direction;
  members: Member[];
  /** number plate of the car they sit in */
  vehicle?: string;
  /** shared answers that the guard gave on this screen */
  purpose?: string;
  colour?: string;
}

/** What is left to do for those who go, by the policy in force. */
export interface Left {
  identity: boolean;
  mask: boolean;
  host: boolean;
  credential: boolean;
  /** the colour to be seen on the phone: as they say, as the guard chose, or still unknown ("") */
  colour: string | undefined;
  /** the policy wants a purpose that nobody has said */
  purpose: boolean;
  /** who must be measured, by resident */
  measure: Set<string>;
  /** by resident, why they cannot go, known before anything is measured */
  stopped: Map<string, Verdict>;
  /** check that this screen cannot ask: the ordinary guided check does */
  other: boolean;
}

export interface Judged {
  member: Member;
  arrival: Arrival;
  verdict: Verdict;
}

export function partyOf(row: Row): Party {
  return { direction: row.direction, members: row.people.map(memberOf) };
}

function memberOf({ resident, ...person }: Person): Member {
  return { resident, subject: residentSubject(resident), ...person, answers: {}, going: true, digits: "" };
}

/** From an ordinary arrival: the person who stands there goes, the others of the household may be ticked. */
export function householdParty(world: World, arrival: Arrival): Party {
  const resident = arrival.subject.resident!;
  const said: Said = {};
  if (arrival.answers.purpose) said.purpose = arrival.answers.purpose;
  const own: Member = {
    ...memberOf({ resident, prepared: arrival.prepared ?? "", said, ...(arrival.expected ? { expected: arrival.expected } : {}) }),
    subject: arrival.subject,
    answers: { ...arrival.answers },
  };
  const others = world.roster.household(resident.household).filter((one) => one.id !== resident.id && one.here);
  const along = others.map((one) => ({ ...memberOf({ resident: one, prepared: "", said: {} }), going: false }));
  return { direction: arrival.direction, members: [own, ...along] };
}

export function going(party: Party): Member[] {
  return party.members.filter((member) => member.going);
}

/** The reason of one who said it serves all who come along and said none. */
export function purposeOf(party: Party, member: Member): string | undefined {
  return party.purpose ?? member.said.purpose ?? going(party).find((one) => one.said.purpose)?.said.purpose;
}

/** One colour for all: chosen by the guard, or said by each of them alike. */
export function colourOf(party: Party): string {
  if (party.colour !== undefined) return party.colour;
  const said = new Set(going(party).map((member) => member.said.health_colour ?? ""));
  return said.size === 1 ? [...said][0]! : "";
}

export function arrivalOf(party: Party, member: Member, answers: Answers = {}): Arrival {
  const purpose = purposeOf(party, member);
  const arrival: Arrival = { direction: party.direction, subject: member.subject, answers: { ...member.answers, ...answers } };
  if (purpose) arrival.answers.purpose = purpose;
  if (member.prepared) arrival.prepared = member.prepared;
  if (member.expected) arrival.expected = member.expected;
  if (party.vehicle) arrival.vehicle = party.vehicle;
  return arrival;
}

export function leftToDo(world: World, party: Party): Left {
  const left: Left = { identity: false, mask: false, host: false, credential: false, colour: undefined, purpose: false, measure: new Set(), stopped: new Map(), other: false };
  const colour = colourOf(party);
  const ledger: LedgerEntry[] = [];
  for (const member of going(party)) {
    const now = nearby(world, member.subject, ledger);
    const { asks, end } = outlook(now, arrivalOf(party, member));
    if (end.outcome === "ask") left.other = true;
    else if (end.outcome !== "allow") left.stopped.set(member.resident.id, end);
    else for (const check of asks) note(left, check, member, colour);
    // Somebody with a fever does not go: the household's count is then free for the next.
    if (end.outcome === "allow" && measuredWell(now, party, member)) ledger.push(trace(world, party, member, ledger.length));
  }
  return left;
}

function measuredWell(world: World, party: Party, member: Member): boolean {
  const temperature = tenthsOf(member.digits);
  return temperature === undefined || outlook(world, arrivalOf(party, member, { temperature })).end.outcome === "allow";
}

function note(left: Left, check: string, member: Member, colour: string): void {
  const kind = kindOf(check);
  if (kind === "identity" || kind === "mask" || kind === "purpose" || kind === "host" || kind === "credential") left[kind] = true;
  if (kind === "temperature") left.measure.add(member.resident.id);
  if (kind === "health") left.colour = colour;
}

/** The same world a moment later: with the exits of those of the family who were judged before. */
function grown(world: World, entries: LedgerEntry[]): World {
  return entries.length === 0 ? world : withLedger(world, [...world.ledger, ...entries]);
}

/** The exit or entry of a member who may go, as the ledger will have it. */
export function trace(world: World, party: Party, member: Member, number: number): LedgerEntry {
  const { subject } = member;
  return {
    key: `together:${number + 1}`, gate: world.gate?.id ?? "", household: subject.household, resident: subject.residentId,
    pass: subject.passId, direction: party.direction, at: world.now(), day: today(world.now(), world.zone()), passed: true,
  };
}

/** What the one confirmation says of all who go: only what the policy asks is answered. */
export function confirmed(left: Left): Answers {
  const answers: Answers = {};
  if (left.identity) answers.identity = true;
  if (left.mask) answers.mask = true;
  if (left.host) answers.host = true;
  if (left.credential) answers.credential = true;
  if (left.colour) answers.health_colour = left.colour;
  return answers;
}

/** One verdict a person, in their order, the household's count growing from one to the next. */
export function judgeParty(world: World, party: Party, shared: Answers): Judged[] {
  const ledger: LedgerEntry[] = [];
  return going(party).map((member) => {
    const temperature = tenthsOf(member.digits);
    const arrival = arrivalOf(party, member, temperature === undefined ? shared : { ...shared, temperature });
    const verdict = judge(grown(world, ledger), arrival);
    if (verdict.outcome === "allow") ledger.push(trace(world, party, member, ledger.length));
    return { member, arrival, verdict };
  });
}
