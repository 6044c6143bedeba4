// The present question of a check, one control each. Nothing is filled in beforehand.
import type { App } from "../app";
import { degrees, tenthsOf } from "../check/temperature";
import { answer, refer } from "../flow";
import type { Step } from "../types";
import { type Child, h, replace } from "../ui/dom";
import { button, field, keypad } from "../ui/parts";
import { t } from "../words";
import { coloursOf, kindOf, purposesOf } from "../words/steps";
import { certificateButtons } from "./certificate";

/** A question above the foot, and its answers in the foot, beside 救命, where the thumb is. */
export interface Question {
  dock: Child;
  foot: Child;
}

export function ask(app: App, step: Step): Question {
  const kind = kindOf(step.check);
  const question = {
    identity: () => yesNo("identity", (identity) => answer(app, { identity })),
    mask: () => yesNo("mask", (mask) => answer(app, { mask })),
    temperature: () => temperature(app),
    health: () => health(app, step),
    purpose: () => purpose(app, step),
    other: () => ({ dock: h("h2", {}, t("who_ask")), foot: cannot(app, step) }),
  }[kind]();
  return { dock: h("section", { class: "ask", "data-test": `ask-${kind}` }, question.dock), foot: question.foot };
}

/** The way out of a question that nobody can answer: a person decides, nobody is refused by a gap. */
function cannot(app: App, step: Step): HTMLElement {
  return button(t("cannot_answer"), () => refer(app, step.check, "gate.cannot_tell"), { kind: "quiet", test: "cannot" });
}

function yesNo(about: "identity" | "mask", answered: (value: boolean) => void): Question {
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

function purpose(app: App, step: Step): Question {
  const own = field({ label: t("purpose_other"), test: "purpose-text", hint: t("purpose_write"), max: 80 });
  const write = () => {
    const text = own.input.value.trim();
    if (text) answer(app, { purpose: text });
  };
  const known = purposesOf(step.purposes).map((one) =>
    button(one.label, () => answer(app, { purpose: one.word }), { test: `purpose-${one.word}` }));
  return {
    dock: [h("h2", {}, t("purpose_ask")), h("div", { class: "options" }, known), h("div", { class: "finder" }, own.box, button(t("yes_go_on"), write, { test: "purpose-go" }))],
    foot: cannot(app, step),
  };
}
