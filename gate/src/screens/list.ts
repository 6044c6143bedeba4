// Who is out, the overdue first, and who crossed a moment ago.
import type { App, Frame } from "../app";
import { whoIsOut } from "../check/quota";
import { clockOf } from "../clock";
import type { LedgerEntry } from "../types";
import { type Child, h } from "../ui/dom";
import { button, card, pill, row } from "../ui/parts";
import { t } from "../words";
import { ledgerNote, ledgerTitle, overdue } from "./people";
import { unsentPill } from "./ready";

const RECENT = 30;

export function listScreen(app: App): Frame {
  const { world } = app;
  const out = whoIsOut(world.ledger).sort((a, b) => Number(overdue(world, b)) - Number(overdue(world, a)) || a.at - b.at);
  const recent = world.ledger.filter((entry) => !entry.gate || entry.gate === world.gate?.id).sort((a, b) => b.at - a.at);
  return {
    name: "list",
    title: t("list_title"),
    aside: unsentPill(app),
    back: app.home,
    body: [
      out.length === 0 && recent.length === 0 && h("div", { class: "empty" }, h("h2", {}, t("list_empty"))),
      out.length > 0 && card(h("small", {}, t("out_now", { n: out.length })), out.map((entry) => outRow(app, entry))),
      recent.length > 0 && card(h("small", {}, t("recent")), recent.slice(0, RECENT).map((entry) => recentRow(app, entry))),
    ],
    foot: button(t("back"), app.home, { main: true }),
  };
}

function outRow(app: App, entry: LedgerEntry): HTMLElement {
  const { world } = app;
  const due = entry.back_by ? t("back_by", { time: clockOf(entry.back_by, world.zone()) }) : "";
  const resident = entry.resident ? world.roster.resident(entry.resident) : undefined;
  const helper = world.staff.helpers.find((one) => resident?.grid && one.grid === resident.grid) ?? world.staff.helpers[0];
  const late = overdue(world, entry);
  const side: Child = late && [
    pill(t("overdue_one"), "soon"),
    // The first step on an overdue outing is a phone call, by the one who knows the household.
    helper && h("a", { class: "button small", href: `tel:${helper.phone}` }, t("call")),
  ];
  return row(ledgerTitle(world, entry), [ledgerNote(world, entry), due && ` · ${due}`], side && h("span", { class: "side" }, side));
}

function recentRow(app: App, entry: LedgerEntry): HTMLElement {
  return row(ledgerTitle(app.world, entry), ledgerNote(app.world, entry), entry.passed === false && pill(t("turned_back"), "now"));
}
