/** Who is here: a new name and number, or one of the people of this phone. */
import type { App } from "../app";
import { button, notice, soft } from "../parts";
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
  const rows = app.rows.filter((row) => row.hint);
  const enter = (index: number) => () => void app.be(rows[index]!).then(() => app.repaint());
  return {
    title: say("who_title"),
    body: [
      app.told && notice(app.told, "success"),
      soft(say("who_text")),
      rows.map((row, index) => button(say("who_first", { hint: row.hint }), enter(index), { test: `who-${index}`, kind: "wide" })),
      button(say("who_new"), () => app.show({ screen: "home" }), { test: "who-new", kind: "wide" }),
    ],
  };
}
