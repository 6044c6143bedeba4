// The practice round: who stands there, one button to scan, and a word about how it went.
import type { App, Frame } from "../app";
import { arrive } from "../flow";
import { type Lesson, LESSONS } from "../practice/people";
import { meet } from "../queue/meet";
import { leavePractice, startPractice } from "../practice/practice";
import { type Child, h } from "../ui/dom";
import { button, card, notice } from "../ui/parts";
import { t } from "../words";
import { arrivalRow } from "./arrivals";
import { shelfCard } from "./shelf";
import { vehicleScreen } from "./vehicle";
import { visitorScreen } from "./visitor";

export function practiceScreen(app: App): Frame {
  const practice = app.practice!;
  const { lesson } = practice;
  const done = practice.results.length;
  const said = practice.said && notice(practice.said, practice.results[done - 1] ? "calm" : "wait", "practice-said");
  if (!lesson) return finished(app);
  app.direction = lesson.direction;
  return {
    name: "practice",
    title: t("practice_title", { n: done + 1, all: LESSONS.length }),
    back: () => leavePractice(app),
    body: [
      said,
      card(h("small", {}, t("practice_next")), h("p", { class: "figure small", "data-test": "lesson" }, t(lesson.card))),
      lesson.row && arrivalRow(app, lesson.row()),
      shelfCard(app),
      h("small", { class: "soft" }, t("practice_nothing")),
    ],
    foot: foot(app, lesson),
  };
}

function foot(app: App, lesson: Lesson): Child {
  if (lesson.pass) return button(t("practice_scan"), () => void arrive(app, lesson.pass), { main: true, test: "practice-scan" });
  if (lesson.row) return button(t("practice_row"), () => meet(app, lesson.row!()), { main: true, test: "practice-row" });
  if (lesson.begin === "no-code") return button(t("no_code"), () => app.go(visitorScreen()), { main: true, test: "no-code" });
  if (lesson.begin === "vehicle") return button(t("vehicle"), () => app.go(vehicleScreen()), { main: true, test: "vehicle" });
  return button(t("practice_leave"), () => leavePractice(app), { test: "practice-leave" });
}

function finished(app: App): Frame {
  const practice = app.practice!;
  const right = practice.results.filter(Boolean).length;
  return {
    name: "practice-done",
    title: t("practice_done", { n: practice.seconds }),
    body: [
      notice(practice.said, practice.results[practice.results.length - 1] ? "calm" : "wait"),
      card(h("p", { class: "figure", "data-test": "score" }, `${right} / ${LESSONS.length}`), h("p", {}, t("practice_score", { n: right }))),
      button(t("practice_again"), () => startPractice(app), { wide: true, test: "practice-again" }),
    ],
    foot: button(t("practice_leave"), () => leavePractice(app), { main: true, test: "practice-leave" }),
  };
}
