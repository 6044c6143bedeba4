/** A time in the counselling room: the server keeps room and hour, who comes travels sealed. */
import { secret } from "../../device/ids";
import { keep, type Asked } from "../../device/kept";
import { talk as letter } from "../../device/letter";
import type { Slot } from "../../device/server";
import type { App } from "../app";
import { h, type Child } from "../dom";
import { nameAndNumber } from "../fields";
import { button, card, empty, soft } from "../parts";
import type { Place, View } from "../places";

const SOON = 4; // days shown at once

const HOME: Place = { screen: "home" };

export function meet(app: App): View {
  const { say } = app;
  const slots = (app.door?.slots ?? []).filter((one) => one.free > 0);
  const none = empty(say("meet_none"), say("meet_none_text"));
  return { title: say("meet_title"), back: HOME, body: [soft(say("meet_text")), slots.length ? byDay(app, slots) : none] };
}

function byDay(app: App, slots: Slot[]): Child[] {
  const { say } = app;
  const days = new Map<string, Slot[]>();
  for (const slot of slots) {
    const day = say.day(new Date(slot.starts_at).getTime());
    days.set(day, [...(days.get(day) ?? []), slot]);
  }
  const time = (slot: Slot) => {
    const label = [h("span", {}, say.time(slot.starts_at)), h("small", {}, slot.name)];
    return button(label, () => app.show({ screen: "slot", slot }), { test: "slot" });
  };
  const rows = [...days.values()].map((held) => card(h("h2", {}, say.date(held[0]!.starts_at)), h("div", { class: "times" }, held.map(time))));
  const later = rows.slice(SOON);
  return [rows.slice(0, SOON), later.length > 0 && h("details", {}, h("summary", {}, say("more_days")), h("div", { class: "stack" }, later))];
}

export function slot(app: App, place: Place): View {
  const { say } = app;
  const chosen = place.slot;
  if (!chosen) return meet(app);
  const { boxes, take } = nameAndNumber(app);
  const send = async () => {
    if (!(await take())) return;
    await booking(app, chosen);
  };
  return {
    title: say("meet_at", { when: say.when(chosen.starts_at, app.set.now()), name: chosen.name }),
    back: { screen: "meet" },
    body: [
      soft(chosen.place && `${say("meet_place", { place: chosen.place })} · `, say("meet_minutes", { n: chosen.minutes })),
      boxes,
      button(say("meet_send"), () => void send(), { main: true, test: "meet-send", kind: "wide" }),
    ],
  };
}

/** The place is taken first: of two people who want it one learns at once, and nothing about either was sent. */
async function booking(app: App, chosen: Slot): Promise<void> {
  const key = secret();
  const got = await app.set.server.book(chosen, await hash(key)).catch(() => ({ answer: "try_later" as const, id: "" }));
  if (got.answer !== "booked") {
    app.told = app.say(got.answer === "taken" ? "meet_taken" : "meet_failed");
    await app.freshDoor(true).catch(() => undefined);
    return app.show({ screen: "meet" });
  }
  const [me, at, id] = [await app.someone(), app.set.now(), app.newId()];
  const kept: Asked = { kind: "talk", id, at, slot: chosen, cancel: { booking: got.id ?? "", secret: key } };
  await app.hand(letter(me, "below", "", app.say.language, at, chosen), kept, id);
  app.show({ screen: "booked", id });
}

export function booked(app: App, place: Place): View {
  const { say } = app;
  const one = app.kept.find((found): found is Asked => found.id === place.id && found.kind === "talk");
  const held = one?.slot;
  return {
    title: say("meet_done"),
    back: HOME,
    body: [
      held && card(h("h2", { "data-test": "held" }, say("meet_at", { when: say.when(held.starts_at, app.set.now()), name: held.name })), h("p", {}, held.place)),
      h("p", {}, say("meet_done_text")),
      button(say("home"), () => app.show(HOME), { test: "go-home", kind: "wide" }),
    ],
  };
}

export async function cancelled(app: App, one: Asked): Promise<void> {
  const { say } = app;
  const freed = await app.set.server.cancel(one.cancel!.booking, one.cancel!.secret).catch(() => false);
  app.told = say(freed ? "meet_cancelled" : "meet_not_cancelled");
  if (freed) {
    const { cancel: _done, slot: _freed, ...rest } = one;
    const me = await app.someone();
    await keep(app.set.shelf, me, rest);
    app.kept = app.kept.map((other) => (other.id === one.id ? rest : other));
    await app.hand(letter(me, "below", `${say("meet_cancelled")} ${say.date(one.slot!.starts_at)} ${say.time(one.slot!.starts_at)}`, say.language, app.set.now()), undefined);
  }
  app.show({ screen: "earlier" });
}

async function hash(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
