// What waits for one household: tick, and one tap says who took it.
import type { App, Frame, Screen } from "../app";
import { things, together } from "../shelf/view";
import type { ShelfEnd, ShelfItem } from "../shelf/types";
import { h } from "../ui/dom";
import { button, card, pill, row } from "../ui/parts";
import { t } from "../words";
import { noter } from "./noting";
import { itemNote, thingsOf } from "./shelf";

const FETCHED: ShelfEnd[] = ["resident", "other", "volunteer"];
const BACK: ShelfEnd[] = ["courier", "spoiled"];

export function handOutScreen(item: ShelfItem, back: () => void): Screen {
  // Handed out together, as a rule: everything is ticked until the guard says otherwise.
  const left = new Set<string>();
  return (app: App): Frame => {
    const all = together(app.world.shelf.items, item);
    const chosen = () => all.filter((one) => !left.has(one.id));
    const { note, leave } = noter(app, back);
    const end = (how: ShelfEnd) => {
      if (chosen().length === 0) return app.notice(t("shelf_none_ticked"));
      void note(() => app.world.shelf.end(chosen(), how), t("shelf_ended", { how: t(`end_${how}`) }));
    };
    const told = () => void note(() => app.world.shelf.told(all), t("shelf_told_done"));
    return {
      name: "shelf-home",
      title: item.room,
      aside: pill(t("shelf_waiting", { n: things(all) })),
      back,
      leave,
      body: [
        h("div", { class: "results" }, all.map((one) => tick(app, one, left))),
        all.some((one) => one.told !== "phone") && tell(app, all, told),
        h("div", { class: "two" }, BACK.map((how) => button(t(`end_${how}`), () => end(how), { kind: "quiet", test: `end-${how}` }))),
      ],
      dock: h("section", { class: "ask" }, h("h2", {}, t("shelf_who")), h("div", { class: "two" },
        FETCHED.filter((how) => how !== "resident").map((how) => button(t(`end_${how}`), () => end(how), { test: `end-${how}` })))),
      foot: button(t("end_resident"), () => end("resident"), { main: true, test: "end-resident" }),
    };
  };
}

function tick(app: App, item: ShelfItem, left: Set<string>): HTMLElement {
  const one = h("button", { class: "button result pile", type: "button", "aria-pressed": String(!left.has(item.id)), "data-test": `tick-${item.kind}` },
    h("span", {}, thingsOf(item)), h("small", {}, itemNote(app, item)));
  one.addEventListener("click", () => {
    if (!left.delete(item.id)) left.add(item.id);
    one.setAttribute("aria-pressed", String(!left.has(item.id)));
  });
  return one;
}

/** Nobody is told by a screen alone: the grid worker's number, and a tick once somebody rang. */
function tell(app: App, items: ShelfItem[], told: () => void): HTMLElement {
  const grid = app.world.roster.household(items[0]?.household ?? "")[0]?.grid;
  const { helpers } = app.world.staff;
  const helper = helpers.find((one) => grid && one.grid === grid) ?? helpers[0];
  return card(
    helper && row(helper.name, t("help_now"), h("a", { class: "button small", href: `tel:${helper.phone}` }, t("call"))),
    button(t("shelf_told_now"), told, { wide: true, test: "shelf-told" }));
}
