// The verdict: colour, word, sound and vibration; the reason, what clears it, what to say, who helps.
import type { App, Frame, Screen } from "../app";
import { stepsOf } from "../check/judge";
import { dateOf, clockOf } from "../clock";
import { answer, finish } from "../flow";
import type { Outcome, Verdict } from "../types";
import { type Child, h, replace } from "../ui/dom";
import { button, card, told } from "../ui/parts";
import { signal, type Tone } from "../ui/signal";
import { t, verdictWords } from "../words";
import type { World } from "../world";
import { purposesOf } from "../words/steps";
import { nextArrivals } from "./arrivals";
import { meetsCard } from "./expected";
import { helpCard } from "./help";
import { overruleScreen } from "./overrule";
import { subjectTitle } from "./people";
import { shelfLine } from "./shelf";

export const TONES: Record<Outcome, Tone> = { allow: "go", refuse: "stop", refer: "wait", hand_over: "wait", ask: "wait" };
export const SHAPES: Record<Tone, string> = { go: "✓", stop: "✕", wait: "!" };

/** `held` resolves when the verdict is on the disk; only then it says "saved". */
export function verdictScreen(verdict: Verdict, held: Promise<void>): Screen {
  let signalled = false;
  const screen: Screen = (app: App): Frame => {
    const tone = TONES[verdict.outcome];
    if (!signalled) signal(tone);
    signalled = true;
    const { subject, direction } = app.arrival!;
    const words = verdictWords(verdict.code, valuesOf(app.world, verdict));
    return {
      name: "verdict",
      title: [app.world.gate?.name ?? "", " · ", t(direction)],
      hero: h("section", { class: `verdict ${tone}`, "data-test": "verdict", "data-outcome": verdict.outcome, "data-code": verdict.code, role: "alert" },
        h("span", { class: "small" }, `${subjectTitle(app.world, subject)}　·　${t(direction)}`),
        h("strong", {}, h("i", { "aria-hidden": "true" }, SHAPES[tone]), h("span", {}, words.title)),
        words.reason && h("span", {}, words.reason),
        backBy(app, verdict),
        h("span", { class: "small" }, saidToBeSaved(app, held)),
      ),
      body: [
        verdict.outcome === "allow" && nextArrivals(app, [app.arrival!.prepared ?? ""].filter(Boolean), () => held.then(() => finish(app))),
        meetsCard(app, app.arrival!.expected),
        words.say && told(t("say_this"), words.say, "say"),
        words.remedy && card(h("small", {}, t("how_clear")), h("p", { "data-test": "remedy" }, words.remedy), exceptions(app, verdict)),
        verdict.outcome !== "allow" && helpCard(app, words.help),
        direction === "entry" && shelfLine(app, subject.household, screen),
      ],
      foot: [
        button(t("overrule"), () => app.go(overruleScreen(verdict, held)), { test: "overrule" }),
        button(t("next_person"), () => void next(app), { main: true, test: "next" }),
      ],
    };
  };
  return screen;
}

async function next(app: App): Promise<void> {
  try {
    await finish(app);
    app.home();
  } catch {
    app.notice(t("save_failed"));
  }
}

export function saidToBeSaved(app: App, held: Promise<void>): HTMLElement {
  const version = app.world.rules?.policy.version ?? "";
  const line = h("span", { "data-test": "saved" }, t("saving"));
  held.then(
    () => replace(line, app.world.practice ? t("life_saved_practice") : [t("saved_here"), version && ` · ${t("rules_used", { version })}`]),
    () => replace(line, t("save_failed")),
  );
  return line;
}

/** Purposes for which the policy leaves this step out: one tap judges anew, "it is for the doctor". */
function exceptions(app: App, verdict: Verdict): Child {
  const step = stepsOf(app.world, app.arrival!).find((one) => one.check === verdict.step);
  if (!step || verdict.outcome === "allow") return null;
  return purposesOf(step.except).map((one) =>
    button(t("really", { purpose: one.label }), () => void reconsider(app, one.word), { wide: true, test: `except-${one.word}` }));
}

async function reconsider(app: App, purpose: string): Promise<void> {
  try {
    await app.world.letGo();
    answer(app, { purpose });
  } catch {
    app.notice(t("save_failed"));
  }
}

/** Times a verdict's words may name, in the community's own clock. */
export function valuesOf(world: World, verdict: Verdict): Record<string, string> {
  if (verdict.until === 0) return {};
  const { month, day } = dateOf(verdict.until, world.zone());
  return { until: clockOf(verdict.until, world.zone()), date: `${month}-${day}` };
}

function backBy(app: App, verdict: Verdict): Child {
  const soon = verdict.until > 0 && verdict.until - app.world.now() < 86400;
  if (verdict.outcome !== "allow" || !soon || app.arrival?.direction !== "exit") return null;
  return h("span", { class: "backby" }, t("back_by", { time: clockOf(verdict.until, app.world.zone()) }));
}
