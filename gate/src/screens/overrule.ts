// The guard decides otherwise, either way, with a reason. Both verdicts are kept.
import type { App, Frame, Screen } from "../app";
import { finish } from "../flow";
import type { Crossing, Verdict } from "../types";
import { h } from "../ui/dom";
import { button, choice, field } from "../ui/parts";
import { t, verdictWords, type Word } from "../words";
import { verdictScreen } from "./verdict";

const REASONS: Record<"allow" | "refuse", Word[]> = {
  allow: ["reason_verified", "reason_leader", "reason_medical", "reason_return"],
  refuse: ["reason_wrong_code", "reason_unsafe", "reason_leader"],
};

/** Of those who cross together: where "back" leads, and what records the decision for whom it changes. */
export interface Whole {
  back: Screen;
  settle: (overrule: NonNullable<Crossing["overrule"]>) => Promise<void>;
}

export function overruleScreen(verdict: Pick<Verdict, "outcome" | "code">, held: Promise<void>, whole?: Whole): Screen {
  // The likely answer: what the verdict was not.
  let outcome: "allow" | "refuse" = verdict.outcome === "allow" ? "refuse" : "allow";
  let reason = "";
  return (app: App): Frame => {
    const text = field({ label: t("overrule_text"), test: "overrule-text", max: 200 });
    const reasons = () => REASONS[outcome].map((word) => ({ value: word, label: t(word) }));
    const go = async () => {
      const why = [reason && t(reason as Word), text.input.value.trim()].filter(Boolean).join("；");
      if (!why) return app.notice(t("overrule_need"));
      try {
        await held;
        const overrule = { outcome, reason: why.slice(0, 200) };
        await (whole ? whole.settle(overrule) : finish(app, overrule));
        app.home();
        app.notice(t("overrule_done"));
      } catch {
        app.notice(t("save_failed"));
      }
    };
    return {
      name: "overrule",
      title: t("overrule_title"),
      back: () => app.go(whole?.back ?? verdictScreen(verdict as Verdict, held)),
      body: [
        h("p", { class: "soft" }, verdictWords(verdict.code).title),
        choice("", [{ value: "allow", label: t("overrule_allow") }, { value: "refuse", label: t("overrule_refuse") }], outcome, (value: "allow" | "refuse") => { outcome = value; reason = ""; app.again(); }, "overrule-to"),
        choice(t("overrule_why"), reasons(), undefined, (value: Word) => (reason = value), "reason"),
        text.box,
      ],
      foot: button(outcome === "allow" ? t("overrule_allow") : t("overrule_refuse"), () => void go(), { main: true, test: "overrule-go" }),
    };
  };
}
