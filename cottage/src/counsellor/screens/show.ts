/** How urgency, clocks and content are said: the same words on every screen; never colour alone. */
import type { App } from "../app";
import { sinceMidnight, tone } from "../rules/clock";
import type { Standing } from "../rules/ladder";
import { DAY, type Entry, type Numbered, type Opened, type Urgency } from "../rules/types";
import { pill } from "../ui";

const SHAPES: Record<Urgency, ["" | "now" | "soon" | "done", string]> = {
  life: ["now", "▲"],
  call_me: ["now", "●"],
  severe: ["soon", "●"],
  above: ["soon", "○"],
  below: ["done", "✓"],
};

export function urgencyPill(app: App, urgency: Urgency): HTMLElement {
  const [look, shape] = SHAPES[urgency];
  return pill(`${shape} ${app.say(urgency)}`, look, `urgency-${urgency}`);
}

export function duePill(app: App, { due }: Standing): HTMLElement | false {
  if (due === null) return false;
  const now = app.now();
  const stand = tone(due, now);
  if (stand === "late") return pill(`▲ ${app.say("due_late", { time: app.say.span(now - due) })}`, "now", "late");
  const time = app.say.when(due, now);
  return pill(`${stand === "now" ? "●" : "○"} ${app.say("due_in", { time })}`, stand === "now" || stand === "soon" ? stand : "", "due");
}

/** What was sent, in a line: the scale with total and band, or that somebody asks for a talk. */
export function sent(app: App, { payload }: Opened): string {
  const paper = payload.by === "paper" ? ` · ${app.say("by_paper")}` : "";
  if (payload.kind !== "test") return app.say(payload.kind === "talk" ? "sent_talk" : "sent_registration") + paper;
  const scale = app.scales.get(payload.scale ?? "");
  const band = scale?.bands.find((one) => one.id === payload.band);
  const result = app.say("result", { total: payload.total ?? "", band: band ? app.say.of(band.text) : (payload.band ?? "") });
  return `${scale ? app.say.of(scale.title) : payload.scale} · ${result}${paper}`;
}

export function nextWords(app: App, { next, attempts, people, due }: Standing): string {
  if (next === "wait" && due !== null && due <= app.now()) return app.say("next_held");
  return app.say(`next_${next}`, { n: attempts, people });
}

export function entryWords(app: App, entry: Entry): string {
  const { say } = app;
  const parts: string[] = [entry.kind === "attempt" && entry.reached ? say("entry_attempt_reached") : entry.kind === "outcome" ? say("outcome") : say(`entry_${entry.kind}`)];
  if (entry.outcome) parts.push(say(`outcome_${entry.outcome}`));
  if (entry.reason) parts.push(say(`reason_${entry.reason}`));
  if (entry.kind === "urgency" && entry.urgency) parts.push(say(entry.urgency));
  if (entry.kind === "referral" && entry.to) parts.push(say(`referral_${entry.to}` as "referral_doctor"));
  if (entry.kind === "help" && entry.to) parts.push(say(`help_${entry.to}` as "help_visit"));
  if (entry.until) parts.push(app.say.when(Date.parse(entry.until), app.now()));
  if (entry.place) parts.push(entry.place);
  if (entry.text) parts.push(entry.text);
  return parts.join(" · ");
}

/** The numbers before which one is missing. */
export function gaps(entries: Numbered[]): Set<number> {
  return new Set(entries.filter((one, index) => one.number !== (entries[index - 1]?.number ?? 0) + 1).map((one) => one.number));
}

/** "2020-04-08T15:30" on the community's clock, as a field for time has it -> a moment. */
export function momentOf(local: string, zone: string): string | undefined {
  const [day, clock] = local.split("T");
  if (!day || !clock) return undefined;
  const guess = Date.parse(`${day}T${clock}:00Z`);
  if (Number.isNaN(guess)) return undefined;
  const wanted = guess % DAY;
  const shift = ((sinceMidnight(guess, zone) - wanted + DAY * 1.5) % DAY) - DAY / 2; // between -12 and +12 hours
  return new Date(guess - shift).toISOString();
}
