// What a row of the list says before anybody is asked anything: ready, something to ask, or who will be stopped and why.
import type { Resident, Verdict } from "../types";
import { kindOf } from "../words/steps";
import type { World } from "../world";
import { entriesOf, nearby } from "./near";
import { outlook } from "./outlook";
import { arrivalOf, colourOf, going, type Party, partyOf, trace } from "./party";
import type { Row } from "./people";

export type Status = { kind: "ready" } | { kind: "ask" } | { kind: "stopped"; who: Resident; verdict: Verdict };

/** What the combined screen asks by itself; a purpose that nobody said is one question more. */
const COMBINED = new Set(["identity", "mask", "temperature", "health"]);

export function statusOf(world: World, row: Row): Status {
  return statusOfParty(world, partyOf(row));
}

/** The colour counts as they say it here, and only here: it is recorded when the guard has seen it. */
export function statusOfParty(world: World, party: Party): Status {
  const colour = colourOf(party);
  const entries = [];
  let ask = false;
  for (const member of going(party)) {
    const arrival = arrivalOf(party, member, colour ? { health_colour: colour } : {});
    const { asks, end } = outlook(nearby(world, member.subject, entries), arrival);
    if (end.outcome !== "allow" && end.outcome !== "ask") return { kind: "stopped", who: member.resident, verdict: end };
    if (end.outcome === "ask" || asks.some((check) => !COMBINED.has(kindOf(check)))) ask = true;
    entries.push(trace(world, party, member, entries.length));
  }
  return { kind: ask ? "ask" : "ready" };
}

/** Remembers what a row says while nothing that it depends on has changed. */
export class Statuses {
  private readonly known = new Map<string, { stamp: string; status: Status }>();

  of(world: World, row: Row): Status {
    const people = row.people.map(({ resident, said }) => [resident.id, said.purpose, said.health_colour, entriesOf(world.ledger, resident.household).length].join());
    const stamp = [world.rules?.policy.version, world.rules?.asOf, Math.floor(world.now() / 30), ...people].join();
    const known = this.known.get(row.key);
    if (known?.stamp === stamp) return known.status;
    const status = statusOf(world, row);
    this.known.set(row.key, { stamp, status });
    return status;
  }
}
