/** A result in plain words, and everything of before with its trend. Both only on this device. */
import { results, trends, type Asked, type Kept, type Result } from "../../device/kept";
import { urgencyOf } from "../../device/letter";
import type { App } from "../app";
import { h } from "../dom";
import { span } from "../duty";
import { button, card, empty, soft } from "../parts";
import type { Place, View } from "../places";
import { drawn } from "../trend";
import { urgent } from "./asking";
import { cancelled } from "./meeting";

const HOUR = 3_600_000;
const DAY_HOURS = 24;

export function result(app: App, place: Place): View {
  const { say } = app;
  const one = results(app.kept).find((found) => found.id === place.id);
  if (!one) return earlier(app);
  const life = one.score.alerts.length > 0;
  return {
    title: life ? say("life_title") : say("result_title"),
    low: life,
    back: { screen: "home" },
    body: [
      life && urgent(app, recent(app, one, DAY_HOURS) ? "now" : "past"),
      card(
        h("h2", { "data-test": "band" }, say.of(one.band.text)),
        h("p", {}, say.of(one.band.help)),
        soft(say("score_said", { total: one.total, most: one.most }), " · ", say("not_diagnosis"), one.better && [say.gap, say("high_is_good")]),
      ),
      !life && following(app, one),
      card(h("p", { "data-test": "again" }, say("again_on", { day: say.day(one.again) }))),
      h("details", {}, h("summary", {}, say("licence")), soft(cutoff(app, one)), soft(say.of(one.attention))),
      button(say("meet"), () => app.show({ screen: "meet" }), { test: "go-meet", kind: "wide" }),
      button(say("home"), () => app.show({ screen: "home" }), { test: "go-home", kind: "wide" }),
    ],
  };
}

function cutoff(app: App, one: Result): string {
  return app.say("cutoff_said", { at: one.score.cutoff, citation: one.score.citation });
}

/** Looked at again much later, a result does not promise the same call once more. */
function recent(app: App, one: Result, hours: number): boolean {
  return app.set.now() - one.at < hours * HOUR;
}

function following(app: App, one: Result): HTMLElement | false {
  const { say, me, door } = app;
  const kind = urgencyOf(one.score);
  const clocks = { severe: door?.clocks.severe_hours, above: door?.clocks.above_hours };
  const hours = (kind === "severe" || kind === "above") && clocks[kind];
  const called = hours ? say("next_call", { span: span(app, hours) }) : say("next_call_soon");
  const words = kind === "below" ? say("next_below") : `${called}${say.gap}${say("next_number", { phone: me?.about.phone ?? "" })}`;
  return recent(app, one, hours || DAY_HOURS) && card(h("h2", {}, say("next_title")), h("p", { "data-test": "next" }, words));
}

export function earlier(app: App): View {
  const { say, kept } = app;
  const none = empty(say("earlier_none"), say("earlier_none_text"));
  return {
    title: say("earlier_title"),
    back: { screen: "home" },
    body: [
      kept.length > 0 && soft(say("earlier_only_here")),
      trends(kept).map((line) => trend(app, line)),
      kept.length ? h("div", { class: "card" }, kept.map((one) => row(app, one))) : none,
    ],
  };
}

function trend(app: App, line: Result[]): HTMLElement {
  const { say } = app;
  const title = say.of(line[0]!.title);
  const said = say("trend_said", { title, first: line[0]!.total, last: line[line.length - 1]!.total });
  return card(h("h2", { "data-test": `trend-${line[0]!.scale}` }, said), drawn(line, (at) => say.day(at)));
}

function row(app: App, one: Kept): HTMLElement {
  const { say } = app;
  if (one.kind === "talk") return asked(app, one);
  const open = button("›", () => app.show({ screen: "result", id: one.id }), { test: `open-${one.scale}` });
  open.setAttribute("aria-label", say.of(one.band.text));
  return h("div", { class: "row", "data-test": "kept" },
    h("div", {}, h("h2", {}, say.of(one.band.text)), h("small", {}, `${say.day(one.at)} · ${say.of(one.title)} · ${one.total}/${one.most}`)),
    open,
  ); // prettier-ignore
}

function asked(app: App, one: Asked): HTMLElement {
  const { say } = app;
  const { slot } = one;
  const when = slot ? say("meet_at", { when: say.when(slot.starts_at, app.set.now()), name: slot.name }) : say.day(one.at);
  const open = slot && one.cancel && new Date(slot.starts_at).getTime() > app.set.now();
  return h("div", { class: "row", "data-test": "kept" },
    h("div", {}, h("h2", {}, say(slot ? "asked_meet" : "asked_call")), h("small", {}, when)),
    open && button(say("meet_cancel"), () => void cancelled(app, one), { test: "cancel" }),
  ); // prettier-ignore
}

