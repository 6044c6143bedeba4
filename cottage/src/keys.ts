/** The counsellors' keys: made, locked, wrapped and put together in this page only. */
import { asker, inUse, Refusal, type State } from "./keys/api";
import * as ceremony from "./keys/ceremonies";
import { busy, isAlone, joined, quiet, render, say, showSheets, tell, turn } from "./keys/page";
import { openKeys } from "./seal/opening";
import { strongEnough, unlockPair } from "./seal/passphrase";
import { readSheet, makeSheets } from "./seal/sheets";
import { SealError } from "./seal/sodium";
import { forget, hold, onForget, stillHere, unlocked, type Unlocked } from "./seal/unlocked";

/** A problem that this page has words for. */
class Problem extends Error {}

const token = document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")!.value;
const ask = asker(token);
let state: State;

async function refresh(): Promise<void> {
  state = await ask<State>("keys.json");
  const group = inUse(state);
  let keys = unlocked();
  if (keys && group?.wrapped && !keys.groups.has(group.id)) hold((keys = await ceremony.look(state, keys.own)));
  const left = Boolean(keys && group && keys.groups.has(group.id) && (await ceremony.anyLeft(ask, group.id, keys)));
  await render(state, keys, left);
}

const progress = (done: number): void => {
  stillHere();
  say("done", "progress", { done });
};

function open(): Unlocked {
  const keys = unlocked();
  if (!keys) throw new Problem("locked_again");
  return keys;
}

function newPhrase(given: FormData): string {
  const phrase = String(given.get("phrase"));
  if (phrase !== given.get("again")) throw new Problem("phrases_differ");
  if (!strongEnough(phrase)) throw new Problem("too_weak");
  return phrase;
}

type Act = (given: FormData, form: HTMLFormElement) => Promise<void>;
const ACTS: Record<string, Act> = {
  async make(given) {
    const own = await ceremony.makeOwn(ask, newPhrase(given));
    hold({ own, groups: new Map() });
  },
  async unlock(given) {
    hold(await openKeys(state.own!, state.groups, String(given.get("phrase"))));
  },
  async change(given) {
    await ceremony.changePhrase(ask, state, String(given.get("old")), newPhrase(given));
  },
  async first() {
    const others = joined(state);
    if (!others.length && !isAlone()) throw new Problem("begin_alone");
    hold(await ceremony.makeGroup(ask, state, open().own, others));
  },
  async anew() {
    hold(await ceremony.makeGroup(ask, state, open().own, []));
  },
  async admit(_, form) {
    await ceremony.admit(ask, state, open(), state.people.find((person) => person.key === form.dataset.key)!);
  },
  async renew() {
    await ceremony.renew(ask, state, open(), progress);
  },
  async rewrap() {
    await ceremony.rewrapAll(ask, inUse(state)!.id, open(), progress);
  },
  async recover(given) {
    const sheets = [String(given.get("sheet1")), String(given.get("sheet2"))] as [string, string];
    await readable(sheets);
    const own = unlocked()?.own ?? (await ownPair(String(given.get("phrase"))));
    hold(await ceremony.recover(ask, state, own, sheets));
  },
  async sheets() {
    const group = inUse(state)!;
    await showSheets(await makeSheets(open().groups.get(group.id)!), group.public_key);
  },
};
/** After these there is nothing to say: the page itself shows it. */
const SILENT = new Set(["unlock", "sheets"]);

async function ownPair(phrase: string) {
  return unlockPair(state.own!.sealed_private, state.own!.public_key, phrase);
}

/** Which of the two sheets has a slip. */
async function readable(sheets: string[]): Promise<void> {
  for (const [at, text] of sheets.entries()) {
    await readSheet(text).catch((error: unknown) => {
      if (!(error instanceof SealError)) throw error;
      say("problem", error.code, { sheet: at + 1, group: error.where ?? "?" });
      throw new Problem("");
    });
  }
}

async function act(name: string, form: HTMLFormElement): Promise<void> {
  quiet();
  busy(true);
  await new Promise((shown) => setTimeout(shown, 30));
  try {
    await ACTS[name]!(new FormData(form), form);
    form.reset();
    await refresh();
    if (!SILENT.has(name)) say("done", name);
  } catch (error) {
    complain(error);
    // Somebody else may have changed what this page shows.
    if (error instanceof Refusal && error.status) await refresh().catch(complain);
  } finally {
    busy(false);
  }
}

function complain(error: unknown): void {
  if (error instanceof Problem) error.message && say("problem", error.message);
  else if (error instanceof SealError) say("problem", error.code);
  else if (error instanceof Refusal) error.message ? tell("problem", error.message) : say("problem", "offline");
  else throw error;
}

async function printed(): Promise<void> {
  turn(false);
  await ask("keys/group/sheets", { group: inUse(state)!.id });
  await refresh();
  say("done", "sheets");
}

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (!form.dataset.act) return;
  event.preventDefault();
  void act(form.dataset.act, form);
});
document.querySelector("[data-back]")!.addEventListener("click", () => turn(false));
document.querySelector("[data-printed]")!.addEventListener("click", () => void printed().catch(complain));
onForget(() => {
  turn(false);
  void render(state, undefined, false).then(() => say("problem", "locked_again"));
});
window.addEventListener("pageshow", (event) => event.persisted && forget());
void refresh().catch(complain).finally(() => busy(false));
