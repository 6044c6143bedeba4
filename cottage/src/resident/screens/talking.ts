/** "Please call me": a name, a number, a few words if one likes. No questions first. */
import { talk as letter } from "../../device/letter";
import type { App } from "../app";
import { h } from "../dom";
import { onDuty, promise } from "../duty";
import { nameAndNumber } from "../fields";
import { button, field, soft } from "../parts";
import type { Place, View } from "../places";

/** `index`: 1 where it was asked for from the screen about life. */
export function talk(app: App, place: Place): View {
  const { say, draft } = app;
  const { boxes, take } = nameAndNumber(app);
  const words = field({
    label: `${say("talk_words")} (${say("optional")})`, hint: say("talk_words_hint"), test: "words", long: true,
    value: draft.typed.words ?? "", changed: (value) => keep(app, value),
  }); // prettier-ignore
  const send = async () => {
    if (!(await take())) return;
    const [me, at, id] = [await app.someone(), app.set.now(), app.newId()];
    delete draft.typed.words;
    const urgency = place.index ? "life" : "call_me";
    await app.hand(letter(me, urgency, words.input.value.trim(), say.language, at), { kind: "talk", id, at }, id);
    app.show({ screen: "asked", from: place.from });
  };
  return {
    title: say("talk_title"),
    back: place.from ?? { screen: "home" },
    body: [
      soft(say("talk_text")),
      onDuty(app),
      boxes,
      words.box,
      button(say("talk_send"), () => void send(), { main: true, test: "talk-send", kind: "wide" }),
    ],
  };
}

function keep(app: App, value: string): void {
  app.draft.typed.words = value;
  void app.save();
}

export function asked(app: App, place: Place): View {
  const { say } = app;
  const words = { now: "asked_now", next: "asked_next", soon: "asked_soon" } as const;
  const middle = place.from && ["question", "life", "intro"].includes(place.from.screen);
  return {
    title: say("asked_title"),
    back: { screen: "home" },
    body: [
      h("p", {}, promise(app, words, { phone: app.me?.about.phone ?? "" })),
      soft(say("asked_three")),
      middle && button(say("go_on"), () => app.show(place.from!), { main: true, test: "go-on", kind: "wide" }),
      button(say("home"), () => app.show({ screen: "home" }), { test: "go-home", kind: "wide" }),
    ],
  };
}
