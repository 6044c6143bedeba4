// Starting a shift: who, which gate, PIN. Checked by the server, or on the phone when there is no network.
import type { App, Frame } from "../app";
import { startShift, waitLeft } from "../live/shift";
import { api } from "../sync/api";
import type { Gate } from "../types";
import { h, replace } from "../ui/dom";
import { button, choice, keypad } from "../ui/parts";
import { t } from "../words";
import { languageButton } from "./welcome";
import { readyScreen } from "./ready";
import { startPractice } from "../practice/practice";

const LONGEST_PIN = 8;
/** What the last guard on this phone chose: only which gate, kept while the page is open. */
let gateId = "";
let guardId = "";

export function shiftScreen(app: App): Frame {
  const { live } = app;
  const gates: Gate[] = live.rules?.gates.length ? live.rules.gates : (live.device?.gates ?? []);
  const guards = live.staff.guards;
  if (gates.length === 1) gateId = gates[0]!.id;
  if (guards.length === 1) guardId = guards[0]!.id;
  let pin = "";
  const dots = h("output", { class: "reading pin", "data-test": "pin", "aria-label": t("shift_pin") });
  const paint = () => replace(dots, pin ? "●".repeat(pin.length) : h("span", { class: "soft" }, t("shift_pin")));
  const press = (key: string) => {
    if (key === "clear") pin = "";
    else if (key === "back") pin = pin.slice(0, -1);
    else if (pin.length < LONGEST_PIN) pin += key;
    paint();
  };
  const go = async () => {
    const gate = gates.find((one) => one.id === gateId);
    if (!gate || pin.length < 4) return app.notice(gate ? t("shift_pin") : t("shift_gate"));
    start.disabled = true;
    const answer = await startShift(live, api, pin, gate, guardId);
    start.disabled = false;
    pin = "";
    paint();
    if (answer === "started" || answer === "started_offline") {
      app.go(readyScreen);
      if (answer === "started_offline") app.notice(t("shift_offline_started"));
    } else if (answer === "wait") app.notice(t("shift_wait", { n: await waitLeft(live) }));
    else app.notice(t(`shift_${answer}`));
  };
  const start = button(t("shift_start"), () => void go(), { main: true, test: "shift-start" });
  paint();
  return {
    name: "shift",
    title: t("shift_title"),
    aside: languageButton(app),
    body: [
      choice(t("shift_gate"), gates.map((gate) => ({ value: gate.id, label: gate.name })), gateId, (id: string) => (gateId = id), "gate"),
      guards.length > 0 && guardPicker(guards),
      dots,
      keypad(press, t("temperature_clear")),
      h("small", { class: "soft", "data-test": "honest" }, t("shift_honest")),
      button(t("welcome_practice"), () => startPractice(app), { wide: true, kind: "quiet", test: "practice" }),
    ],
    foot: start,
  };
}

function guardPicker(guards: { id: string; name: string }[]): HTMLElement {
  const select = h("select", { class: "field", "data-test": "guard" },
    h("option", { value: "" }, "—"),
    guards.map((guard) => h("option", { value: guard.id }, guard.name)));
  select.value = guardId;
  select.addEventListener("change", () => (guardId = select.value));
  return h("label", { class: "labelled" }, h("span", {}, t("shift_who")), select);
}
