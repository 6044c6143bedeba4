// From a scan to a verdict on the screen: the one path that every arrival takes.
import type { App } from "./app";
import { type Answers, type Arrival, type Subject } from "./check/arrival";
import { judge } from "./check/judge";
import { factsOf } from "./check/facts";
import { elsewhere } from "./check/quota";
import { type Scanned, scanned } from "./check/scan";
import { checkScreen } from "./screens/check";
import { verdictScreen } from "./screens/verdict";
import { enrolScreen } from "./screens/welcome";
import type { Crossing, Verdict } from "./types";
import { t } from "./words";
import type { Draft, World } from "./world";

/** A decoded or typed text from the ready screen. Returns false when it is neither a pass nor a known code. */
export async function arrive(app: App, text: string): Promise<boolean> {
  startClock();
  const found = await scanned(app.world, text, app.direction);
  return take(app, found);
}

function take(app: App, found: Scanned): boolean {
  if (found.kind === "subject") {
    begin(app, found.subject);
    return true;
  }
  if (found.kind === "enrol" && !app.world.practice) {
    app.go(enrolScreen(found.token));
    return true;
  }
  if (found.kind === "poster") app.notice(t("poster"));
  if (found.kind === "health") app.notice(t("health_first"));
  return found.kind !== "none";
}

/** `told` is what is known beforehand: which way, and who it was that was expected. */
export function begin(app: App, subject: Subject, told: Partial<Arrival> = {}): void {
  const arrival: Arrival = { direction: app.direction, subject, answers: {}, ...told };
  const { world } = app;
  const seen = elsewhere(world.ledger, subject.passId, world.gate?.id ?? "", world.now(), world.rules?.limits.two_gates_seconds ?? 0);
  if (seen) arrival.elsewhere = seen;
  const members = subject.resident ? [] : world.roster.household(subject.household);
  if (members.length > 1) arrival.whoOf = members;
  app.arrival = arrival;
  proceed(app);
}

export function answer(app: App, answers: Answers): void {
  if (!app.arrival) return;
  startClock();
  Object.assign(app.arrival.answers, answers);
  proceed(app);
}

/** Judges what is known and shows the next step, or the verdict. */
export function proceed(app: App): void {
  const { arrival } = app;
  if (!arrival) return;
  const verdict = judge(app.world, arrival);
  if (arrival.elsewhere || arrival.whoOf || verdict.outcome === "ask") app.go(checkScreen(verdict));
  else conclude(app, verdict);
  stopClock();
}

/** From a decoded text or an answer to what the guard sees: bench/gate_decision.py observes it. */
export function startClock(): void {
  performance.clearMarks("gate.decoded");
  performance.mark("gate.decoded");
}

export function stopClock(): void {
  if (performance.getEntriesByName("gate.decoded").length === 0) return;
  performance.measure("gate.decision", "gate.decoded");
  // Observers have been told; a long day must not fill the phone's memory.
  performance.clearMeasures("gate.decision");
  performance.clearMarks("gate.decoded");
}

/** What no step can settle goes to a person. */
export function refer(app: App, step: string, code: string): void {
  conclude(app, { outcome: "refer", code, step, until: 0, passed: [] });
}

export function conclude(app: App, verdict: Verdict): void {
  app.go(verdictScreen(verdict, app.world.hold(draftOf(app.world, app.arrival!, verdict))));
}

export function draftOf(world: World, arrival: Arrival, verdict: Verdict): Draft {
  const { subject, direction } = arrival;
  const draft: Draft = {
    direction,
    pass: subject.passId,
    resident: subject.residentId,
    household: subject.household,
    facts: factsOf(world, arrival),
    verdict: { outcome: verdict.outcome as Crossing["verdict"]["outcome"], code: verdict.code, step: verdict.step },
    emergency: false,
  };
  if (arrival.prepared) draft.prepared = arrival.prepared;
  if (arrival.expected) draft.expected = arrival.expected;
  if (subject.visitor) draft.visitor = subject.visitor;
  if (arrival.vehicle) draft.vehicle = arrival.vehicle;
  if (direction === "exit" && verdict.outcome === "allow" && verdict.until > 0) draft.backBy = verdict.until;
  return draft;
}

/** The verdict stands (or the guard's overrule does): record it and make room for the next person. */
export async function finish(app: App, overrule?: Crossing["overrule"]): Promise<void> {
  await app.world.settleHeld(overrule);
  if (app.arrival?.prepared) app.arrivals.cross([app.arrival.prepared]);
  app.arrival = undefined;
  if (!app.world.practice) void app.loop.now();
}
