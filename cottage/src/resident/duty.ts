/** When somebody calls, in words, as the duty and the clocks of this community say it. */
import type { App } from "./app";
import { notice, soft } from "./parts";
import type { Child } from "./dom";

/** Who is on duty; where nobody is, when somebody will be, and what helps meanwhile. */
export function onDuty(app: App): Child[] {
  const { door, duty, say } = app;
  if (!app.looked) return [];
  if (!door || !duty) return [notice(say("no_door"), "warning", "no-door")];
  if (!door.key) return [notice(say("no_key"), "warning", "no-key")];
  if (duty.now) return [soft(say("duty_now"))];
  const when = next(app);
  return [notice([when ? say("duty_next", { when }) : say("duty_unknown"), say.gap, say("duty_meanwhile")], "warning", "no-duty")];
}

export function next(app: App): string {
  const moment = app.duty?.next;
  return moment ? app.say.when(moment, app.set.now()) : "";
}

/** One of three ways to say it: now within hours, from a time on, or as soon as somebody is there. */
export function promise(app: App, words: { now: Line; next: Line; soon: Line }, values: Record<string, string> = {}): string {
  const { door, say } = app;
  if (door && !door.key) return say("no_key");
  if (door && app.duty?.now) return say(words.now, { ...values, span: span(app, Math.ceil(door.clocks.life_minutes / 60)) });
  const when = next(app);
  return when ? say(words.next, { ...values, when }) : say(words.soon, values);
}

/** "2 hours", "3 days". */
export function span(app: App, hours: number): string {
  if (hours > 24 && hours % 24 === 0) return app.say("days", { n: hours / 24 });
  return hours === 1 ? app.say("hour") : app.say("hours", { n: hours });
}

type Line = "life_us_now" | "life_us_next" | "life_us_soon" | "asked_now" | "asked_next" | "asked_soon";
