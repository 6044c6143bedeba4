// The guided check: the steps of the policy in their order, the present one under the thumb.
import type { App, Frame, Screen } from "../app";
import type { Arrival } from "../check/arrival";
import { stepsOf } from "../check/judge";
import { proceed, refer } from "../flow";
import type { Step, Verdict } from "../types";
import { type Child, h } from "../ui/dom";
import { button } from "../ui/parts";
import { ago, t } from "../words";
import { coloursOf, stepName } from "../words/steps";
import { householdParty } from "../queue/party";
import { ask, type Question } from "./asks";
import { partyScreen } from "./party";
import { personCard } from "./people";
import { readyScreen } from "./ready";
import { whoIsIt } from "./who";

/** Steps that the guard answers by looking or asking. */
const SEEN = ["identity_compared", "mask_seen", "credential_seen", "host_agreed"];

export function checkScreen(verdict: Verdict): Screen {
  return (app: App): Frame => {
    const arrival = app.arrival!;
    const steps = stepsOf(app.world, arrival);
    const at = steps.find((step) => step.check === verdict.step) ?? { check: verdict.step };
    const question = arrival.elsewhere ? twoGates(app, verdict) : arrival.whoOf ? whoIsIt(app, arrival.whoOf) : ask(app, at);
    return {
      name: "check",
      title: [app.world.gate?.name ?? "", " · ", t(arrival.direction)],
      back: () => { app.arrival = undefined; app.go(readyScreen); },
      body: [
        personCard(app.world, arrival),
        household(app, arrival),
        h("ol", { class: "steps" }, steps.map((step, index) => stepRow(app, step, index, verdict))),
      ],
      dock: question.dock,
      foot: question.foot,
    };
  };
}

/** The rest of the family stands there too: one confirmation for all. */
function household(app: App, arrival: Arrival): Child {
  const { resident } = arrival.subject;
  const alone = !resident || app.world.roster.household(resident.household).filter((one) => one.here).length < 2;
  if (alone || arrival.elsewhere || arrival.whoOf) return null;
  return button(t("party_household"), () => app.go(partyScreen(householdParty(app.world, arrival), { back: () => proceed(app) })), { wide: true, test: "with-household" });
}

function stepRow(app: App, step: Step, index: number, verdict: Verdict): HTMLElement {
  const done = verdict.passed.includes(step.check);
  const here = !app.arrival?.elsewhere && !app.arrival?.whoOf && step.check === verdict.step;
  return h("li", { class: done ? "ok" : here ? "at" : "", "aria-current": here ? "step" : undefined, "data-step": step.check },
    h("b", {}, done ? "✓" : index + 1),
    h("span", {}, stepName(step.check, app.arrival!.subject.person)),
    h("small", {}, done ? doneNote(app, step.check) : ""),
  );
}

/** What was seen, beside the tick: the reading itself where there is one. */
function doneNote(app: App, check: string): string {
  const { answers, subject } = app.arrival!;
  if (check === "temperature" && answers.temperature) return `${(answers.temperature / 10).toFixed(1)} ℃`;
  if (check === "pass_valid" && subject.passId) return t("step_scanned");
  if (check === "health_code" && answers.health_colour) return colourName(app, answers.health_colour);
  if (SEEN.includes(check)) return t("step_seen");
  return t("step_ok");
}

function colourName(app: App, word: string): string {
  const step = stepsOf(app.world, app.arrival!).find((one) => one.check === "health_code");
  return (step && coloursOf(step).find((colour) => colour.word === word)?.label) ?? word;
}

/** The same pass at another gate a moment ago: a copy perhaps, or a quick walker. A question, never a refusal. */
function twoGates(app: App, verdict: Verdict): Question {
  const arrival = app.arrival!;
  const when = ago(Math.abs(app.world.now() - arrival.elsewhere!.at));
  const fine = () => { delete arrival.elsewhere; proceed(app); };
  return {
    dock: h("section", { class: "ask", "data-test": "two-gates-question" }, h("h2", {}, t("same_pass", { ago: when })), h("p", {}, t("same_pass_ask"))),
    foot: [
      button(t("same_pass_odd"), () => refer(app, verdict.step, "gate.two_gates"), { test: "two-gates-odd" }),
      button(t("same_pass_fine"), fine, { main: true, test: "two-gates-fine" }),
    ],
  };
}
