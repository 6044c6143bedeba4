// Names of the policy's checks, and which control asks for what each needs.
import { isOutsider, type Person } from "../check/arrival";
import type { Step } from "../types";
import { language, purposeWords, t } from ".";

export type AskKind = "identity" | "mask" | "temperature" | "health" | "purpose" | "host" | "credential" | "other";

interface Check {
  zh: string;
  en: string;
  ask: AskKind;
}

const CHECKS: Record<string, Check> = {
  pass_valid: { zh: "通行码", en: "Pass", ask: "other" },
  resident_here: { zh: "住在这里", en: "Lives here", ask: "other" },
  reason_open: { zh: "外出事由", en: "Reason to go", ask: "purpose" },
  health_code: { zh: "健康码", en: "Health code", ask: "health" },
  temperature: { zh: "体温", en: "Temperature", ask: "temperature" },
  mask_seen: { zh: "口罩", en: "Mask", ask: "mask" },
  host_agreed: { zh: "里面同意", en: "Expected inside", ask: "host" },
  credential_seen: { zh: "工作证", en: "Work card", ask: "credential" },
  stays_outside: { zh: "放货架", en: "To the shelf", ask: "other" },
  identity_compared: { zh: "身份", en: "Identity", ask: "identity" },
  household_exits: { zh: "今日次数", en: "Exits today", ask: "other" },
  household_out: { zh: "同户在外", en: "Household out", ask: "other" },
  time_slot: { zh: "时段", en: "Hours", ask: "other" },
  building_batch: { zh: "楼栋批次", en: "Building's turn", ask: "other" },
  no_order: { zh: "居家要求", en: "Home order", ask: "other" },
};

export function stepName(check: string, person: Person = "resident"): string {
  // What takes a resident out is a reason; what brings somebody in is an errand.
  if (check === "reason_open" && isOutsider(person)) return t("step_errand");
  return CHECKS[check]?.[language()] ?? check;
}

export function kindOf(check: string): AskKind {
  return CHECKS[check]?.ask ?? "other";
}

export interface Colour {
  word: string;
  label: string;
  /** only a shade of the button: the word itself is always on it */
  tone: "go" | "wait" | "stop" | "";
}

const SHADES: Record<string, Colour["tone"]> = { green: "go", yellow: "wait", amber: "wait", orange: "wait", red: "stop" };

/** The colour words of this policy, in its own order and its own words: colours mean different things in different places. */
export function coloursOf(step: Step): Colour[] {
  const colours = Array.isArray(step.colours) ? (step.colours as { word: string; zh: string; en: string }[]) : [];
  return colours.map((colour) => ({ word: colour.word, label: colour[language()], tone: SHADES[colour.word] ?? "" }));
}

export function purposesOf(words: unknown): { word: string; label: string }[] {
  const plain = Array.isArray(words) ? words.filter((word): word is string => typeof word === "string") : [];
  return plain.map((word) => ({ word, label: purposeWords(word) }));
}
