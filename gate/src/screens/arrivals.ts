// The latest arrivals at this gate: who said "I am here" on the poster's page, one row a person or a family.
import type { App } from "../app";
import { meet } from "../queue/meet";
import type { Row } from "../queue/people";
import { type Status, Statuses } from "../queue/status";
import { type Child, h, replace } from "../ui/dom";
import { button, pill } from "../ui/parts";
import { whenFree } from "../ui/touch";
import { ago, purposeWords, t, verdictWords } from "../words";
import { residentLine } from "./people";
import { valuesOf } from "./verdict";

const statuses = new Statuses();
/** As many as stand below a verdict without scrolling. */
const NEXT = 2;

export interface Panel {
  box: HTMLElement;
  /** when another screen takes over */
  leave: () => void;
}

export function arrivalsPanel(app: App): Panel {
  const { arrivals } = app;
  const box = h("section", { class: "arrivals", "data-test": "arrivals", "aria-label": t("arrivals") });
  const paint = () => replace(box, contents(app, paint));
  const refresh = () => { arrivals.refresh(app.world); paint(); };
  arrivals.open(app.world);
  paint();
  return { box, leave: arrivals.watch(() => whenFree(refresh)) };
}

function contents(app: App, paint: () => void): Child {
  const { arrivals } = app;
  const fresh = arrivals.shown.filter((row) => row.fresh && !row.gone).length;
  const again = () => { arrivals.anew(app.world); paint(); };
  const offline = !arrivals.reached || app.live.net === "offline";
  return [
    h("div", { class: "arrivals-head" },
      h("h2", {}, t("arrivals")),
      fresh > 0 && button(t("arrivals_new", { n: fresh }), again, { kind: "small", test: "arrivals-new" })),
    offline && h("small", { "data-test": "arrivals-offline" }, t("arrivals_offline")),
    !offline && arrivals.shown.length === 0 && h("small", { "data-test": "arrivals-none" }, t("arrivals_none")),
    arrivals.shown.map((row) => arrivalRow(app, row)),
  ];
}

export function arrivalRow(app: App, row: Row, open = () => meet(app, row)): HTMLElement {
  const status = row.gone ? undefined : statuses.of(app.world, row);
  return h("button", {
      class: `arrival${row.gone ? " gone" : ""}`, type: "button", disabled: row.gone,
      "data-test": `arrival-${row.people[0]!.resident.room}`, "data-status": status?.kind ?? "gone",
      onclick: open,
    },
    h("span", { class: `way ${row.direction}` }, t(row.direction)),
    h("span", { class: "whom" },
      h("b", {}, parted(rowTitle(row))),
      h("small", {}, [saidLine(row), since(app.world.now() - row.at)].filter(Boolean).join(" · "))),
    mark(status),
    status && why(app, row, status));
}

/** Under a green verdict: one tap lets it stand and opens the next. Until then it is held and can be overruled. */
export function nextArrivals(app: App, prepared: string[], settle: () => Promise<void>): Child {
  if (prepared.length === 0 || app.world.practice) return null;
  const open = (row: Row) => settle().then(() => meet(app, row)).catch(() => app.notice(t("save_failed")));
  const ready = app.arrivals.after(prepared, app.world).filter((row) => statuses.of(app.world, row).kind !== "stopped");
  return ready.slice(0, NEXT).map((row) => arrivalRow(app, row, () => void open(row)));
}

/** Room and name each stay in one piece. */
export function parted(title: string): Child {
  return title.split("　").map((part) => h("span", { class: "nowrap" }, part, "　"));
}

export function rowTitle({ people }: Pick<Row, "people">): string {
  const { resident } = people[0]!;
  if (people.length === 1) return residentLine(resident);
  return `${resident.room}　${t("family", { surname: resident.surname, n: people.length })}`;
}

function saidLine(row: Row): string {
  const purpose = row.people.find((one) => one.said.purpose)?.said.purpose;
  return purpose ? purposeWords(purpose) : "";
}

/** Who waits in a rush has waited for seconds. */
function since(seconds: number): string {
  return seconds < 90 ? t("seconds_ago", { n: Math.max(0, Math.round(seconds)) }) : ago(seconds);
}

function why(app: App, row: Row, status: Status): Child {
  if (status.kind !== "stopped") return null;
  const { title, reason } = verdictWords(status.verdict.code, valuesOf(app.world, status.verdict));
  const name = row.people.length > 1 ? `${status.who.name}：` : "";
  return h("span", { class: "why" }, `${name}${reason || title}`);
}

function mark(status: Status | undefined): HTMLElement {
  if (!status) return pill(t("arrival_gone"));
  if (status.kind === "ready") return pill(t("arrival_ready"), "done");
  return status.kind === "ask" ? pill(t("arrival_ask"), "soon") : pill(t("arrival_stopped"), "now");
}
