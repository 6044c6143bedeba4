/** When somebody calls, in words, as the duty and the clocks of this community say it. */
import type { App } from "./app";
import { notice, soft } from "./parts";
import type { Child } from "./dom";

/** Who is on duty; where nobody is, when somebody will be, and what helps meanwhile. */
export function onDuty(app: App): Child[] {
  const { door, say } = app;
  if (!door) return [notice(say("no_door"), "warning", "no-door")];
  if (!door.key) return [notice(say("no_key"), "warning", "no-key")];
  if (door.duty.now) return [soft(say("duty_now"))];
  const when = next(app);
  return [notice([when ? say("duty_next", { when }) : say("duty_unknown"), " ", say("duty_meanwhile")], "warning", "no-duty")];
}

export function next(app: App): string {
  const moment = app.door?.duty.next;
  return moment ? app.say.when(moment, app.set.now()) : "";
}

/** One of three ways to say it: now within hours, from a time on, or as soon as somebody is there. */
export function promise(app: App, words: { now: Line; next: Line; soon: Line }, values: Record<string, string> = {}): string {
  const { door, say } = app;
  if (door?.duty.now) return say(words.now, { ...values, hours: Math.ceil(door.clocks.life_minutes / 60) });
  const when = next(app);
  return when ? say(words.next, { ...values, when }) : say(words.soon, values);
}

type Line = "life_us_now" | "life_us_next" | "life_us_soon" | "asked_now" | "asked_next" | "asked_soon";
