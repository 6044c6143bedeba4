// This phone: what is unsent, how old its rules are, what the server said; sync, export, language, end of shift.
import type { App, Frame } from "../app";
import { clockOf } from "../clock";
import { download, exportUnsent } from "../live/export";
import type { Queued } from "../store/db";
import { type Child, h } from "../ui/dom";
import { button, card, notice, pill, row } from "../ui/parts";
import { ago, t } from "../words";
import { languageButton } from "./welcome";

const SYNCING = "…";

/** What is being saved while this page is open counts too; while a sync runs the number is unknown. */
export function recount(root: ParentNode, unsent: number): void {
  const count = root.querySelector('[data-test="unsent-count"]');
  if (!count || count.textContent === SYNCING) return;
  count.textContent = String(unsent);
  count.className = unsentCount(unsent).className;
}

function unsentCount(unsent: number): HTMLElement {
  return pill(unsent, unsent ? "soon" : "done", "unsent-count");
}

export function statusScreen(app: App): Frame {
  const { live } = app;
  const count = unsentCount(live.unsent);
  return {
    name: "status",
    title: t("status_title"),
    aside: languageButton(app),
    back: app.home,
    body: [
      updateCard(),
      card(
        line("status_network", pill(t(`net_${live.net}`), live.net === "online" ? "done" : live.net === "revoked" ? "now" : "soon", "net")),
        line("status_unsent", count),
        ages(app),
        line("status_clock", h("span", { "data-test": "offset" }, offset(app))),
        line("status_roster", roster(app)),
        line("status_stored", live.persisted ? t("status_stored_yes") : t("status_stored_no")),
        live.rules && line("status_version", h("span", { "data-test": "version" }, live.rules.policy.version)),
        live.rules && line("status_head", h("code", {}, live.rules.head.slice(0, 12))),
      ),
      live.net === "offline" && notice(t("two_gates"), "calm"),
      problems(live.answered),
      syncButton(app, count),
      h("small", { class: "soft" }, t("export_hint")),
      button(t("export"), () => void save(app), { wide: true, test: "export" }),
      live.shift && endShift(app),
    ],
    foot: button(t("back"), app.home, { main: true }),
  };
}

type Label = "status_network" | "status_unsent" | "status_clock" | "status_roster" | "status_stored" | "status_version" | "status_head" | "status_rules" | "status_revoked";

function line(label: Label, value: Child): HTMLElement {
  return h("div", { class: "row pair" }, h("small", {}, t(label)), h("span", { class: "value" }, value));
}

/** While it runs the count is unknown; the page is painted anew only if the guard is still on it. */
function syncButton(app: App, count: HTMLElement): HTMLElement {
  const one = button(t("sync_now"), () => {
    one.disabled = true;
    count.textContent = SYNCING;
    void app.loop.now().then(() => one.isConnected && app.again());
  }, { wide: true, test: "sync" });
  return one;
}

function ages(app: App): Child {
  const { live } = app;
  const limit = (live.rules?.limits.stale_hours ?? 0) * 3600;
  const one = (label: Label, age: number | undefined, test: string) =>
    line(label, age === undefined ? t("no_rules") : pill(ago(age), age > limit ? "soon" : "", test));
  return [one("status_rules", live.rulesAge(), "rules-age"), one("status_revoked", live.revocationsAge(), "revoked-age")];
}

function offset(app: App): string {
  const seconds = app.live.rules?.offset;
  if (seconds === undefined) return "—";
  return Math.abs(seconds) < 2 ? t("status_clock_fine") : t(...apart(seconds));
}

/** A difference that one grasps: seconds, minutes, or (a demo day of 2020) days. Behind the server is "+". */
function apart(seconds: number): ["status_clock_value" | "status_clock_minutes" | "status_clock_days", { n: string }] {
  const sign = seconds > 0 ? "+" : "−";
  const size = Math.abs(seconds);
  if (size < 120) return ["status_clock_value", { n: `${sign}${size}` }];
  if (size < 172_800) return ["status_clock_minutes", { n: `${sign}${Math.round(size / 60)}` }];
  return ["status_clock_days", { n: `${sign}${Math.round(size / 86_400)}` }];
}

function roster(app: App): string {
  const { live } = app;
  if (live.roster.size === 0) return "0";
  return t("status_roster_value", { n: live.roster.size, time: clockOf(live.rosterUntil(), live.zone()) });
}

/** Answers that the guard should know of; what was simply kept is not listed. */
function problems(answered: Queued[]): Child {
  if (answered.length === 0) return null;
  const text = (item: Queued) => {
    const n = item.sequence;
    const { outcome, code = "", server_verdict: server } = item.answer!;
    if (code === "shelf.ended_already") return t("problem_shelf", { n });
    if (outcome === "disagreed") return t("problem_disagreed", { n, verdict: server ? `${server.outcome} · ${server.code}` : code });
    return outcome === "altered" ? t("problem_altered", { n }) : t("problem_invalid", { n, code });
  };
  return h("section", { class: "card", "data-test": "problems" }, h("small", {}, t("problems")),
    answered.slice(-20).reverse().map((item) => row(text(item), "")));
}

async function save(app: App): Promise<void> {
  const { text, count } = await exportUnsent(app.live);
  if (count === 0) return app.notice(t("export_none"));
  const stamp = new Date((app.live.now() + app.live.zone()) * 1000).toISOString().slice(0, 16).replace(/[T:]/g, "-");
  download(`linli-gate-${stamp}.json`, text);
  app.notice(t("exported", { n: count }));
}

function endShift(app: App): Child {
  const { shift, unsent } = app.live;
  const end = async () => {
    await app.live.settleHeld();
    await app.live.keepShift(undefined);
    app.home();
  };
  return card(
    row(shift!.guard.name, [shift!.gate.name, " · ", t("since", { time: clockOf(shift!.since, app.live.zone()) })],
      button(t("shift_end"), () => void end(), { test: "shift-end" })),
    h("small", {}, t("shift_end_sure", { n: unsent })));
}

/** A new version waits until the guard, with nobody at the gate, changes over. */
function updateCard(): Child {
  const waiting = waitingWorker;
  return waiting && button(t("new_version"), () => waiting.postMessage("activate"), { wide: true, main: true, test: "new-version" });
}

let waitingWorker: ServiceWorker | undefined;

export function versionWaits(worker: ServiceWorker): void {
  waitingWorker = worker;
}
