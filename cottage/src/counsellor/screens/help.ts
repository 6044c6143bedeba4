/** Practical help: with consent it leaves as an ordinary matter, which says nothing of where it comes from. */
import type { App } from "../app";
import { Failed } from "../api";
import type { Opened } from "../rules/types";
import { area, form, h, input, labelled, select, submit } from "../ui";
import { keep } from "./steps";

const KINDS = ["visit", "call", "medicine", "prescription", "milk", "parcel", "rubbish", "lift", "other"] as const;
const NO_ERRANDS = ["visit", "call"];

export function helpForm(app: App, record: Opened): HTMLElement {
  const { say } = app;
  const key = crypto.randomUUID(); // sent twice, it is one matter
  const kind = select("kind", KINDS.map((one) => [one, say(`help_${one}`)]));
  const room = input("room", { placeholder: "3-2-502" });
  const who = input("who");
  const whoRow = labelled(say("help_who"), who);
  whoRow.hidden = true;
  const words = area("words");
  const [consent, danger] = [input("consent", { type: "checkbox" }), input("danger", { type: "checkbox" })];
  kind.addEventListener("change", () => {
    whoRow.hidden = NO_ERRANDS.includes(kind.value);
    if (kind.value === "visit" && !words.value) words.value = say("help_visit_words");
  });
  const send = async () => {
    if (!consent.checked && !danger.checked) return app.told(say("help_consent_missing"), "error");
    const text = words.value.trim();
    if (!consent.checked && !whoRow.hidden) return app.told(say("help_consent_errand"), "error"); // it is asked in their name
    if (!text || !room.value.trim()) return app.told(say(text ? "help_room_unknown" : "lacks_text"), "error");
    const sent = await app.act(() => passOn(app, { key, kind: kind.value, room: room.value.trim(), who: whoRow.hidden ? "" : who.value.trim(), words: text, danger: danger.checked }));
    if (sent && (await keep(app, record, app.entry("help", { to: kind.value, text, ...(danger.checked && { danger: true }) })))) app.told(say(danger.checked ? "help_sent_now" : "help_sent"));
  };
  return form(
    () => void send(),
    h("p", { class: "soft" }, say("help_text")),
    labelled(say("help_kind"), kind),
    labelled(say("help_room"), room),
    whoRow,
    labelled(say("help_words"), words),
    h("label", { class: "check" }, consent, say("help_consent")),
    h("label", { class: "check" }, danger, say("help_danger")),
    submit(say("keep"), "main", "keep-help"),
  );
}

async function passOn(app: App, asked: Record<string, string | boolean>): Promise<void> {
  try {
    await app.api.post("/cottage/help", asked);
  } catch (error) {
    if (error instanceof Failed && error.status === 404) throw new Failed(404, { words: app.say("help_room_unknown") });
    throw error;
  }
}
