// The present question of a check, one control each. Nothing is filled in beforehand.
import type { App } from "../app";
import { isOutsider } from "../check/arrival";
import { degrees, tenthsOf } from "../check/temperature";
import { answer, refer } from "../flow";
import type { Step } from "../types";
import { type Child, h, replace } from "../ui/dom";
import { button, keypad } from "../ui/parts";
import { t } from "../words";
import { coloursOf, kindOf, purposesOf } from "../words/steps";
import { certificateButtons } from "./certificate";
import { helpCard } from "./help";

/** A question above the foot, and its answers in the foot, beside 救命, where the thumb is. */
export interface Question {
  dock: Child;
  foot: Child;
}

/** What is on no list: the word every policy may name, never a sentence about somebody. */
const OTHER = "other";

export function ask(app: App, step: Step): Question {
  const kind = kindOf(step.check);
  const question = {
    identity: () => yesNo("identity", (identity) => answer(app, { identity })),
    mask: () => yesNo("mask", (mask) => answer(app, { mask })),
    temperature: () => temperature(app),
    health: () => health(app, step),
    purpose: () => purpose(app, step),
    host: () => host(app),
    credential: () => yesNo("credential", (credential) => answer(app, { credential })),
    other: () => ({ dock: h("h2", {}, t("who_ask")), foot: cannot(app, step) }),
  }[kind]();
  return { dock: h("section", { class: "ask", "data-test": `ask-${kind}` }, question.dock), foot: question.foot };
}

/** The way out of a question that nobody can answer: a person decides, nobody is refused by a gap. */
function cannot(app: App, step: Step): HTMLElement {
  return button(t("cannot_answer"), () => refer(app, step.check, "gate.cannot_tell"), { kind: "quiet", test: "cannot" });
}

function yesNo(about: "identity" | "mask" | "host" | "credential", answered: (value: boolean) => void): Question {
  return {
    dock: h("h2", {}, t(`${about}_ask`)),
    foot: [
      button(t(`${about}_no`), () => answered(false), { test: `${about}-no` }),
      button(t(`${about}_yes`), () => answered(true), { main: true, test: `${about}-yes` }),
    ],
  };
}

function temperature(app: App): Question {
  let digits = "";
  const shown = h("output", { class: "reading", "data-test": "reading", "aria-label": t("temperature_ask") });
  const paint = () => {
    const text = degrees(digits);
    replace(shown, text ? `${text} ℃` : h("span", { class: "soft" }, `${t("temperature_ask")} ℃`));
  };
  const press = (key: string) => {
    if (key === "clear") digits = "";
    else if (key === "back") digits = digits.slice(0, -1);
    else if (digits.length < 3) digits += key;
    paint();
  };
  const done = () => {
    const temperature = tenthsOf(digits);
    if (temperature === undefined) return app.notice(t("temperature_range"));
    answer(app, { temperature });
  };
  paint();
  return {
    dock: [shown, h("small", {}, t("temperature_hint")), keypad(press, t("temperature_clear"))],
    foot: button(t("done"), done, { main: true, test: "temperature-done" }),
  };
}

function health(app: App, step: Step): Question {
  const colours = coloursOf(step).map((colour) =>
    button(colour.label, () => answer(app, { health_colour: colour.word }), { test: `colour-${colour.word}`, kind: `colour ${colour.tone}` }));
  return {
    dock: [h("h2", {}, t("colour_ask")), h("div", { class: "options" }, colours), step.certificate ? certificateButtons(app) : null],
    foot: cannot(app, step),
  };
}

/** Who is asked stands beside the question: the room's own grid worker, one tap away. */
function host(app: App): Question {
  const question = yesNo("host", (agreed) => answer(app, { host: agreed }));
  return { dock: [question.dock, helpCard(app, "")], foot: question.foot };
}

function purpose(app: App, step: Step): Question {
  const words = [...(Array.isArray(step.purposes) ? step.purposes : []), OTHER];
  const known = purposesOf([...new Set(words)]).map((one) =>
    button(one.label, () => answer(app, { purpose: one.word }), { test: `purpose-${one.word}` }));
  const errand = isOutsider(app.arrival!.subject.person);
  return {
    dock: [h("h2", {}, t(errand ? "errand_ask" : "purpose_ask")), h("div", { class: "options" }, known)],
    foot: cannot(app, step),
  };
}
