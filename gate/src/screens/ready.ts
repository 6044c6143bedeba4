// The gate at rest: scan, type or find the next person; see who is out and whether the rules are fresh.
import type { App, Frame } from "../app";
import { residentSubject } from "../check/arrival";
import { whoIsOut } from "../check/quota";
import { clockOf } from "../clock";
import { arrive, begin } from "../flow";
import { Camera } from "../scan/camera";
import { type Child, h, replace } from "../ui/dom";
import { button, notice, pill, row } from "../ui/parts";
import { t, type Word } from "../words";
import { arrivalsPanel } from "./arrivals";
import { expectedCard, expectedMatches, handedOn } from "./expected";
import { listScreen } from "./list";
import { overdue, residentLine } from "./people";
import { pictureButton } from "./picture";
import { shelfCard } from "./shelf";
import { vehicleScreen } from "./vehicle";
import { newcomerScreen, visitorScreen } from "./visitor";

/** The guard switched the camera on: it comes back with each next person until switched off. */
let cameraOn = false;
let camera: Camera | undefined;

export function readyScreen(app: App): Frame {
  const viewer = h("div", { class: "viewer" });
  const results = h("div", { class: "results", "data-test": "results" });
  if (cameraOn) void watch(app, viewer);
  const arrivals = arrivalsPanel(app);
  return {
    name: "ready",
    title: [app.world.gate?.name ?? "", " · ", t(app.direction)],
    aside: unsentPill(app),
    body: [
      directions(app),
      viewer,
      finder(app, results),
      results,
      arrivals.box,
      h("div", { class: "two three" },
        pictureButton((text) => void taken(app, text), (word) => app.notice(t(word))),
        button(t("no_code"), () => app.go(visitorScreen("")), { test: "no-code" }),
        button(t("vehicle"), () => app.go(vehicleScreen()), { test: "vehicle" }),
      ),
      warnings(app),
      outCard(app),
      shelfCard(app),
      expectedCard(app),
    ],
    foot: button(cameraOn ? t("scan_stop") : t("scan"), () => toggleCamera(app), { main: true, test: "scan" }),
    leave: () => { camera?.stop(); arrivals.leave(); },
  };
}

export function unsentPill(app: App): Child {
  if (app.world.practice) return pill(t("practice"), "soon");
  const { unsent } = app.live;
  return unsent > 0 ? pill(t("not_sent", { n: unsent }), "soon", "unsent") : pill(t("all_sent"), "", "unsent");
}

function directions(app: App): HTMLElement {
  const one = (direction: "exit" | "entry") =>
    h("button", {
      class: "button", type: "button", "aria-pressed": String(app.direction === direction), "data-test": `direction-${direction}`,
      onclick: () => { app.direction = direction; app.again(); },
    }, t(direction));
  return h("div", { class: "segments" }, one("exit"), one("entry"));
}

function finder(app: App, results: HTMLElement): HTMLElement {
  const input = h("input", {
    class: "field", "data-test": "find", placeholder: t("ready_find_hint"), "aria-label": t("ready_find"),
    autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "go",
  });
  const submit = async () => {
    const text = input.value.trim();
    if (!text || (await arrive(app, text))) return;
    const found = app.world.roster.find(text);
    if (found.length === 1) return begin(app, residentSubject(found[0]!));
    const expected = expectedMatches(app, text);
    if (found.length === 0) replace(results, expected ?? notFound(app, text));
  };
  input.addEventListener("input", () => replace(results, matches(app, input.value)));
  return h("form", { class: "finder", onsubmit: (event) => { event.preventDefault(); void submit(); } },
    h("label", { class: "labelled" }, h("span", {}, t("ready_find")), input),
    h("button", { class: "button", type: "submit", "data-test": "find-go" }, t("yes_go_on")),
  );
}

function matches(app: App, text: string): Child {
  // One letter or digit would list half the neighbourhood.
  if (text.trim().length < 2) return null;
  const known = app.world.roster.find(text).slice(0, 8).map((resident) =>
    h("button", { class: "button result", type: "button", "data-test": `result-${resident.room}`, onclick: () => begin(app, residentSubject(resident)) },
      h("span", {}, residentLine(resident)), h("small", {}, resident.confirmed ? "" : t("unconfirmed"))),
  );
  return [expectedMatches(app, text), known];
}

function notFound(app: App, text: string): Child {
  return [
    notice(t("not_found", { text }), "wait", "not-found"),
    button(t("newcomer"), () => app.go(newcomerScreen(text)), { wide: true, test: "newcomer" }),
    button(t("register_text", { text }), () => app.go(visitorScreen(text)), { wide: true, test: "register-text" }),
    app.direction === "entry" && handedOn(app),
  ];
}

async function taken(app: App, text: string): Promise<void> {
  if (!(await arrive(app, text))) app.notice(t("not_ours"));
}

function toggleCamera(app: App): void {
  cameraOn = !cameraOn;
  app.again();
}

async function watch(app: App, viewer: HTMLElement): Promise<void> {
  const video = h("video", { class: "video", muted: true, playsinline: true, "aria-label": t("scan") });
  replace(viewer, video);
  camera?.stop();
  camera = new Camera(video, (text) => {
    camera?.stop();
    void taken(app, text).then(() => { if (!app.arrival && cameraOn) app.again(); });
  });
  const trouble = await camera.start();
  if (!trouble) return;
  cameraOn = false;
  replace(viewer, notice(t(trouble satisfies Word), "wait", "camera-trouble"));
}

function warnings(app: App): Child {
  const { live, world } = app;
  if (world.practice) return null;
  const expired = world.roster.size === 0 && world.rules && world.now() >= live.rosterUntil();
  return [
    live.net === "revoked" && notice(t("shift_revoked"), "stop"),
    expired ? notice(t("roster_gone"), "wait", "roster-gone") : world.roster.size === 0 && notice(t("roster_empty"), "calm"),
    live.net === "offline" && notice(t("two_gates"), "calm", "two-gates"),
  ];
}

function outCard(app: App): HTMLElement {
  const { world } = app;
  const out = whoIsOut(world.ledger);
  const due = out.map((entry) => entry.back_by ?? 0).filter((at) => at > 0).sort((a, b) => a - b)[0];
  const late = out.filter((entry) => overdue(world, entry)).length;
  const small = due ? t("out_earliest", { time: clockOf(due, world.zone()) }) : t("list_title");
  return h("button", { class: "card tap", type: "button", "data-test": "out", onclick: () => app.go(listScreen) },
    row(out.length ? t("out_now", { n: out.length }) : t("out_none"), small, late > 0 && pill(t("overdue", { n: late }), "soon")));
}
