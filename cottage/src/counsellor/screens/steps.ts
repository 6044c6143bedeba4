/** What a counsellor writes about a record: each a small form, folded until it is needed, sealed before it leaves. */
import { sealBytes } from "../../seal/seal";
import { secret } from "../../device/ids";
import type { App } from "../app";
import type { Slot } from "../api";
import { lacks } from "../rules/ladder";
import { OUTCOMES, REASONS, URGENCIES, type Entry, type Opened, type Outcome, type Reason, type Urgency } from "../rules/types";
import { area, folded, form, h, input, labelled, select, submit, type Child } from "../ui";
import { helpForm } from "./help";
import { write } from "./record";
import { momentOf } from "./show";

const REFERRALS = ["hospital", "doctor", "hotline", "emergency", "other"] as const;

export function steps(app: App, record: Opened): Child {
  const { say } = app;
  const made = [folded(say("outcome"), outcome(app, record)), folded(say("note"), note(app, record)), folded(say("appointment"), appointment(app, record)), folded(say("referral"), referral(app, record)), folded(say("help"), helpForm(app, record)), folded(say("urgency"), urgency(app, record)), record.payload.reply_to && folded(say("reply"), reply(app, record))];
  for (const one of made) if (one instanceof HTMLElement) one.setAttribute("name", "step"); // one is open at a time
  return made;
}

/** Write it if nothing is missing; else say what. */
export async function keep(app: App, record: Opened, entry: Entry): Promise<boolean> {
  const missing = lacks(entry);
  if (missing) {
    app.told(app.say(`lacks_${missing}`), "error");
    return false;
  }
  return write(app, record, entry);
}

function outcome(app: App, record: Opened): HTMLElement {
  const { say } = app;
  const what = select("outcome", OUTCOMES.map((one) => [one, say(`outcome_${one}`)]));
  const why = select("reason", [["", say("reason_none")], ...REASONS.map((one): [string, string] => [one, say(`reason_${one}`)])]);
  const until = input("until", { type: "datetime-local" });
  const text = area("text");
  const [whyRow, untilRow] = [labelled(say("reason"), why), labelled(say("until"), until)];
  const show = () => {
    whyRow.hidden = what.value !== "removed";
    untilRow.hidden = what.value !== "later" && what.value !== "appointment";
  };
  what.addEventListener("change", show);
  show();
  const entry = () => app.entry("outcome", { outcome: what.value as Outcome, ...(!whyRow.hidden && { reason: (why.value || undefined) as Reason }), ...(!untilRow.hidden && { until: momentOf(until.value, app.given.zone) }), text: text.value.trim() || undefined });
  return form(() => void keep(app, record, entry()), labelled(say("outcome"), what), whyRow, untilRow, labelled(say("text"), text), submit(say("keep"), "main", "keep-outcome"));
}

function note(app: App, record: Opened): HTMLElement {
  const text = area("text");
  return form(() => void keep(app, record, app.entry("note", { text: text.value.trim() })), labelled(app.say("text"), text), submit(app.say("keep"), "main", "keep-note"));
}

/** A free time of the counselling room; the booking itself names nobody. */
function appointment(app: App, record: Opened): HTMLElement {
  const { say } = app;
  const free = app.door.slots.filter((slot) => slot.free > 0);
  const rooms = h("a", { class: "link", href: app.given.rooms }, say("rooms"));
  if (!free.length) return h("div", {}, h("p", {}, say("slot_none")), rooms);
  const slot = select("slot", free.slice(0, 120).map((one, at) => [String(at), `${say.when(Date.parse(one.starts_at), app.now())} · ${one.name} ${one.place}`]));
  return form(() => void book(app, record, free[Number(slot.value)]!), labelled(say("slot"), slot), submit(say("book"), "main", "book"), rooms);
}

async function book(app: App, record: Opened, slot: Slot): Promise<void> {
  const booked = await app.act(async () => {
    await app.api.post(`/cottage/${app.given.community}/bookings`, { room: slot.room, starts_at: slot.starts_at, cancel_hash: secret() });
    app.door = await app.api.door();
  });
  if (booked) await keep(app, record, app.entry("outcome", { outcome: "appointment", until: slot.starts_at, place: `${slot.name} ${slot.place}` }));
}

function referral(app: App, record: Opened): HTMLElement {
  const { say } = app;
  const to = select("to", REFERRALS.map((one) => [one, say(`referral_${one}`)]));
  const text = area("text");
  return form(() => void keep(app, record, app.entry("referral", { to: to.value, text: text.value.trim() })), labelled(say("referral_to"), to), labelled(say("text"), text), submit(say("keep"), "main", "keep-referral"));
}

function urgency(app: App, record: Opened): HTMLElement {
  const { say } = app;
  const how = select("urgency", URGENCIES.map((one) => [one, say(one)]));
  const text = area("text");
  return form(() => void keep(app, record, app.entry("urgency", { urgency: how.value as Urgency, text: text.value.trim() || undefined })), h("p", { class: "soft" }, say("urgency_text")), labelled(say("urgency"), how), labelled(say("text"), text), submit(say("keep"), "main", "keep-urgency"));
}

function reply(app: App, record: Opened): HTMLElement {
  const { say } = app;
  const text = area("text", say("reply_tried"));
  const send = async () => {
    const words = text.value.trim().slice(0, 1000);
    if (!words) return app.told(say("lacks_text"), "error");
    const { box, key } = record.payload.reply_to!;
    const sealed = await sealBytes(new TextEncoder().encode(JSON.stringify({ text: words })), key);
    const left = await app.act(async () => void (await app.api.post("/cottage/replies", { box_hash: await sha256(box), sealed })));
    if (left && (await write(app, record, app.entry("told", { text: words })))) app.told(say("reply_sent"));
  };
  return form(() => void send(), h("p", { class: "soft" }, say("reply_text")), labelled(say("text"), text), submit(say("keep"), "main", "keep-reply"));
}

/** The server keeps a hash of the mailbox's name and never hears the name itself from here. */
async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (one) => one.toString(16).padStart(2, "0")).join("");
}

