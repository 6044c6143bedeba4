/** Elements without a framework: h("button", { class: "button", onclick }, "text"). Text is always text, never markup. */
type Value = string | number | boolean | undefined | ((event: Event) => void);
export type Child = Node | string | number | false | undefined | null | Child[];

export function h<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Record<string, Value> = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (name === "value") (element as HTMLInputElement).value = String(value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  add(element, children);
  return element;
}

export function add(parent: Node, children: Child[]): void {
  for (const child of children) {
    if (child === false || child === undefined || child === null) continue;
    if (Array.isArray(child)) add(parent, child);
    else parent.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

export function replace(parent: Element, ...children: Child[]): void {
  parent.textContent = "";
  add(parent, children);
}

export type Kind = "" | "main" | "life" | "link";

export function button(label: Child, onclick: () => void, kind: Kind = "", test?: string): HTMLButtonElement {
  const look = kind === "link" ? "link" : `button ${kind}`;
  return h("button", { class: look, type: "button", "data-test": test, onclick }, label);
}

export function pill(text: string, tone: "" | "now" | "soon" | "done" = "", test?: string): HTMLElement {
  return h("span", { class: `pill ${tone}`, "data-test": test }, text);
}

export function card(...children: Child[]): HTMLElement {
  return h("section", { class: "card" }, children);
}

export function notice(text: Child, tone: "" | "error" | "warning" | "success" = "", test?: string): HTMLElement {
  return h("p", { class: `notice ${tone}`, role: "status", "data-test": test }, text);
}

/** A label with its field; `field` is what one reads the value from. */
export function labelled<E extends HTMLElement>(label: string, field: E, help = ""): HTMLElement {
  return h("p", {}, h("label", {}, h("span", {}, label), field), help && h("span", { class: "helptext" }, help));
}

export function input(name: string, more: Record<string, Value> = {}): HTMLInputElement {
  return h("input", { name, autocomplete: "off", autocapitalize: "off", spellcheck: "false", ...more });
}

export function area(name: string, value = ""): HTMLTextAreaElement {
  return h("textarea", { name, rows: 3, maxlength: 4000, autocomplete: "off", value });
}

export function select(name: string, options: [string, string][], chosen = ""): HTMLSelectElement {
  const made = h("select", { name }, options.map(([value, words]) => h("option", { value }, words)));
  made.value = chosen || (options[0]?.[0] ?? "");
  return made;
}

/** A form that never leaves the page: what it holds is sealed first. */
export function form(onsubmit: (form: HTMLFormElement) => void, ...children: Child[]): HTMLFormElement {
  const made: HTMLFormElement = h("form", { class: "form", autocomplete: "off" }, children);
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    onsubmit(made);
  });
  return made;
}

export function submit(label: string, kind: Kind = "main", test?: string): HTMLButtonElement {
  return h("button", { class: `button ${kind}`, type: "submit", "data-test": test }, label);
}

export function folded(summary: Child, ...children: Child[]): HTMLDetailsElement {
  return h("details", { class: "card" }, h("summary", {}, summary), children);
}
