// A car at the gate: its plate, who drives, who sits in it; then one check of all of them and one confirmation.
import type { App, Frame, Screen } from "../app";
import { outsideSubject, passSubject, type Person, type Subject } from "../check/arrival";
import { passengers, type Seat, vehicleParty } from "../queue/vehicle";
import type { Pass, Resident } from "../types";
import { type Child, h, replace } from "../ui/dom";
import { button, card, notice } from "../ui/parts";
import { t } from "../words";
import { partyScreen } from "./party";
import { residentLine } from "./people";
import { plateField } from "./plate";

/** Who is met in cars, the most usual first. */
const KINDS: Person[] = ["courier", "repair", "visitor", "shop_staff", "property_staff", "mover", "carer", "official", "doctor", "unknown"];
const MOST_SEATS = 20;

export function vehicleScreen(plate = "", seats: Seat[] = []): Screen {
  let typed = plate;
  return (app: App): Frame => {
    const results = h("div", { class: "results", "data-test": "seat-results" });
    const list = h("div", {});
    const take = (seat: Seat) => {
      if (seats.length >= MOST_SEATS) return app.notice(t("vehicle_full", { n: MOST_SEATS }));
      seats.push(seat);
      paint();
    };
    const paint = () => replace(list, seatList(seats, paint));
    const go = () => {
      if (!typed) return app.notice(t("vehicle_need_plate"));
      if (seats.length === 0) return app.notice(t("vehicle_need_driver"));
      app.arrival = undefined;
      app.go(partyScreen(vehicleParty(app.direction, typed, passengers(seats)), { back: () => app.go(vehicleScreen(typed, seats)) }));
    };
    paint();
    return {
      name: "vehicle",
      title: [t("vehicle_title"), " · ", t(app.direction)],
      back: app.home,
      body: [
        plateField(typed, (now) => (typed = now)),
        list,
        seatFinder(app, results, take),
        results,
        h("div", { class: "kinds three" }, KINDS.map((person) =>
          button(t(`person_${person}`), () => take({ label: t(`person_${person}`), subject: outsideSubject(person) }), { test: `seat-${person}` }))),
        notice(t("vehicle_life"), "calm"),
      ],
      foot: button(t("yes_go_on"), go, { main: true, test: "vehicle-go" }),
    };
  };
}

function seatList(seats: Seat[], paint: () => void): Child {
  if (seats.length === 0) return h("small", { class: "soft" }, t("vehicle_who"));
  const drop = (index: number) => { seats.splice(index, 1); paint(); };
  return card(seats.map((seat, index) =>
    h("div", { class: "row", "data-test": `seat-row-${index}` },
      h("div", {}, h("h2", {}, seat.label), h("small", {}, t(index === 0 ? "vehicle_driver" : "vehicle_passenger"))),
      h("button", { class: "button small", type: "button", "data-test": `seat-drop-${index}`, "aria-label": t("vehicle_drop", { name: seat.label }), onclick: () => drop(index) }, "✕"))));
}

/** A short code names a resident, or somebody from outside who has a pass. */
function passSeat(app: App, pass: Pass): { resident: Resident } | { subject: Subject } {
  const subject = passSubject(app.world, pass, app.direction);
  return subject.resident ? { resident: subject.resident } : { subject };
}

function seatFinder(app: App, results: HTMLElement, take: (seat: Seat) => void): HTMLElement {
  const input = h("input", {
    class: "field", "data-test": "seat-find", placeholder: t("ready_find_hint"), "aria-label": t("vehicle_resident"),
    autocomplete: "off", autocapitalize: "off", spellcheck: "false",
  });
  const pick = (seat: Seat) => {
    input.value = "";
    replace(results, null);
    take(seat);
  };
  input.addEventListener("input", () => {
    const pass = app.world.roster.byCode(input.value);
    if (pass) return pick({ label: pass.holder ?? pass.room ?? pass.code, ...passSeat(app, pass) });
    const found = input.value.trim().length < 2 ? [] : app.world.roster.find(input.value).slice(0, 6);
    replace(results, found.map((resident) =>
      h("button", { class: "button result", type: "button", "data-test": `seat-${resident.id}`, onclick: () => pick({ label: residentLine(resident), resident }) }, residentLine(resident))));
  });
  return h("label", { class: "labelled" }, h("span", {}, t("vehicle_resident")), input);
}
