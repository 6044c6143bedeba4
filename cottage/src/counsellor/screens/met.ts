/** Two counsellors wrote at once: both stand side by side, nothing is overwritten, a person decides. */
import type { App, Draw } from "../app";
import type { Meeting } from "../book";
import { button, card, h } from "../ui";
import { recordScreen, write } from "./record";
import { entryWords } from "./show";

export function metScreen({ record, mine, newer, clash }: Meeting): Draw {
  return (app: App) => ({
    title: app.say("met_title"),
    body: [
      h("p", {}, app.say("met_text")),
      clash === "closed" && h("p", { class: "notice warning" }, app.say("met_closed", { name: newer.find((one) => one.kind === "closing")?.by.name ?? "" })),
      h(
        "div",
        { class: "sides", "data-test": "met" },
        card(newer.map((one) => [h("small", {}, app.say("met_theirs", { name: one.by.name })), h("p", {}, entryWords(app, one)), h("small", {}, app.say.when(Date.parse(one.at), app.now()))])),
        card(h("small", {}, app.say("met_mine")), h("p", {}, entryWords(app, mine))),
      ),
      h(
        "div",
        { class: "actions" },
        button(app.say("met_both"), () => void write(app, record, mine, true), "main", "met-both"),
        button(app.say("met_drop"), () => app.go(recordScreen(record.id)), "", "met-drop"),
      ),
    ],
  });
}
