// From a row of the list to the combined confirmation, or to the ordinary check where that is not enough.
import type { App } from "../app";
import { conclude, draftOf, proceed, startClock, stopClock } from "../flow";
import { partyScreen } from "../screens/party";
import { togetherScreen } from "../screens/together";
import { uuid7 } from "../bytes";
import type { Verdict } from "../types";
import type { Draft } from "../world";
import { arrivalOf, going, type Judged, type Member, type Party, partyOf } from "./party";
import type { Row } from "./people";
import { statusOfParty } from "./status";

/** One tap on a row. */
export function meet(app: App, row: Row): void {
  startClock();
  const party = partyOf(row);
  const alone = party.members.length === 1;
  // 救命 pressed on the next screen knows who stands there.
  app.arrival = alone ? arrivalOf(party, party.members[0]!) : undefined;
  if (alone && statusOfParty(app.world, party).kind === "stopped") return oneByOne(app, party, party.members[0]!);
  app.go(partyScreen(party));
  stopClock();
}

/** The policy's own steps, one after another, with what they said and what was measured already. */
export function oneByOne(app: App, party: Party, member: Member): void {
  app.arrival = arrivalOf(party, member);
  proceed(app);
}

/** The verdicts are held until the guard goes on: one as ever, several as one family. */
export function concludeParty(app: App, party: Party, judged: Judged[]): void {
  startClock();
  if (judged.length === 1) {
    app.arrival = judged[0]!.arrival;
    conclude(app, judged[0]!.verdict);
  } else {
    app.arrival = undefined;
    app.go(togetherScreen(party, judged, app.world.hold(...draftsOf(app, judged))));
  }
  stopClock();
}

/** One crossing each, with the same group. */
function draftsOf(app: App, judged: Judged[]): Draft[] {
  const group = uuid7();
  return judged.map(({ arrival, verdict }) => ({ ...draftOf(app.world, arrival, verdict), group }));
}

/** What nobody can answer for one of them goes to a person; the others are not held up. */
export function settledVerdict(verdict: Verdict): Verdict {
  return verdict.outcome === "ask" ? { ...verdict, outcome: "refer", code: "gate.cannot_tell" } : verdict;
}

/** Another gate let them through, or they left the queue, while the guard was asking. A word said anew counts anew. */
export function leftTheQueue(app: App, party: Party): boolean {
  if (!app.arrivals.reached || app.world.practice) return false;
  return going(party).some((member) => {
    if (member.prepared === "") return false;
    const waiting = app.arrivals.waiting(member.resident.id);
    member.prepared = waiting?.id ?? member.prepared;
    return waiting === undefined;
  });
}
