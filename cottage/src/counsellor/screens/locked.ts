/** Nothing is shown and nothing is kept until the pass phrase has opened the keys in this page. */
import { openKeys } from "../../seal/opening";
import { SealError } from "../../seal/seal";
import { hold } from "../../seal/unlocked";
import type { Scale } from "../../scales/types";
import type { Keys } from "../api";
import type { App, Screen } from "../app";
import { card, form, h, input, labelled, notice, replace, submit } from "../ui";

export function lockedScreen(app: App): Screen {
  const { say } = app;
  const place = h("div", { class: "stack", "data-test": "locked" });
  void app.act(async () => {
    const keys = await app.api.keys();
    replace(place, problem(app, keys) ?? asking(app, keys));
    place.querySelector("input")?.focus();
  });
  return { title: say("locked_title"), body: place };
}

/** What has to be done at the page of keys first. */
function problem(app: App, { own, groups }: Keys): HTMLElement | null {
  const { say } = app;
  const current = groups.find((one) => !one.retired_at);
  const why = !own ? "no_key" : !current ? "no_group" : !current.wrapped ? "not_held" : null;
  return why && h("div", { class: "empty" }, h("p", {}, say(why)), h("a", { class: "button main", href: app.given.keys }, say("to_keys")));
}

function asking(app: App, keys: Keys): HTMLElement {
  const { say } = app;
  const phrase = input("phrase", { type: "password", class: "field", required: true });
  const send = submit(say("unlock"), "main", "unlock");
  const below = h("div", { "aria-live": "polite" });
  const open = async () => {
    send.disabled = true;
    try {
      hold(await openKeys(keys.own!, keys.groups, phrase.value));
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      replace(below, notice(say(error.code === "wrong_pass_phrase" ? "wrong" : "not_held"), "error", "wrong"));
      return;
    } finally {
      phrase.value = "";
      send.disabled = false;
    }
    await app.act(() => enter(app, (done, all) => replace(below, notice(say("loading", { done, all })))));
  };
  return card(h("p", {}, say("locked_text")), form(() => void open(), labelled(say("pass_phrase"), phrase), send), below);
}

async function enter(app: App, told: (done: number, all: number) => void): Promise<void> {
  const [door, scales] = await Promise.all([app.api.door(), app.api.scales()]);
  app.door = door;
  app.scales = new Map((scales.scales as Scale[]).map((one) => [one.id, one]));
  await app.fetch(told);
  app.list();
}
