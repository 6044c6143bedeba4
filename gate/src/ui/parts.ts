// The few parts that every screen is made of.
import { h, type Child } from "./dom";

type Click = () => void;

export function button(label: Child, onclick: Click, options: { main?: boolean; test?: string; wide?: boolean; kind?: string } = {}): HTMLButtonElement {
  const kind = `button${options.main ? " main" : ""}${options.wide ? " wide" : ""}${options.kind ? ` ${options.kind}` : ""}`;
  return h("button", { class: kind, type: "button", "data-test": options.test, onclick }, label);
}

export function card(...children: Child[]): HTMLElement {
  return h("section", { class: "card" }, children);
}

/** A card with a small heading above its text. */
export function told(heading: string, text: Child, test?: string): HTMLElement {
  return h("section", { class: "card", "data-test": test }, h("small", {}, heading), h("p", {}, text));
}

export function row(title: Child, small: Child, side?: Child): HTMLElement {
  return h("div", { class: "row" }, h("div", {}, h("h2", {}, title), small ? h("small", {}, small) : false), side);
}

export function pill(text: Child, kind: "" | "now" | "soon" | "done" = "", test?: string): HTMLElement {
  return h("span", { class: `pill ${kind}`, "data-test": test }, text);
}

export function notice(text: Child, kind: "wait" | "stop" | "calm" = "wait", test?: string): HTMLElement {
  return h("p", { class: `notice ${kind}`, role: "note", "data-test": test }, text);
}

export interface Field {
  label: string;
  test: string;
  value?: string;
  hint?: string;
  type?: string;
  inputmode?: string;
  max?: number;
}

export function field(options: Field): { box: HTMLElement; input: HTMLInputElement } {
  const input = h("input", {
    class: "field",
    type: options.type ?? "text",
    inputmode: options.inputmode,
    placeholder: options.hint,
    maxlength: options.max ?? 60,
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    "data-test": options.test,
    value: options.value ?? "",
  });
  return { box: h("label", { class: "labelled" }, h("span", {}, options.label), input), input };
}

/** One of a few: the chosen one is pressed; nothing is chosen at first unless the value says so. */
export function choice<V extends string>(
  label: string,
  options: { value: V; label: string }[],
  chosen: V | undefined,
  pick: (value: V) => void,
  test: string,
): HTMLElement {
  const buttons = options.map((option) => {
    const one = h("button", { class: "button", type: "button", "aria-pressed": String(option.value === chosen), "data-test": `${test}-${option.value}` }, option.label);
    one.addEventListener("click", () => {
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === one));
      pick(option.value);
    });
    return one;
  });
  return h("div", { class: "choice", role: "group", "aria-label": label, "data-test": test }, label && h("span", { class: "label" }, label), h("div", { class: "options" }, buttons));
}

/** A number pad for one thumb; `press` gets a digit, "clear" or "back". */
export function keypad(press: (key: string) => void, clearLabel: string): HTMLElement {
  const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "back"];
  const label = (key: string) => (key === "clear" ? clearLabel : key === "back" ? "⌫" : key);
  return h(
    "div",
    { class: "keypad" },
    keys.map((key) => h("button", { class: "key", type: "button", "data-test": `key-${key}`, "aria-label": key === "back" ? "backspace" : label(key), onclick: () => press(key) }, label(key))),
  );
}
