/** Words in the language of the page, and times as the community's clock shows them. */
import type { Words as Both } from "../../scales/types";
import { en, type Words } from "./en";
import { zh } from "./zh";

export type Word = keyof Words;

export interface Say {
  (word: Word, values?: Record<string, string | number>): string;
  of(both: Both): string;
  when(moment: number, now: number): string;
  day(moment: number): string;
  span(ms: number): string;
  english: boolean;
}

export function sayer(lang: string, zone: string): Say {
  const english = lang.startsWith("en");
  const words = english ? en : zh;
  const say = (word: Word, values: Record<string, string | number> = {}) =>
    words[word].replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
  return Object.assign(say, {
    english,
    of: (both: Both) => (english ? both.en : both.zh),
    day: (moment: number) => parts(moment, zone).day,
    when: (moment: number, now: number) => {
      const then = parts(moment, zone);
      if (then.day === parts(now, zone).day) return say("today", { time: then.time });
      if (then.day === parts(now + 86_400_000, zone).day) return say("tomorrow", { time: then.time });
      return `${then.day.slice(5)} ${then.time}`;
    },
    span: (ms: number) => {
      const minutes = Math.floor(Math.abs(ms) / 60_000);
      if (minutes < 60) return say("minutes", { n: minutes });
      return minutes < 48 * 60 ? say("hours", { n: Math.floor(minutes / 60) }) : say("days", { n: Math.floor(minutes / 1440) });
    },
  });
}

const forms = new Map<string, Intl.DateTimeFormat>();

function parts(moment: number, zone: string): { day: string; time: string } {
  let form = forms.get(zone);
  if (!form) {
    form = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" });
    forms.set(zone, form);
  }
  const [day = "", time = ""] = form.format(moment).split(" ");
  return { day, time };
}
