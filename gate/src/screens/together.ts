// One verdict for a family: all may go, or who may and who may not, each with the reason; the guard decides the rest.
import type { App, Frame, Screen } from "../app";
import { clockOf } from "../clock";
import { partyScreen } from "./party";
import type { Judged, Party } from "../queue/party";
import type { Crossing, Outcome } from "../types";
import { type Child, h } from "../ui/dom";
import { button, card, pill, row, told } from "../ui/parts";
import { signal, type Tone } from "../ui/signal";
import { t, verdictWords } from "../words";
import { overruleScreen } from "./overrule";
import { nextArrivals, rowTitle } from "./arrivals";
import { meetsCard } from "./expected";
import { shelfLine } from "./shelf";
import { saidToBeSaved, SHAPES, TONES, valuesOf } from "./verdict";

type Overrule = NonNullable<Crossing["overrule"]>;
/** Of several outcomes, the one that needs somebody most. */
const GRAVEST: Outcome[] = ["hand_over", "refer", "refuse", "allow"];

export function togetherScreen(party: Party, judged: Judged[], held: Promise<void>): Screen {
  let signalled = false;
  const may = judged.filter((one) => one.verdict.outcome === "allow");
  const outcome = GRAVEST.find((one) => judged.some(({ verdict }) => verdict.outcome === one)) ?? "allow";
  const tone: Tone = may.length > 0 && outcome !== "allow" ? "wait" : TONES[outcome];
  const screen: Screen = (app: App): Frame => {
    if (!signalled) signal(tone);
    signalled = true;
    return {
      name: "together",
      title: [app.world.gate?.name ?? "", " · ", t(party.direction)],
      hero: h("section", { class: `verdict together ${tone}`, "data-test": "verdict", "data-outcome": outcome, "data-may": may.length, "data-of": judged.length, role: "alert" },
        h("span", { class: "small" }, `${party.vehicle ?? rowTitle({ people: judged.map((one) => one.member) })}　·　${t(party.direction)}`),
        h("strong", {}, h("i", { "aria-hidden": "true" }, SHAPES[tone]), h("span", {}, headline(may.length, judged.length))),
        backBy(app, may),
        h("span", { class: "small" }, saidToBeSaved(app, held))),
      body: [
        outcome === "allow" && nextArrivals(app, judged.map((one) => one.member.prepared).filter(Boolean), () => decide(app, () => undefined)),
        meetsCard(app, judged[0]!.member.expected),
        card(judged.map((one) => personRow(app, one))),
        sayings(app, judged),
        party.direction === "entry" && shelfLine(app, judged[0]!.member.resident.household, screen),
        outcome !== "allow" && button(t("party_change"), () => void change(app, party), { wide: true, test: "party-change" }),
        outcome !== "allow" && may.length > 0 && button(t("overrule"), overrule(app), { wide: true, test: "overrule" }),
      ],
      foot: feet(app),
    };
  };
  const decide = (app: App, changed: (one: Judged) => Overrule | undefined) => settle(app, held, judged, changed);
  const overrule = (app: App) => () => app.go(overruleScreen({ outcome: may.length === judged.length ? "allow" : "refuse", code: worst(judged) }, held, {
    back: screen,
    settle: (given) => decide(app, (one) => (differs(one, given) ? given : undefined)),
  }));
  const feet = (app: App): Child => {
    const mixed = may.length > 0 && may.length < judged.length;
    const all = () => void go(app, () => decide(app, (one) => (one.verdict.outcome === "allow" ? { outcome: "refuse", reason: t("party_all_wait_reason") } : undefined)));
    return [
      mixed ? button(t("party_all_wait"), all, { test: "party-all-wait" }) : button(t("overrule"), overrule(app), { test: "overrule" }),
      button(t(mixed ? "party_go" : "next_person"), () => void go(app, () => decide(app, () => undefined)), { main: true, test: "next" }),
    ];
  };
  return screen;
}

function differs({ verdict }: Judged, given: Overrule): boolean {
  return (verdict.outcome === "allow") !== (given.outcome === "allow");
}

function worst(judged: Judged[]): string {
  return judged.find((one) => one.verdict.outcome !== "allow")?.verdict.code ?? judged[0]!.verdict.code;
}

function headline(may: number, all: number): string {
  if (may === all) return t("party_all_may", { n: all });
  return may === 0 ? t("party_none_may", { n: all }) : t("party_some_may", { n: may, m: all - may });
}

/** The earliest of them, for all: nobody reads three times at a gate. */
function backBy(app: App, may: Judged[]): Child {
  const times = may.map((one) => one.verdict.until).filter((until) => until > 0 && until - app.world.now() < 86400);
  return times.length > 0 && h("span", { class: "backby" }, t("back_by", { time: clockOf(Math.min(...times), app.world.zone()) }));
}

function personRow(app: App, { member, verdict }: Judged): HTMLElement {
  const { title, reason, remedy } = verdictWords(verdict.code, valuesOf(app.world, verdict));
  const goes = verdict.outcome === "allow";
  const small = goes ? "" : [reason || title, remedy].filter(Boolean).join(" · ");
  return h("div", { "data-test": `judged-${member.resident.id}`, "data-outcome": verdict.outcome, "data-code": verdict.code },
    row(`${goes ? "✓" : "✕"} ${member.resident.name}`, small, pill(t(goes ? "party_may_go" : "party_wait"), goes ? "done" : "now")));
}

/** What to say, once for each different reason. */
function sayings(app: App, judged: Judged[]): Child {
  const said = new Set(judged.filter((one) => one.verdict.outcome !== "allow").map((one) => verdictWords(one.verdict.code, valuesOf(app.world, one.verdict)).say));
  return [...said].filter(Boolean).map((say) => told(t("say_this"), say, "say"));
}

/** Nothing is recorded yet: the guard lets somebody else of the family go first. */
async function change(app: App, party: Party): Promise<void> {
  await go(app, async () => {
    await app.world.letGo();
    app.go(partyScreen(party));
  }, false);
}

async function settle(app: App, held: Promise<void>, judged: Judged[], changed: (one: Judged) => Overrule | undefined): Promise<void> {
  await held;
  await app.world.settleHeld(judged.map(changed));
  app.arrivals.cross(judged.map((one) => one.member.prepared).filter(Boolean));
  if (!app.world.practice) void app.loop.now();
}

async function go(app: App, work: () => Promise<void>, home = true): Promise<void> {
  try {
    await work();
    if (home) app.home();
  } catch {
    app.notice(t("save_failed"));
  }
}
