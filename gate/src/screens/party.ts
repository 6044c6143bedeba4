// One screen for a prepared person or a family: who, what they said, a reading each, and one confirmation.
import type { App, Frame, Screen } from "../app";
import { stepsOf } from "../check/judge";
import { tenthsOf } from "../check/temperature";
import { concludeParty, oneByOne, settledVerdict, leftTheQueue } from "../queue/meet";
import { arrivalOf, colourOf, confirmed, going, judgeParty, type Left, leftToDo, type Member, type Party } from "../queue/party";
import { type Child, h } from "../ui/dom";
import { button, choice } from "../ui/parts";
import { whenFree } from "../ui/touch";
import { purposeWords, t } from "../words";
import { coloursOf, kindOf, purposesOf } from "../words/steps";
import { parted, rowTitle } from "./arrivals";
import { memberList, readingPad } from "./measure";

/** `from.back`: where it was begun, in the ordinary check or with a car; else in the queue. */
export function partyScreen(party: Party, from: { back?: () => void } = {}): Screen {
  const state = { measuring: "" };
  return (app: App): Frame => {
    const left = leftToDo(app.world, party);
    const people = going(party);
    const missing = people.filter((member) => left.measure.has(member.resident.id) && tenthsOf(member.digits) === undefined);
    const measured = people.find((member) => left.measure.has(member.resident.id) && member.resident.id === state.measuring) ?? missing[0];
    state.measuring = measured?.resident.id ?? "";
    const next = (member: Member) => {
      const after = missing.filter((one) => one !== member && tenthsOf(one.digits) === undefined);
      state.measuring = after[0]?.resident.id ?? member.resident.id;
      app.again();
    };
    const leave = app.arrivals.watch(() => whenFree(() => stillHere(app, party)));
    return {
      name: "party",
      title: [app.world.gate?.name ?? "", " · ", t(party.direction)],
      back: from.back ?? (() => leaveParty(app)),
      body: [
        h("section", { class: "card party", "data-test": "party" }, h("h2", { class: "party-who" }, party.vehicle ?? parted(rowTitle({ people: people.length ? people : party.members }))), said(app, party, left)),
        questions(app, party, left),
        party.members.length > 1 && memberList(app, party, left, state),
      ],
      dock: measured && readingPad(app, measured, people.length > 1, () => next(measured)),
      foot: [
        button(t(people.length > 1 ? "party_one_by_one" : "party_steps"), () => people[0] && oneByOne(app, party, people[0]), { test: "party-steps" }),
        button(confirmLabel(app, party, left), () => confirm(app, party, left, state), { main: missing.length === 0, kind: "confirm", test: "party-confirm" }),
      ],
      leave,
    };
  };
}

function leaveParty(app: App): void {
  app.arrival = undefined;
  app.home();
}

/** The row is no longer in the queue: nothing is recorded twice. */
function stillHere(app: App, party: Party): void {
  if (!leftTheQueue(app, party)) return;
  leaveParty(app);
  app.notice(t("arrival_taken"));
}

function said(app: App, party: Party, left: Left): Child {
  const purposes = new Set(going(party).flatMap((member) => member.said.purpose ?? []));
  const colour = left.colour && party.colour === undefined ? colourName(app, party, left.colour) : "";
  const lines = [...purposes].map((purpose) => t("party_said_purpose", { purpose: purposeWords(purpose) }));
  if (colour) lines.push(t("party_said_colour", { colour }));
  return lines.map((line) => h("p", { class: "said", "data-test": "party-said" }, line));
}

/** Shared answers that nobody has given beforehand: asked once for all. */
function questions(app: App, party: Party, left: Left): Child {
  const steps = stepsOfParty(app, party);
  const health = steps.find((step) => kindOf(step.check) === "health");
  const purpose = steps.find((step) => kindOf(step.check) === "purpose");
  const chosen = colourOf(party);
  const unsaid = left.colour !== undefined && (left.colour === "" || party.colour !== undefined);
  return [
    (left.purpose || party.purpose !== undefined) && purpose &&
      choice(t("party_purpose"), purposesOf(purpose.purposes).map((one) => ({ value: one.word, label: one.label })), party.purpose,
        (word) => { party.purpose = word; app.again(); }, "party-purpose"),
    unsaid && health &&
      choice(t("party_colour"), coloursOf(health).map((one) => ({ value: one.word, label: one.label })), chosen || undefined,
        (word) => { party.colour = word; app.again(); }, "party-colour"),
  ];
}

function stepsOfParty(app: App, party: Party) {
  return party.members.flatMap((member) => stepsOf(app.world, arrivalOf(party, member)));
}

function colourName(app: App, party: Party, word: string): string {
  const step = stepsOfParty(app, party).find((one) => kindOf(one.check) === "health");
  return (step && coloursOf(step).find((colour) => colour.word === word)?.label) ?? word;
}

/** Says exactly what the one tap affirms, and nothing that the policy does not ask. */
function confirmLabel(app: App, party: Party, left: Left): string {
  const parts: string[] = [];
  if (left.identity) parts.push(t(going(party).length > 1 ? "party_confirm_identities" : "party_confirm_identity"));
  if (left.host) parts.push(t("party_confirm_host"));
  if (left.credential) parts.push(t("party_confirm_credential"));
  if (left.colour) parts.push(t("party_confirm_colour", { colour: colourName(app, party, left.colour) }));
  if (left.mask) parts.push(t("party_confirm_mask"));
  return parts.length > 0 ? parts.join(t("comma")) : t("party_confirm_go");
}

function confirm(app: App, party: Party, left: Left, state: { measuring: string }): void {
  const people = going(party);
  const missing = people.find((member) => left.measure.has(member.resident.id) && tenthsOf(member.digits) === undefined);
  if (people.length === 0) return app.notice(t("party_none"));
  if (left.purpose || left.colour === "") return app.notice(t("party_choose"));
  if (missing) return measureAgain(app, missing, state, missing.digits ? t("temperature_range") : t("party_missing", { name: missing.resident.name }));
  const judged = judgeParty(app.world, party, confirmed(left));
  const odd = judged.find((one) => one.verdict.outcome === "ask" && one.verdict.step === "temperature");
  if (odd) return measureAgain(app, odd.member, state, t("temperature_range"));
  const alone = judged.length === 1 && judged[0]!.verdict.outcome === "ask";
  if (alone) return oneByOne(app, party, people[0]!);
  concludeParty(app, party, judged.map((one) => ({ ...one, verdict: settledVerdict(one.verdict) })));
}

/** A reading that is missing, or that no living person has, is taken again. */
function measureAgain(app: App, member: Member, state: { measuring: string }, why: string): void {
  member.digits = "";
  state.measuring = member.resident.id;
  app.again();
  app.notice(why);
}
