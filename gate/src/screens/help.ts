// Who can help now: a name and a number, one tap away.
import type { App } from "../app";
import type { Helper } from "../types";
import { h } from "../ui/dom";
import { card, row } from "../ui/parts";
import { t } from "../words";

export function helpCard(app: App, who: string): HTMLElement {
  const helper = helperFor(app);
  if (!helper) return card(row(t("help_now"), who || t("no_helper")));
  return card(row(helper.name, who || t("help_now"), h("a", { class: "button", href: `tel:${helper.phone}`, "data-test": "call" }, t("call"))));
}

/** The grid worker of the person, or of the room they come to see, when known; else whoever is first on the list. */
function helperFor(app: App): Helper | undefined {
  const { helpers } = app.world.staff;
  const subject = app.arrival?.subject;
  const room = subject?.pass?.room ?? subject?.visitor?.room ?? "";
  const grid = subject?.resident?.grid ?? (room && app.world.roster.find(room)[0]?.grid);
  return helpers.find((helper) => grid && helper.grid === grid) ?? helpers[0];
}
