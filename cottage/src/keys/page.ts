/** What the keys' page shows: sections that the server wrote, filled and unhidden. No words live here. */
import { fingerprint } from "../seal/fingerprint";
import type { Unlocked } from "../seal/unlocked";
import { inUse, type Person, type State } from "./api";

export const part = (name: string): HTMLElement => document.querySelector(`[data-part="${name}"]`)!;
const list = (name: string): HTMLElement => document.querySelector(`[data-list="${name}"]`)!;

function show(name: string, shown: boolean): void {
  for (const one of document.querySelectorAll<HTMLElement>(`[data-part="${name}"]`)) one.hidden = !shown;
}

function fill(name: string, text: string): void {
  for (const one of document.querySelectorAll<HTMLElement>(`[data-part="${name}"]`)) one.textContent = text;
}

function copy(template: string, slots: Record<string, string>): HTMLElement {
  const held = document.querySelector<HTMLTemplateElement>(`template[data-template="${template}"]`)!;
  const made = held.content.firstElementChild!.cloneNode(true) as HTMLElement;
  for (const [slot, text] of Object.entries(slots)) made.querySelector(`[data-slot="${slot}"]`)!.textContent = text;
  return made;
}

export function say(kind: "problem" | "done", code: string, more: Record<string, string | number> = {}): void {
  const words = document.querySelector(`[data-${kind}="${code}"]`)?.textContent ?? code;
  tell(kind, words.replace(/\{(\w+)\}/g, (_, name: string) => String(more[name] ?? "?")));
}

export function tell(kind: "problem" | "done", words: string): void {
  quiet();
  const place = part(kind);
  place.textContent = words;
  place.hidden = false;
  place.scrollIntoView({ block: "center" });
}

export function quiet(): void {
  for (const kind of ["problem", "done"]) show(kind, false);
}

export function busy(on: boolean): void {
  const page = document.getElementById("keys")!;
  page.toggleAttribute("data-busy", on);
  page.setAttribute("aria-busy", String(on));
  show("busy", on);
}

/** Everything by what the server says and what is open here; `left`: records are still sealed to an older key. */
export async function render(state: State, keys: Unlocked | undefined, left: boolean): Promise<void> {
  const group = inUse(state);
  const holds = Boolean(group && keys?.groups.has(group.id));
  const others = state.people.filter((person) => !person.me);
  show("none", !state.own);
  show("locked", Boolean(state.own) && !keys);
  show("mine", Boolean(state.own));
  show("first", Boolean(keys) && !group);
  show("outside", Boolean(state.own && group && !group.wrapped));
  show("orphaned", Boolean(keys && group) && !state.people.some((person) => person.holds));
  show("own-again", !keys);
  show("renew", holds && Boolean(state.renew_since));
  show("renew-anyway", holds && !state.renew_since);
  show("rest", holds && left && !state.renew_since);
  show("held", Boolean(group));
  show("sheets", holds);
  show("no-sheets", holds && !state.sheets_at);
  show("waiting", holds && others.some((person) => !person.holds));
  show("alone", !others.length);
  show("alone-check", !others.length);
  show("without", state.without_key.length > 0);
  fill("own-print", state.own ? await fingerprint(state.own.public_key) : "");
  fill("group-print", group ? await fingerprint(group.public_key) : "");
  fill("without", state.without_key.join(" · "));
  await people(state, others);
}

async function people(state: State, others: Person[]): Promise<void> {
  await rows("holders", "person", state.people.filter((person) => person.holds));
  const outside = others.filter((person) => !person.holds);
  await rows("waiting", "waiting", outside);
  await rows("join", "join", outside);
}

async function rows(place: string, template: string, people: Person[]): Promise<void> {
  list(place).textContent = "";
  for (const person of people) {
    const row = copy(template, { name: person.name, print: await fingerprint(person.public_key) });
    row.dataset.key = person.key;
    list(place).append(row);
  }
}

/** Those whose box is ticked in the list of the first ceremony. */
export function joined(state: State): Person[] {
  const ticked = [...list("join").children].filter((row) => row.querySelector("input")!.checked);
  const keys = new Set(ticked.map((row) => (row as HTMLElement).dataset.key));
  return state.people.filter((person) => keys.has(person.key));
}

export function isAlone(): boolean {
  return part("first").querySelector<HTMLInputElement>("[name=alone]")!.checked;
}

export async function showSheets(sheets: string[][], publicKey: string): Promise<void> {
  const print = await fingerprint(publicKey);
  const date = new Date().toLocaleDateString(document.documentElement.lang);
  list("sheets").textContent = "";
  sheets.forEach((groups, at) => {
    const sheet = copy("sheet", { number: String(at + 1), date, print });
    sheet.querySelector("ol")!.append(
      ...groups.map((group) => Object.assign(document.createElement("li"), { textContent: group })),
    );
    list("sheets").append(sheet);
  });
  turn(true);
}

/** Between the page and the sheets; the sheets do not stay in the page when it is left. */
export function turn(toSheets: boolean): void {
  document.getElementById("keys")!.hidden = toSheets;
  document.getElementById("print")!.hidden = !toSheets;
  if (!toSheets) list("sheets").textContent = "";
  window.scrollTo(0, 0);
}
