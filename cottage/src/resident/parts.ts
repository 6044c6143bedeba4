/** The few parts that the cottage's screens are made of; their look is the look of every other page. */
import { h, type Child } from "./dom";

interface Options {
  main?: boolean;
  test?: string;
  kind?: string;
  pressed?: boolean;
}

export function button(label: Child, press: () => void, { main, test, kind, pressed }: Options = {}): HTMLButtonElement {
  const look = `button${main ? " main" : ""}${kind ? ` ${kind}` : ""}`;
  const element = h("button", { class: look, type: "button", "data-test": test }, label);
  if (pressed !== undefined) element.setAttribute("aria-pressed", String(pressed));
  // the second tap of a double tap would land on what the first one has opened
  element.addEventListener("click", (event) => event.detail > 1 || press());
  return element;
}

export function link(label: Child, press: () => void, test?: string): HTMLButtonElement {
  return h("button", { class: "link", type: "button", "data-test": test, onclick: press }, label);
}

export function card(...children: Child[]): HTMLElement {
  return h("section", { class: "card" }, children);
}

export function notice(text: Child, kind: "" | "warning" | "success" | "stop" = "", test?: string): HTMLElement {
  return h("p", { class: `notice ${kind}`, role: "status", "data-test": test }, text);
}

export function soft(...children: Child[]): HTMLElement {
  return h("p", { class: "soft" }, children);
}

export function empty(title: string, text: string, ...more: Child[]): HTMLElement {
  return h("div", { class: "empty" }, h("h2", {}, title), h("p", {}, text), more);
}

export function pair(label: string, hint: string, action: () => void, test: string, main = false): HTMLElement {
  return button([h("span", {}, label, h("br"), h("small", {}, hint))], action, { test, main, kind: "wide" });
}

export interface Field {
  label: string;
  hint: string;
  test: string;
  value: string;
  type?: "text" | "tel" | "password";
  long?: boolean;
  changed?: (value: string) => void;
}

/** A label above its field; `wrong` says below it what to mend, and is read out. */
export function field(options: Field) {
  const id = `f-${options.test}`;
  const given = { class: "field", id, name: options.test, placeholder: options.hint, "data-test": options.test, value: options.value };
  const input = options.long
    ? h("textarea", { ...given, rows: "3", maxlength: "2000" })
    : h("input", { ...given, type: options.type ?? "text", maxlength: "40", autocomplete: "off" });
  input.addEventListener("input", () => options.changed?.(input.value));
  const said = h("span", { class: "errorlist", role: "alert", id: `${id}-said` });
  input.setAttribute("aria-describedby", said.id);
  const wrong = (text: string) => {
    said.textContent = text;
    input.toggleAttribute("aria-invalid", text !== "");
    if (text) input.focus();
  };
  return { box: h("div", { class: "fieldrow" }, h("label", { for: id }, options.label), input, said), input, wrong };
}

/** The server's own lines for help, large, in the middle of a screen. */
export function lifelines(): HTMLElement | false {
  const shown = document.querySelector("#dock .lifelines");
  return shown instanceof HTMLElement && (shown.cloneNode(true) as HTMLElement);
}
