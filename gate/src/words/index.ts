// The words of the gate in the language of this phone, and the verdicts' words that the server shares.
import shared from "../../../protocol/gate/words.json";
import { en } from "./en";
import { OWN_VERDICTS } from "./own";
import { zh, type Words } from "./zh";

export type Language = "zh" | "en";
export type Word = keyof Words;
type Values = Record<string, string | number>;

/** What one verdict code says: title, reason, what clears it, the calm sentence, who helps. */
export interface VerdictWords {
  title: string;
  reason: string;
  remedy: string;
  say: string;
  help: string;
}

const STORED = "linli-gate-language";
let current: Language = read();

function read(): Language {
  try {
    return localStorage.getItem(STORED) === "en" ? "en" : "zh";
  } catch {
    return "zh";
  }
}

export function language(): Language {
  return current;
}

export function setLanguage(next: Language): void {
  current = next;
  try {
    localStorage.setItem(STORED, next);
  } catch {
    // private mode: the choice holds until the page is closed
  }
}

export function fill(text: string, values: Values = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

export function t(word: Word, values?: Values): string {
  return fill((current === "zh" ? zh : en)[word], values);
}

/** "5 minutes ago" for an age in seconds. */
export function ago(seconds: number): string {
  if (seconds < 90) return t("just_now");
  if (seconds < 5400) return t("minutes_ago", { n: Math.round(seconds / 60) });
  return t("hours_ago", { n: Math.round(seconds / 3600) });
}

/** Words of the purposes that policies use; a word of a policy's own is shown as it is. */
const PURPOSES: Record<string, Record<Language, string>> = {
  medical: { zh: "看病", en: "Medical care" },
  pharmacy: { zh: "买药", en: "Pharmacy" },
  shopping: { zh: "买生活用品", en: "Shopping" },
  care: { zh: "照护家人", en: "Care for family" },
  delivery: { zh: "送货", en: "Delivery" },
  repair: { zh: "抢修", en: "Repair" },
  inspection: { zh: "检查工作", en: "Inspection" },
  epidemic_work: { zh: "防疫工作", en: "Epidemic work" },
  essential: { zh: "保供保运转", en: "Essential work" },
  work: { zh: "上班", en: "Work" },
  visit: { zh: "探访", en: "Visit" },
  funeral: { zh: "丧事", en: "Funeral" },
  water: { zh: "水管", en: "Water" },
  power: { zh: "电路", en: "Electricity" },
  gas: { zh: "燃气", en: "Gas" },
  lift: { zh: "电梯", en: "Lift" },
  heating: { zh: "暖气", en: "Heating" },
  network: { zh: "网络", en: "Internet" },
  appliance: { zh: "家电", en: "An appliance" },
  other: { zh: "别的事", en: "Something else" },
};

export function purposeWords(word: string): string {
  return PURPOSES[word]?.[current] ?? word;
}

const verdicts = { ...OWN_VERDICTS, ...shared } as unknown as Record<string, Record<Language, Partial<VerdictWords>>>;

/** Words of a verdict code; a code that this build does not know is shown as it is. */
export function verdictWords(code: string, values: Values = {}): VerdictWords {
  const found = verdicts[code]?.[current] ?? {};
  const filled = (text: string | undefined) => fill(text ?? "", values);
  return {
    title: filled(found.title) || code,
    reason: filled(found.reason),
    remedy: filled(found.remedy),
    say: filled(found.say),
    help: filled(found.help),
  };
}
