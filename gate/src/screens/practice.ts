// The practice round: who stands there, one button to scan, and a word about how it went.
import type { App, Frame } from "../app";
import { arrive } from "../flow";
import { leavePractice, startPractice } from "../practice/practice";
import { h } from "../ui/dom";
import { button, card, notice } from "../ui/parts";
import { t } from "../words";

export function practiceScreen(app: App): Frame {
  const practice = app.practice!;
  const { lesson } = practice;
  const done = practice.results.length;
  const said = practice.said && notice(practice.said, practice.results[done - 1] ? "calm" : "wait", "practice-said");
  if (!lesson) return finished(app);
  app.direction = lesson.direction;
  return {
    name: "practice",
    title: t("practice_title", { n: done + 1 }),
    back: () => leavePractice(app),
    body: [
      said,
      card(h("small", {}, t("practice_next")), h("p", { class: "figure small", "data-test": "lesson" }, t(lesson.card))),
      h("small", { class: "soft" }, t("practice_nothing")),
    ],
    foot: lesson.pass
      ? button(t("practice_scan"), () => void arrive(app, lesson.pass), { main: true, test: "practice-scan" })
      : button(t("practice_leave"), () => leavePractice(app), { test: "practice-leave" }),
  };
}

function finished(app: App): Frame {
  const practice = app.practice!;
  const right = practice.results.filter(Boolean).length;
  return {
    name: "practice-done",
    title: t("practice_done", { n: practice.seconds }),
    body: [
      notice(practice.said, practice.results[4] ? "calm" : "wait"),
      card(h("p", { class: "figure", "data-test": "score" }, `${right} / 5`), h("p", {}, t("practice_score", { n: right }))),
      button(t("practice_again"), () => startPractice(app), { wide: true, test: "practice-again" }),
    ],
    foot: button(t("practice_leave"), () => leavePractice(app), { main: true, test: "practice-leave" }),
  };
}
