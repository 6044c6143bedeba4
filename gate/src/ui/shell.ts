// The frame round every screen: the rules' bar above, 救命 below, always.
import type { App, Frame, Screen } from "../app";
import { emergency } from "../screens/emergency";
import { unsentPill } from "../screens/ready";
import { recount, statusScreen } from "../screens/status";
import { ago, language, t } from "../words";
import { h, replace, replaceAll } from "./dom";
import { wakeSound } from "./signal";
import { watchTouch, whenFree } from "./touch";

const NOTICE_TIME = 5000;
/** Screens that are painted anew after a sync. */
const CALM = new Set(["ready", "shift", "list", "shelf"]);

export class Shell {
  private current: Frame | undefined;
  private screen: Screen | undefined;
  private readonly bar = h("button", { class: "phase", type: "button", "data-test": "status-bar" });
  private readonly toast = h("div", { class: "toast", role: "status", "aria-live": "polite", "data-test": "notice" });
  private toastTimer = 0;

  constructor(private readonly root: HTMLElement, private readonly app: App) {
    this.bar.addEventListener("click", () => app.go(statusScreen));
    root.addEventListener("pointerdown", wakeSound);
    watchTouch(root);
  }

  show(screen: Screen): void {
    this.current?.leave?.();
    this.toast.textContent = "";
    this.screen = screen;
    this.current = undefined;
    this.paint();
    scrollTo(0, 0);
  }

  again(): void {
    this.current?.leave?.();
    this.paint();
  }

  private paint(): void {
    const frame = this.screen!(this.app);
    this.current = frame;
    this.paintBar();
    replace(this.root, h("div", { role: "banner" }, this.bar), this.page(frame), this.toast);
    document.title = t("app");
    document.documentElement.lang = language() === "zh" ? "zh-Hans" : "en";
    this.root.querySelector(".steps .at, .member.at")?.scrollIntoView({ block: "nearest" });
  }

  private page(frame: Frame): HTMLElement {
    const { app } = this;
    return h(
      "main",
      { class: "page", "data-screen": frame.name },
      h(
        "header",
        { class: "head" },
        frame.back && h("button", { class: "round", type: "button", "aria-label": t("back"), "data-test": "back", onclick: frame.back }, "‹"),
        h("h1", {}, frame.title),
        frame.aside,
      ),
      frame.hero,
      h("div", { class: "stack grow" }, frame.body),
      h(
        "footer",
        { class: "dock" },
        frame.dock,
        h(
          "div",
          { class: "foot" },
          h("button", { class: "button life", type: "button", "data-test": "life", onclick: () => void emergency(app) }, t("life")),
          frame.foot,
        ),
      ),
    );
  }

  /** The bar is repainted by itself as ages grow and syncs end; the screen below keeps what was typed. */
  paintBar(): void {
    const { app } = this;
    const { live } = app;
    const rules = app.world.rules;
    const lapsed = rules && rules.policy.lapses_at > 0 && app.world.now() >= rules.policy.lapses_at;
    const title = rules ? rules.policy.title[language()] : t("no_rules");
    const left = app.world.practice ? t("practice") : lapsed ? t("lapsed") : title;
    const age = live.rulesAge();
    const offline = live.net === "offline" || live.net === "revoked";
    this.bar.className = `phase${app.world.practice ? " practising" : live.stale() || live.net === "revoked" ? " stale" : ""}`;
    replace(
      this.bar,
      h("span", {}, left),
      h("span", {}, offline && `${t("offline")} · `, age !== undefined && t("rules_age", { age: ago(age) })),
    );
  }

  /** After a sync: screens without typed input are painted anew, others only get the bar. */
  freshen(): void {
    this.paintBar();
    const pill = this.root.querySelector('[data-test="unsent"]');
    if (pill) replaceAll(pill, unsentPill(this.app));
    recount(this.root, this.app.live.unsent);
    if (CALM.has(this.current?.name ?? "") && !this.root.querySelector("video") && !typedIn(this.root)) whenFree(this.repaint);
  }

  private readonly repaint = (): void => {
    if (CALM.has(this.current?.name ?? "") && !typedIn(this.root)) this.again();
  };

  notice(text: string): void {
    clearTimeout(this.toastTimer);
    this.toast.textContent = text;
    this.toastTimer = setTimeout(() => (this.toast.textContent = ""), NOTICE_TIME) as unknown as number;
  }
}

/** Half a room or half a PIN must not vanish because a sync ended. */
function typedIn(root: HTMLElement): boolean {
  const readings = Array.from(root.querySelectorAll(".reading"));
  if (readings.some((reading) => !reading.querySelector(".soft"))) return true;
  return Array.from(root.querySelectorAll<HTMLInputElement>("input.field")).some((input) => input.value !== "" || input === document.activeElement);
}
