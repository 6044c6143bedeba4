/** Words in the language of the page, which the server has chosen. */
import type { Language } from "../device/letter";
import type { Words as Both } from "../scales/types";
import { en } from "./en";
import { zh, type Words } from "./zh";

export type Word = keyof Words;
export type Values = Record<string, string | number>;

export function fill(text: string, values: Values = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

export interface Say {
  (word: Word, values?: Values): string;
  language: Language;
  /** between two sentences */
  gap: string;
  /** the half of a scale's words */
  of(words: Both): string;
  /** "today 20:00", "tomorrow 08:00", "04-09 08:00", on the community's clock */
  when(moment: string | number, now: number): string;
  day(moment: number): string;
  /** "Wednesday 04-08" */
  date(moment: string): string;
  time(moment: string): string;
}

export function sayer(lang: string, zone: string): Say {
  const language: Language = lang.startsWith("en") ? "en" : "zh-hans";
  const words = language === "en" ? en : zh;
  const parts = (moment: number) => inZone(moment, zone);
  const say = (word: Word, values?: Values) => fill(words[word], values);
  return Object.assign(say, {
    language,
    gap: language === "en" ? " " : "",
    of: (both: Both) => (language === "en" ? both.en : both.zh),
    when: (moment: string | number, now: number) => {
      const then = parts(new Date(moment).getTime());
      if (then.day === parts(now).day) return fill(words.today, { time: then.time });
      if (then.day === parts(now + 86_400_000).day) return fill(words.tomorrow, { time: then.time });
      return `${then.day.slice(5)} ${then.time}`;
    },
    day: (moment: number) => parts(moment).day,
    date: (moment: string) => {
      const name = new Intl.DateTimeFormat(language === "en" ? "en-GB" : "zh-CN", { timeZone: zone, weekday: "long" });
      return `${name.format(new Date(moment))} ${parts(new Date(moment).getTime()).day.slice(5)}`;
    },
    time: (moment: string) => parts(new Date(moment).getTime()).time,
  });
}

function inZone(moment: number, zone: string): { day: string; time: string } {
  const form = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  }); // prettier-ignore
  const [day = "", time = ""] = form.format(moment).split(" ");
  return { day, time };
}
