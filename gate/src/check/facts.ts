// From an arrival to the flat facts that the rules judge. What is not known is absent: nothing has a default.
import type { Facts, Resident } from "../types";
import type { World } from "../world";
import type { Arrival, Subject } from "./arrival";
import { householdExitsOn, householdOut, openPermits, today } from "./quota";

/** The kind of permit that a return-to-work certificate grants. */
const WORK = "work";

export function factsOf(world: World, arrival: Arrival): Facts {
  const { subject } = arrival;
  const facts: Facts = {
    now: world.now(),
    offset: world.zone(),
    direction: arrival.direction,
    person: subject.person,
  };
  if (subject.passState) facts.pass_state = subject.passState;
  if (subject.passKind) facts.pass_kind = subject.passKind;
  if (subject.resident) Object.assign(facts, residentFacts(world, subject.resident));
  else if (signedResident(subject)) facts.resident_here = true;
  if (subject.household) Object.assign(facts, householdFacts(world, subject));
  Object.assign(facts, arrival.answers);
  return facts;
}

/**
 * A good pass of a resident whom this roster does not hold (it is empty, or has expired) was issued to somebody
 * who lives here, and is revoked when they move: it says so by itself. A household pass is for one of them.
 */
function signedResident(subject: Subject): boolean {
  return subject.passState === "good" && subject.person === "resident";
}

function residentFacts(world: World, resident: Resident): Facts {
  const permits = openPermits(resident.permits, world.ledger, resident.id);
  const facts: Facts = {
    resident_here: resident.here,
    resident_confirmed: resident.confirmed,
    building: resident.building,
    permit_kinds: permits.map((permit) => permit.kind),
    permit_froms: permits.map((permit) => permit.from),
    permit_untils: permits.map((permit) => permit.until),
    permit_minutes: permits.map((permit) => permit.minutes ?? 0),
    order_kinds: resident.orders.map((order) => order.kind),
    order_untils: resident.orders.map((order) => order.until),
  };
  const work = permits.filter((permit) => permit.kind === WORK).map((permit) => permit.until);
  if (work.length > 0) facts.work_until = Math.max(...work);
  return facts;
}

/** Counted from this phone's ledger: other gates' crossings are in it as of the last sync. */
function householdFacts(world: World, subject: Subject): Facts {
  const day = today(world.now(), world.zone());
  const facts: Facts = {
    household_exits_today: householdExitsOn(world.ledger, subject.household, day),
    household_out: householdOut(world.ledger, subject.household),
  };
  const home = world.roster.household(subject.household)[0];
  if (home) facts.building = home.building;
  return facts;
}
