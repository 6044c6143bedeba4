// Somebody without a code: who is it first, in one tap; then only what this kind of person must say.
import type { App, Frame, Screen } from "../app";
import { type Arrival, outsideSubject, type Person } from "../check/arrival";
import { begin } from "../flow";
import type { Visitor } from "../types";
import { h } from "../ui/dom";
import { button, field, notice } from "../ui/parts";
import { t, type Word } from "../words";

type Ask = "room" | "name" | "phone" | "company";

/** The most usual first. What each must say; nothing: straight to the steps, a courier waits for nobody. */
const KINDS: [Person, Ask[]][] = [
  ["courier", []],
  ["visitor", ["room", "name", "phone"]],
  ["repair", ["room", "company"]],
  ["carer", ["room", "name"]],
  ["property_staff", ["name"]],
  ["shop_staff", ["name", "company"]],
  ["doctor", []],
  ["official", ["company"]],
  ["mover", ["room", "company"]],
  ["resident", ["room", "name", "phone"]],
];
/** Without these two nobody can be found again. */
const NEEDED: Ask[] = ["room", "name"];
const LABELS: Record<Ask, Word> = { room: "visitor_room", name: "visitor_name", phone: "visitor_phone", company: "visitor_company" };
const OWN_LABELS: Record<Ask, Word> = { ...LABELS, room: "newcomer_room", phone: "newcomer_phone" };
const MOST: Record<Ask, number> = { room: 40, name: 40, phone: 30, company: 40 };

/** `typed` is what was searched for in vain, most often the room; `told` is what is known of the check beforehand. */
export function visitorScreen(typed = "", name = "", told: Partial<Arrival> = {}): Screen {
  return (app: App): Frame => ({
    name: "who-comes",
    title: t("who_comes"),
    back: app.home,
    body: [
      h("div", { class: "kinds" }, KINDS.map(([person, asks]) =>
        button(t(`person_${person}`), () => chosen(app, person, asks, typed, name, told), { test: `person-${person}` }))),
      h("small", { class: "soft" }, t("who_comes_hint")),
    ],
    foot: button(t("back"), app.home, { kind: "quiet" }),
  });
}

function chosen(app: App, person: Person, asks: Ask[], typed: string, name: string, told: Partial<Arrival>): void {
  if (asks.length === 0) begin(app, outsideSubject(person), told);
  else app.go(detailsScreen(person, asks, typed, name, told));
}

/** Somebody who lives here and stands in no list: written down once, known to every gate after the next sync. */
export function newcomerScreen(typed = ""): Screen {
  return detailsScreen("resident", ["room", "name", "phone"], typed, "", {});
}

function detailsScreen(person: Person, asks: Ask[], typed: string, name: string, told: Partial<Arrival>): Screen {
  return (app: App): Frame => {
    const newcomer = person === "resident";
    const looksLikeRoom = /\d/.test(typed);
    const before: Partial<Record<Ask, string>> = looksLikeRoom ? { room: typed, name } : { name: name || typed };
    const fields = asks.map((ask) => ({ ask, ...field({
      label: t(newcomer ? OWN_LABELS[ask] : LABELS[ask]), test: `visitor-${ask}`, value: before[ask] ?? "", max: MOST[ask],
      ...(ask === "phone" ? { type: "tel", inputmode: "tel" } : {}), ...(ask === "room" ? { hint: "3-2-502" } : {}),
    }) }));
    const go = () => {
      const visitor = filled(Object.fromEntries(fields.map(({ ask, input }) => [ask, input.value])));
      if (newcomer && NEEDED.some((ask) => !visitor[ask])) return app.notice(t("newcomer_need"));
      if (Object.keys(visitor).length === 0) return app.notice(t("visitor_need"));
      // Somebody who says to live here but is in no roster is unknown to the rules: a person decides on entry.
      begin(app, outsideSubject(newcomer ? "unknown" : person, visitor), told);
    };
    return {
      name: "visitor",
      title: newcomer ? t("newcomer_title") : [t("visitor_title"), " · ", t(`person_${person}`)],
      back: () => app.go(visitorScreen(typed, name, told)),
      body: [newcomer && notice(t("newcomer_hint"), "calm"), fields.map(({ box }) => box)],
      foot: button(t("yes_go_on"), go, { main: true, test: "visitor-go" }),
    };
  };
}

function filled(fields: Visitor): Visitor {
  const kept = Object.entries(fields).map(([key, value]) => [key, value.trim()]).filter(([, value]) => value !== "");
  return Object.fromEntries(kept) as Visitor;
}
