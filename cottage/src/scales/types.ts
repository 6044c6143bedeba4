/** A scale as its file in protocol/scales/ says it (scale.schema.json), and what scoring makes of answers. */

export interface Words {
  zh: string;
  en: string;
}

export interface Choice {
  value: number;
  text: Words;
}

export interface Item {
  id: string;
  text: Words;
  scored: boolean;
  answers?: Choice[]; // only where they differ from the answers of the scale
}

export type Level = "none" | "mild" | "moderate" | "severe";
export type Op = ">=" | "<=";

export interface Band {
  id: string;
  from: number;
  to: number;
  level: Level;
  text: Words;
  help: Words;
}

export interface Cutoff {
  id: string;
  at: number;
  op: Op;
  setting: Words;
  citation: string;
}

export interface Alarm {
  item: string;
  op: Op;
  value: number;
  code: "life";
}

export interface Scale {
  id: string;
  version: string;
  loinc?: { panel?: string; total?: string; items?: Record<string, string> };
  title: Words;
  about: Words;
  licence: { text: Words; name: string; url: string; redistribution: string; checked: string };
  source: Words;
  texts: Record<"zh" | "en", { status: "confirmed" | "unconfirmed"; where: string }>;
  instruction: Words;
  period: Words;
  screen?: { item: string; no_ends: true };
  items: Item[];
  answers: Choice[];
  scoring: { method: "sum"; factor: number; missing: { allowed: number }; direction: "higher_is_worse" | "higher_is_better" };
  bands: Band[];
  cutoffs: Cutoff[];
  default_cutoff: string;
  alerts: Alarm[];
  retest_days: number;
  attention: Words;
}

/** `above`: the total is on the side of the cut-off that asks for a call, whichever way the scale runs. */
export interface Score {
  total: number;
  band: string;
  level: Level;
  above: boolean;
  alerts: { item: string; code: string }[];
  cutoff: number;
  cutoff_id: string;
  citation: string;
}

export interface Failure {
  error: "scale.unknown_cutoff" | "scale.wrong_count" | "scale.wrong_value" | "scale.missing" | "scale.no_band";
  expected?: number;
  got?: number;
  items?: string[];
  allowed?: number[];
}
