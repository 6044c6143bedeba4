/** The worklist's frame: which screen is shown, what is said above it, and when it locks. */
import type { Scale } from "../scales/types";
import { forget, onForget, unlocked } from "../seal/unlocked";
import { Failed, type Api, type Breaking, type Door, type Person } from "./api";
import type { Book } from "./book";
import type { Rules } from "./rules/ladder";
import { MINUTE, type Entry } from "./rules/types";
import { button, notice, replace, type Child } from "./ui";
import type { Say } from "./words";

const HIDDEN_MOST = 3 * MINUTE; // a page that nobody has looked at for so long is locked
const EVERY = MINUTE;

/** `live`: nothing is typed here, so it may be drawn anew when something came in. */
export interface Screen {
  title: string;
  actions?: Child;
  body: Child;
  live?: boolean;
}

export type Draw = (app: App) => Screen;

/** What the page was given by the server. */
export interface Given {
  me: Person;
  community: string;
  zone: string;
  keys: string; // addresses of the pages of keys and rooms
  rooms: string;
}

export class App {
  door!: Door;
  scales = new Map<string, Scale>();
  breakings: Breaking[] = [];
  /** How far the server's clock is ahead of this browser's. */
  ahead = 0;
  private draw: Draw | null = null;
  private readonly above = document.createElement("div");
  private readonly inside = document.createElement("div");
  private hiddenSince = 0;

  constructor(
    readonly root: HTMLElement,
    readonly api: Api,
    readonly book: Book,
    readonly say: Say,
    readonly given: Given,
    private readonly screens: { locked: Draw; list: Draw },
  ) {
    this.inside.className = "stack";
    replace(root, this.above, this.inside);
    onForget(() => this.locked());
    document.addEventListener("visibilitychange", () => this.seen());
    addEventListener("popstate", () => unlocked() && this.go(this.screens.list));
    setInterval(() => void this.freshen(), EVERY);
  }

  get rules(): Rules {
    return { clocks: this.door.clocks, zone: this.given.zone };
  }

  now(): number {
    return Date.now() + this.ahead;
  }

  /** An entry by whoever is here, now. */
  entry(kind: Entry["kind"], more: Partial<Entry> = {}): Entry {
    return { v: 1, kind, at: new Date(this.now()).toISOString(), by: this.given.me, ...more };
  }

  go(draw: Draw): void {
    this.draw = draw;
    this.above.textContent = "";
    this.again();
    scrollTo(0, 0);
  }

  /** Like go, and the browser's "back" leads to the list. */
  into(draw: Draw): void {
    history.pushState({}, "");
    this.go(draw);
  }

  list(): void {
    this.go(this.screens.list);
  }

  again(): void {
    const screen = this.draw!(this);
    document.querySelector("h1")!.textContent = screen.title;
    replace(document.querySelector(".head .actions")!, screen.actions);
    replace(this.inside, screen.body);
  }

  told(text: string, tone: "" | "error" | "success" | "warning" = "success"): void {
    replace(this.above, notice(text, tone, "told"));
    this.above.scrollIntoView({ block: "nearest" });
  }

  /** Do something that asks the server; a failure is said in words, and nothing typed is lost. */
  async act(change: () => Promise<void>): Promise<boolean> {
    this.root.setAttribute("aria-busy", "true");
    try {
      await change();
      return true;
    } catch (error) {
      this.told(this.words(error), "error");
      return false;
    } finally {
      this.root.removeAttribute("aria-busy");
    }
  }

  private words(error: unknown): string {
    if (!(error instanceof Failed)) throw error;
    if (error.status === 0) return this.say("offline");
    if (error.answer.code === "wellbeing.claimed") return this.say("taken");
    return error.answer.words ? this.say("refused", { words: String(error.answer.words) }) : this.say("gone");
  }

  /** What came in since; a screen on which somebody writes is left alone. */
  async freshen(): Promise<void> {
    if (!unlocked() || document.hidden) return;
    try {
      await this.fetch(() => undefined);
    } catch (error) {
      if (error instanceof Failed) return; // the next minute tries again
      throw error;
    }
    if (unlocked() && this.draw === this.screens.list) this.again();
  }

  async fetch(told: (done: number, all: number) => void): Promise<void> {
    this.ahead = await this.book.refresh("open", told);
    this.breakings = (await this.api.breakings()).breakings;
  }

  lock(): void {
    forget();
  }

  private locked(): void {
    this.book.forget();
    this.breakings = [];
    this.go(this.screens.locked);
  }

  private seen(): void {
    if (document.hidden) this.hiddenSince = Date.now();
    else if (this.hiddenSince && Date.now() - this.hiddenSince > HIDDEN_MOST) forget();
  }

  backButton(): Child {
    return button(this.say("back"), () => history.back(), "", "back");
  }
}
