/** Who is here: a new name and number, or one of the people of this phone. */
import type { Row } from "../../device/people";
import type { App } from "../app";
import { button, field, soft } from "../parts";
import type { Place, View } from "../places";
import { nameAndNumber } from "../fields";

/** Asked once, before the first questions; `from` says where it then goes on. */
export function about(app: App, place: Place): View {
  const { say } = app;
  const { boxes, take } = nameAndNumber(app);
  const on = async () => (await take()) && app.show({ screen: "intro", scale: place.scale });
  return {
    title: say("about_title"),
    back: { screen: "choose" },
    body: [soft(say("about_text")), boxes, button(say("go_on"), () => void on(), { main: true, test: "about-go", kind: "wide" })],
  };
}

export function who(app: App): View {
  const { say } = app;
  const { rows } = app;
  const called = (row: Row) => app.names.get(row.id) || say("who_first", { hint: row.hint });
  const enter = (index: number) => () => {
    const row = rows[index]!;
    if (row.locked) app.show({ screen: "pin", id: row.id });
    else void app.be(row).then(() => app.repaint());
  };
  return {
    title: say("who_title"),
    body: [
      soft(say("who_text")),
      rows.map((row, index) => button(called(row), enter(index), { test: `who-${index}`, kind: "wide" })),
      button(say("who_new"), () => app.show({ screen: "home" }), { test: "who-new", kind: "wide" }),
    ],
  };
}

export function pin(app: App, place: Place): View {
  const { say } = app;
  const row = app.rows.find((one) => one.id === place.id);
  const asked = field({ label: say("pin_ask"), hint: "", test: "pin", value: "", type: "password" });
  const open = async () => {
    if (row && (await app.be(row, asked.input.value))) app.repaint();
    else asked.wrong(say("pin_wrong"));
  };
  asked.input.addEventListener("keydown", (event) => (event as KeyboardEvent).key === "Enter" && void open());
  return {
    title: say("who_first", { hint: row?.hint ?? "" }),
    back: { screen: "who" },
    body: [asked.box, button(say("pin_open"), () => void open(), { main: true, test: "pin-open", kind: "wide" })],
  };
}
