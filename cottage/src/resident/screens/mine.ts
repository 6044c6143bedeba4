/** My name and number, and deleting: what this device keeps, and what the counsellors keep. */
import { registration, talk } from "../../device/letter";
import { choosePin } from "../../device/people";
import { unsent } from "../../device/outbox";
import type { App } from "../app";
import { h } from "../dom";
import { nameAndNumber } from "../fields";
import { button, card, field, notice, soft } from "../parts";
import type { View } from "../places";

const DELETE_MINE = "请删除我的记录 · Please delete my records";

export function mine(app: App): View {
  const { say } = app;
  const { boxes, take } = nameAndNumber(app);
  const save = async () => {
    if (!(await take())) return;
    const me = await app.someone();
    if (app.kept.length) await app.hand(registration(me, say.language, app.set.now()), undefined);
    app.told = say("saved");
    app.show({ screen: "mine" });
  };
  const ask = async () => {
    const me = await app.someone();
    await app.hand(talk(me, "below", DELETE_MINE, say.language, app.set.now()), undefined);
    app.told = say("delete_there_done");
    app.show({ screen: "mine" });
  };
  return {
    title: say("mine_title"),
    back: { screen: "home" },
    body: [
      boxes,
      button(say("save"), () => void save(), { main: true, test: "save", kind: "wide" }),
      pinCard(app),
      card(
        h("h2", {}, say("delete_title")),
        button(say("delete_here"), () => void toDelete(app), { test: "delete-here", kind: "wide" }),
        app.kept.length > 0 && [button(say("delete_there"), () => void ask(), { test: "delete-there", kind: "wide" }), soft(say("delete_there_text"))],
      ),
    ],
  };
}

const SHORTEST_PIN = 4;

function pinCard(app: App): HTMLElement {
  const { say } = app;
  const asked = field({ label: say("pin_label"), hint: "", test: "pin", value: "", type: "password" });
  const choose = async (chosen: string) => {
    if (chosen && Array.from(chosen).length < SHORTEST_PIN) return asked.wrong(say("pin_short"));
    await choosePin(app.set.shelf, await app.someone(), chosen);
    app.told = chosen ? say("pin_done") : say("pin_gone");
    app.show({ screen: "mine" });
  };
  return card(
    h("h2", {}, say("pin_title")),
    soft(say("pin_text"), say.gap, say("pin_honest")),
    asked.box,
    button(say("pin_set"), () => void choose(asked.input.value || " "), { test: "pin-set" }),
    app.me?.row.locked && button(say("pin_unset"), () => void choose(""), { test: "pin-unset" }),
  );
}

async function toDelete(app: App): Promise<void> {
  const waiting = app.me ? (await unsent(app.set.shelf, app.me.row.id)).length : 0;
  app.show({ screen: "delete", index: waiting });
}

/** `index`: how many letters were not sent yet. */
export function deletion(app: App, place: { index?: number }): View {
  const { say } = app;
  const now = async () => {
    await app.deleteMine();
    app.told = say("deleted");
    app.repaint();
  };
  return {
    title: say("delete_sure"),
    back: { screen: "mine" },
    body: [
      h("p", {}, say("delete_sure_text")),
      Boolean(place.index) && notice(say("delete_sure_unsent", { n: place.index ?? 0 }), "warning"),
      button(say("delete_yes"), () => void now(), { test: "delete-yes", kind: "life wide" }),
    ],
  };
}
