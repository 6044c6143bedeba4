/** Choosing a scale, one question a screen, and the screen that comes at once where an answer is about life. */
import { resultOf } from "../../device/kept";
import { test } from "../../device/letter";
import { endsAtOnce, score } from "../../scales/score";
import type { Scale } from "../../scales/types";
import type { App } from "../app";
import { h } from "../dom";
import { next, onDuty, promise } from "../duty";
import { known } from "../fields";
import { button, card, lifelines, link, notice, soft } from "../parts";
import type { Place, View } from "../places";

const HOME: Place = { screen: "home" };

export function choose(app: App): View {
  const { say, scales } = app;
  const row = (scale: Scale) => {
    const on = () => app.show({ screen: known(app) ? "intro" : "about", scale: scale.id });
    const hint = say("questions", { n: scale.items.filter((item) => item.scored).length });
    const press = button(say.of(scale.title), on, { test: `scale-${scale.id}`, kind: "wide" });
    return card(press, h("p", {}, say.of(scale.about)), h("small", {}, hint));
  };
  return { title: say("choose_title"), back: HOME, body: [soft(say("choose_text")), scales.length ? scales.map(row) : none(app)] };
}

/** On the way, or not to be had just now. */
function none(app: App): HTMLElement {
  return app.looked ? notice(app.say("no_scales"), "warning", "no-scales") : soft(app.say("loading"));
}

/** Nobody on duty: said here, before the first question, with when somebody will be. */
export function intro(app: App, place: Place): View {
  const { say } = app;
  const scale = app.scale(place.scale);
  if (!scale) return { title: say("choose_title"), back: { screen: "choose" }, body: [none(app)] };
  const free = app.duty?.now ?? false;
  const when = next(app);
  const later = when ? say("duty_still", { when }) : say("duty_still_unknown");
  const begun = app.draft.answers[scale.id]?.length ?? 0;
  const start = () => app.show({ screen: "question", scale: scale.id, index: begun });
  return {
    title: say.of(scale.title),
    back: { screen: "choose" },
    body: [
      onDuty(app),
      !free && app.duty && app.door?.key && soft(later),
      h("p", {}, say("about_period", { period: say.of(scale.period) }), say.gap, say("intro_text")),
      h("p", {}, say("intro_sent")),
      button(say(free ? "begin" : "begin_anyway"), start, { main: true, test: "begin", kind: "wide" }),
      h("a", { class: "link", href: paper(app, scale), "data-test": "paper" }, say("paper")),
      h("details", {}, h("summary", {}, say("licence")), soft(say.of(scale.source)), soft(say.of(scale.licence.text))),
    ],
  }; // prettier-ignore
}

/** The same questions on paper, to fill in and hand over in an envelope. */
function paper(app: App, scale: Scale): string {
  return `${app.set.base}paper/${scale.id}/${app.say.language === "en" ? "en" : "zh"}/`;
}

export function question(app: App, place: Place): View {
  const { say } = app;
  const scale = app.scale(place.scale);
  const index = place.index ?? 0;
  const item = scale?.items[index];
  if (!scale || !item) return intro(app, { screen: "intro", scale: place.scale });
  const given = (app.draft.answers[scale.id] ??= []);
  const pick = (value: number | null) => void answered(app, scale, index, value);
  const replies = (item.answers ?? scale.answers).map((one) =>
    button(say.of(one.text), () => pick(one.value), { test: `answer-${one.value}`, pressed: given[index] === one.value }),
  );
  const all = scale.items.length;
  const count = say("of", { n: index + 1, all });
  return {
    title: say.of(item.text),
    back: index ? { ...place, index: index - 1 } : { screen: "intro", scale: scale.id },
    lead: [
      h("progress", { class: "progress", max: all, value: index, "aria-label": count }),
      h("p", { class: "soft", "data-test": "count" }, item.scored ? `${count} · ${say.of(scale.instruction)}` : count),
    ],
    body: [
      h("div", { class: "replies", role: "group", "aria-label": say.of(item.text) }, replies),
      !item.scored && item.id !== scale.screen?.item && link(say("skip"), () => pick(null), "skip"),
    ],
  };
}

async function answered(app: App, scale: Scale, index: number, value: number | null): Promise<void> {
  const given = app.draft.answers[scale.id]!;
  given[index] = value;
  const after: Place = { screen: "question", scale: scale.id, index: index + 1 };
  const last = index + 1 >= scale.items.length || endsAtOnce(scale, given);
  if (last) return finish(app, scale);
  app.show(alarming(scale, index, value) ? { screen: "life", scale: scale.id, index, from: after } : after);
}

function alarming(scale: Scale, index: number, value: number | null): boolean {
  const marks = scale.alerts.filter((alert) => alert.item === scale.items[index]!.id);
  return value !== null && marks.some((one) => (one.op === ">=" ? value >= one.value : value <= one.value));
}

async function finish(app: App, scale: Scale): Promise<void> {
  const given = app.draft.answers[scale.id]!;
  const answers = endsAtOnce(scale, given) ? given.slice(0, 1) : given.slice(0, scale.items.length);
  const judged = score(scale, answers);
  if ("error" in judged) {
    const open = scale.items.findIndex((item, index) => item.scored && (answers[index] ?? null) === null);
    app.told = app.say("cannot_score");
    return app.show({ screen: "question", scale: scale.id, index: Math.max(0, open) });
  }
  const [me, at, id] = [await app.someone(), app.set.now(), app.newId()];
  delete app.draft.answers[scale.id];
  await app.hand(test(me, scale, answers, judged, app.say.language, at), resultOf(scale, judged, id, at), id);
  app.show({ screen: "result", id });
}

/** At once, in the middle of the questions: the lines, and that we ring. */
export function life(app: App, place: Place): View {
  return {
    title: app.say("life_title"),
    back: { screen: "question", scale: place.scale, index: place.index },
    body: [urgent(app, "after"), button(app.say("go_on"), () => app.show(place.from ?? HOME), { test: "life-go", kind: "wide" })],
  };
}

/**
 * The person is alone with it now: a line to ring first, then that we ring too. `told`: "after" where nothing was sent
 * yet, "past" where it is long ago.
 */
export function urgent(app: App, told: "now" | "after" | "past"): HTMLElement {
  const { say } = app;
  const words = told === "after" ? say("life_after") : promise(app, { now: "life_us_now", next: "life_us_next", soon: "life_us_soon" });
  const ask = () => app.show({ screen: "talk", from: app.place, index: 1 });
  return h("section", { class: "card urgent", "data-test": "urgent" },
    h("p", {}, say("life_text")),
    lifelines(),
    told !== "past" && h("p", { "data-test": "promise" }, words),
    button(say("life_ask"), ask, { main: true, test: "life-ask", kind: "wide" }),
  ); // prettier-ignore
}
