// The people about to arrive: who, for which grid, who meets them; one tap begins their check.
import type { App, Frame } from "../app";
import { passSubject, residentSubject } from "../check/arrival";
import { clockOf, dateOf } from "../clock";
import { begin } from "../flow";
import { type Coming, comingFor, comingOf, familyOf, isToday, metBy } from "../queue/expected";
import { meet } from "../queue/meet";
import { type Child, h } from "../ui/dom";
import { button, card, pill, row } from "../ui/parts";
import { t } from "../words";
import { parted } from "./arrivals";
import { visitorScreen } from "./visitor";

const FIRST = 3;

export function expectedCard(app: App): Child {
  const coming = comingOf(app.world);
  if (coming.length === 0) return null;
  return card(
    h("small", {}, t("expected")),
    coming.slice(0, FIRST).map((one) => expectedRow(app, one)),
    coming.length > FIRST && button(t("expected_all", { n: coming.length }), () => app.go(expectedScreen), { wide: true, test: "expected-all" }));
}

export function expectedScreen(app: App): Frame {
  const coming = comingOf(app.world);
  return {
    name: "expected",
    title: t("expected"),
    back: app.home,
    body: coming.length > 0
      ? card(coming.map((one) => expectedRow(app, one)))
      : h("div", { class: "empty" }, h("h2", {}, t("expected_none_title")), h("p", {}, t("expected_none"))),
    foot: button(t("back"), app.home, { main: true }),
  };
}

/** What stands under the search: people who come home may be in no roster yet. */
export function expectedMatches(app: App, text: string): Child[] | null {
  const rows = comingFor(app.world, text).slice(0, FIRST).map((one) => expectedRow(app, one));
  return rows.length > 0 ? rows : null;
}

function expectedRow(app: App, coming: Coming): HTMLElement {
  const meets = coming.people[0]!.meets;
  return h("div", { class: "row" },
    h("button", { class: "row tap plain", type: "button", "data-test": "expected", onclick: () => start(app, coming) },
      h("span", {}, h("b", {}, parted(titleOf(coming))), h("small", { class: "line" }, noteOf(app, coming))),
      !meets && pill(t("expected_ready"), "done")),
    meets?.phone && h("a", { class: "button small", href: `tel:${meets.phone}`, "data-test": "expected-call" }, t("call")));
}

function titleOf({ people, residents }: Coming): string {
  const one = people[0]!;
  const name = people.length > 1 ? t("expected_family", { surname: residents[0]!.surname, n: people.length }) : one.name;
  return [one.room, name].filter(Boolean).join("　");
}

function noteOf(app: App, { at, people }: Coming): string {
  const { grid, meets, note } = people[0]!;
  return [at ? when(app, at) : "", grid && t("expected_grid", { grid }), meets && t("expected_meets", { name: meets.name }), note].filter(Boolean).join(" · ");
}

function when({ world }: App, at: number): string {
  const time = clockOf(at, world.zone());
  return isToday(world, at) ? time : t("expected_day", { ...dateOf(at, world.zone()), time });
}

function start(app: App, coming: Coming): void {
  const one = coming.people[0]!;
  const told = one.id ? { direction: "entry" as const, expected: one.id } : {};
  const pass = one.pass ? app.world.roster.pass(one.pass) : undefined;
  if (coming.people.length > 1) meet(app, { key: one.group ?? "", direction: "entry", at: coming.at, people: familyOf(coming) });
  else if (coming.residents[0]) begin(app, residentSubject(coming.residents[0]), told);
  else if (pass) begin(app, passSubject(app.world, pass, told.direction ?? app.direction), told);
  else app.go(visitorScreen(one.room ?? "", one.name, told));
}

/** On the verdict: the guard rings whoever takes them home. */
export function meetsCard(app: App, expected: string | undefined): Child {
  const meets = metBy(app.world, expected);
  return meets && card(row(meets.name, t("meets_title"), meets.phone && h("a", { class: "button", href: `tel:${meets.phone}`, "data-test": "meets-call" }, t("call"))));
}

/** For somebody who says to come home and stands on no list: nobody is sent away. */
export function handedOn(app: App): HTMLElement {
  const helper = app.world.staff.helpers[0];
  return h("section", { class: "card", "data-test": "hand-on" },
    h("h2", {}, t("hand_on_title")), h("p", {}, t("hand_on")),
    helper && h("a", { class: "button wide", href: `tel:${helper.phone}` }, `${t("call")} · ${helper.name}`));
}
