/** Break-glass: two counsellors, a danger to life, a reason that only counsellors read; told to the person later. */
import { openBytes, sealBytes, SealError } from "../../seal/seal";
import { unlocked } from "../../seal/unlocked";
import type { Breaking, Row } from "../api";
import type { App, Draw, Screen } from "../app";
import { area, button, card, form, h, labelled, submit } from "../ui";
import { recordScreen } from "./record";

export function glassScreen(of: Row | Breaking): Draw {
  return (app) => ("record" in of ? asked(app, of) : asking(app, of));
}

function asking(app: App, row: Row): Screen {
  const reason = area("reason");
  const ask = async () => {
    if (!reason.value.trim()) return app.told(app.say("lacks_text"), "error");
    const sealed = await sealBytes(new TextEncoder().encode(reason.value.trim().slice(0, 500)), app.door.key!.public_key);
    const done = await app.act(async () => {
      await app.api.post(`/cottage/records/${row.id}/breakings`, { reason: sealed });
      await app.fetch(() => undefined);
    });
    if (done) {
      app.list();
      app.told(app.say("glass_asked"));
    }
  };
  return {
    title: app.say("glass_title"),
    actions: app.backButton(),
    body: card(h("p", {}, app.say("glass_text", { name: row.claimed_by?.name ?? "" })), form(() => void ask(), labelled(app.say("glass_reason"), reason), submit(app.say("glass_ask"), "life", "glass-ask"))),
  };
}

function asked(app: App, one: Breaking): Screen {
  const words = h("p", { "data-test": "glass-reason" });
  void reasonOf(one).then((text) => (words.textContent = text));
  const mine = one.asked_by.id === app.given.me.id;
  return {
    title: app.say("glass_title"),
    actions: app.backButton(),
    body: card(
      h("small", {}, app.say("glass_of", { name: one.asked_by.name, when: app.say.when(Date.parse(one.asked_at), app.now()) })),
      words,
      !one.confirmed_by && mine && h("p", {}, app.say("glass_asked")),
      !one.confirmed_by && !mine && button(app.say("glass_confirm"), () => void confirmIt(app, one), "life", "glass-confirm"),
      one.confirmed_by && button(app.say("glass_read"), () => void read(app, one.record), "main", "glass-read"),
      one.confirmed_by && button(app.say("glass_told"), () => void tell(app, one), "", "glass-told"),
    ),
  };
}

/** Sealed to the group's key of that day: the one in use, or one retired since. */
async function reasonOf(one: Breaking): Promise<string> {
  for (const pair of unlocked()?.groups.values() ?? []) {
    try {
      return new TextDecoder().decode(await openBytes(one.reason, pair));
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
    }
  }
  return "";
}

async function confirmIt(app: App, one: Breaking): Promise<void> {
  const done = await app.act(async () => {
    await app.api.post(`/cottage/breakings/${one.id}/confirmation`);
    await app.fetch(() => undefined);
  });
  if (done) await read(app, one.record);
}

async function read(app: App, id: string): Promise<void> {
  await app.act(async () => {
    if (await app.book.look(id)) app.go(recordScreen(id));
  });
}

async function tell(app: App, one: Breaking): Promise<void> {
  const done = await app.act(async () => {
    await app.api.post(`/cottage/breakings/${one.id}/telling`);
    await app.fetch(() => undefined);
  });
  if (done) app.list();
}
