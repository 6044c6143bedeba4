// The gate shelf: what waits, the longest overdue first; found by room, short code or the household's pass.
import type { App, Frame, Screen } from "../app";
import { scanned } from "../check/scan";
import { clockOf, dateOf } from "../clock";
import { Camera } from "../scan/camera";
import { forHousehold, found, late, things, together } from "../shelf/view";
import type { ShelfItem } from "../shelf/types";
import { type Child, h, replace } from "../ui/dom";
import { button, notice, pill, row } from "../ui/parts";
import { t } from "../words";
import { putScreen } from "./shelf-put";
import { handOutScreen } from "./shelf-home";

let camera: Camera | undefined;

export function shelfScreen(app: App): Frame {
  const { items } = app.world.shelf;
  const viewer = h("div", { class: "viewer" });
  const list = h("div", { class: "results", "data-test": "shelf-list" }, rows(app, items));
  return {
    name: "shelf",
    title: t("shelf"),
    aside: pill(t("shelf_waiting", { n: things(items) }), late(items, app.world.now()).length ? "soon" : "", "shelf-count"),
    back: app.home,
    body: [clash(app), viewer, items.length > 0 && finder(app, viewer, list), list],
    foot: button(t("shelf_put"), () => app.go(putScreen), { main: true, test: "shelf-put" }),
    leave: () => camera?.stop(),
  };
}

function finder(app: App, viewer: HTMLElement, list: HTMLElement): HTMLElement {
  const input = h("input", {
    class: "field", "data-test": "shelf-find", placeholder: t("shelf_find_hint"), "aria-label": t("shelf_find"),
    autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "go",
  });
  const show = (text: string) => replace(list, rows(app, found(app.world.shelf.items, text), text));
  input.addEventListener("input", () => show(input.value));
  const open = () => void byPass(app, input.value).then((opened) => opened || show(input.value));
  return h("form", { class: "finder", onsubmit: (event) => { event.preventDefault(); open(); } },
    h("label", { class: "labelled" }, h("span", {}, t("shelf_find")), input),
    button(t("scan"), () => void watch(app, viewer), { test: "shelf-scan" }));
}

/** The pass or short code of somebody: what waits for that household. False when it is neither. */
async function byPass(app: App, text: string): Promise<boolean> {
  const what = await scanned(app.world, text, "entry");
  if (what.kind !== "subject" || !what.subject.household) return false;
  const [first] = forHousehold(app.world.shelf.items, what.subject.household);
  if (first) app.go(handOutScreen(first, () => app.go(shelfScreen)));
  else app.notice(t("shelf_nothing", { text: app.world.roster.household(what.subject.household)[0]?.room ?? text.slice(0, 12) }));
  return true;
}

async function watch(app: App, viewer: HTMLElement): Promise<void> {
  const video = h("video", { class: "video low", muted: true, playsinline: true, "aria-label": t("scan") });
  replace(viewer, video);
  camera?.stop();
  camera = new Camera(video, (text) => {
    camera?.stop();
    replace(viewer);
    void byPass(app, text).then((opened) => opened || app.notice(t("not_ours")));
  });
  const trouble = await camera.start();
  if (trouble) replace(viewer, notice(t(trouble), "wait", "camera-trouble"));
}

function rows(app: App, items: ShelfItem[], text = ""): Child {
  if (items.length === 0) {
    return h("div", { class: "empty", "data-test": "shelf-empty" },
      text.trim() ? h("p", {}, t("shelf_nothing", { text: text.trim() })) : [h("h2", {}, t("shelf_none")), h("p", {}, t("shelf_empty"))]);
  }
  const open = (item: ShelfItem) => app.go(handOutScreen(item, () => app.go(shelfScreen)));
  return items.map((item) =>
    h("button", { class: "card tap", type: "button", "data-test": `shelf-${item.room}`, onclick: () => open(item) },
      row(`${item.room}　${thingsOf(item)}`, itemNote(app, item), item.overdue_at <= app.world.now() && pill(t("shelf_late_one"), "soon"))));
}

export function thingsOf(item: ShelfItem): string {
  return t(`things_${item.kind}`, { n: item.count });
}

/** Where it stands, since when, and who was told. */
export function itemNote(app: App, item: ShelfItem): string {
  const { world } = app;
  const zone = world.zone();
  const { month, day } = dateOf(item.since, zone);
  const old = world.now() - item.since > 43_200;
  const elsewhere = item.gate !== world.gate?.id && world.rules?.gates.find((gate) => gate.id === item.gate)?.name;
  const since = t("since", { time: `${old ? `${month}-${day} ` : ""}${clockOf(item.since, zone)}` });
  const place = item.place && t("shelf_place", { place: item.place });
  return [elsewhere, place, since, t(`told_${item.told || "none"}`)].filter(Boolean).join(" · ");
}

/** One line of the ready screen. */
export function shelfCard(app: App): HTMLElement {
  const { items, clashes } = app.world.shelf;
  const overdue = things(late(items, app.world.now()));
  const side = clashes > 0 ? pill("!", "now") : overdue > 0 && pill(t("shelf_late", { n: overdue }), "soon", "shelf-late");
  return h("button", { class: "card tap", type: "button", "data-test": "shelf", onclick: () => app.go(shelfScreen) },
    row(t("shelf"), items.length ? t("shelf_waiting", { n: things(items) }) : t("shelf_none"), side));
}

/** On the verdict of somebody who comes in: what waits for their household at this gate; `back` is that verdict. */
export function shelfLine(app: App, household: string, back: Screen): Child {
  const [first] = forHousehold(app.world.shelf.items, household).filter((item) => item.gate === app.world.gate?.id);
  if (!first) return null;
  const all = together(app.world.shelf.items, first);
  return h("button", { class: "card tap", type: "button", "data-test": "shelf-line", onclick: () => app.go(handOutScreen(first, () => app.go(back))) },
    row(t("shelf_for", { room: first.room, n: things(all) }), t("shelf_for_hint"), pill("›")));
}

function clash(app: App): Child {
  const { clashes } = app.world.shelf;
  const seen = () => void app.world.shelf.seen().then(() => app.again());
  return clashes > 0 && [notice(t("shelf_clash", { n: clashes }), "wait", "shelf-clash"), button(t("shelf_clash_seen"), seen, { wide: true, test: "shelf-clash-seen" })];
}
