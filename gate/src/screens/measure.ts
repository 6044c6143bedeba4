// A family's readings: who goes, one reading each, one number pad for all; the third digit goes on to the next.
import type { App } from "../app";
import { degrees, tenthsOf } from "../check/temperature";
import { type Left, type Member, type Party } from "../queue/party";
import type { Verdict } from "../types";
import { type Child, h, replace } from "../ui/dom";
import { keypad, pill } from "../ui/parts";
import { t, verdictWords } from "../words";
import { valuesOf } from "./verdict";

/** Digits of a reading: 36.4 */
const WHOLE = 3;

export function memberList(app: App, party: Party, left: Left, state: { measuring: string }): HTMLElement {
  return h("ul", { class: "members", "aria-label": t("party_who") }, party.members.map((member) => memberRow(app, member, left, state)));
}

function memberRow(app: App, member: Member, left: Left, state: { measuring: string }): HTMLElement {
  const { id, name } = member.resident;
  const stopped = member.going ? left.stopped.get(id) : undefined;
  const tick = () => { member.going = !member.going; app.again(); };
  return h("li", { class: id === state.measuring ? "member at" : "member" },
    h("button", { class: "tick", type: "button", "aria-pressed": String(member.going), "data-test": `member-${id}`, onclick: tick },
      h("i", { "aria-hidden": "true" }, member.going ? "✓" : ""), h("span", {}, h("b", {}, name), stopped && h("small", { class: "line" }, reasonOf(app, stopped)))),
    member.going && side(app, member, left, state));
}

function side(app: App, member: Member, left: Left, state: { measuring: string }): Child {
  const { id } = member.resident;
  if (left.stopped.has(id)) return pill(t("party_wait"), "now", `stopped-${id}`);
  if (!left.measure.has(id)) return null;
  const pick = () => { state.measuring = id; if (tenthsOf(member.digits) !== undefined) member.digits = ""; app.again(); };
  return h("button", { class: "reads", type: "button", "data-test": `measure-${id}`, onclick: pick }, member.digits ? `${degrees(member.digits)} ℃` : "— ℃");
}

function reasonOf(app: App, verdict: Verdict): string {
  const { title, reason } = verdictWords(verdict.code, valuesOf(app.world, verdict));
  return reason || title;
}

/** `done` after the third digit: the next person's reading, or the confirmation. */
export function readingPad(app: App, member: Member, named: boolean, done: () => void): HTMLElement {
  const label = named ? t("party_measure", { name: member.resident.name }) : t("temperature_ask");
  const shown = h("output", { class: "reading named", "data-test": "reading", "aria-label": label });
  const inRow = () => document.querySelector(`[data-test="measure-${member.resident.id}"]`);
  const paint = () => {
    const text = degrees(member.digits);
    replace(shown, h("span", { class: "soft" }, label), h("b", {}, text ? `${text} ℃` : "— ℃"));
    const cell = inRow();
    if (cell) replace(cell, text ? `${text} ℃` : "— ℃");
  };
  const press = (key: string) => {
    if (key === "clear") member.digits = "";
    else if (key === "back") member.digits = member.digits.slice(0, -1);
    else if (member.digits.length < WHOLE) {
      member.digits += key;
      if (member.digits.length === WHOLE) return done();
    }
    paint();
  };
  paint();
  return h("section", { class: "ask", "data-test": "ask-temperature" }, shown, keypad(press, t("temperature_clear")));
}
