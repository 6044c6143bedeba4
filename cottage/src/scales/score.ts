// The score of a scale, twin of linli/wellbeing/scales.py: same names, same order, same results. Read its docstrings
// there; protocol/scales/vectors/ holds the two together.
import type { Cutoff, Failure, Item, Op, Scale, Score } from "./types";

export type { Failure, Scale, Score } from "./types";

/** What the answers come to, in the order of the items (null: not answered), or why they cannot be scored. */
export function score(scale: Scale, answers: readonly (number | null)[], cutoff = ""): Score | Failure {
  const chosen = scale.cutoffs.find((one) => one.id === (cutoff || scale.default_cutoff));
  if (!chosen) return { error: "scale.unknown_cutoff" };
  const ended = endsAtOnce(scale, answers);
  const wrong = refused(scale, answers, ended);
  if (wrong) return wrong;
  return judged(scale, ended ? 0 : total(scale, answers), chosen, ended ? [] : alerts(scale, answers));
}

/** Whether these answers end a scale at its opening question: a "no" there. The form asks nothing after it. */
export function endsAtOnce(scale: Scale, answers: readonly (number | null)[]): boolean {
  return scale.screen !== undefined && answers[0] === 0;
}

/** The values that an item may have. */
export function values(scale: Scale, item: Item): number[] {
  return (item.answers ?? scale.answers).map((answer) => answer.value);
}

function refused(scale: Scale, answers: readonly (number | null)[], ended: boolean): Failure | null {
  const least = scale.items.reduce((most, item, index) => (item.scored ? index + 1 : most), 0);
  if (answers.length > scale.items.length || answers.length < (ended ? 1 : least)) {
    return { error: "scale.wrong_count", expected: least, got: answers.length };
  }
  for (const [index, value] of answers.entries()) {
    const item = scale.items[index]!;
    const allowed = values(scale, item);
    if (value !== null && !allowed.includes(value)) return { error: "scale.wrong_value", items: [item.id], allowed };
  }
  const missing = ended ? [] : unanswered(scale, answers);
  return tooMany(scale, missing) ? { error: "scale.missing", items: missing } : null;
}

function unanswered(scale: Scale, answers: readonly (number | null)[]): string[] {
  const needed = (item: Item) => item.scored || item.id === scale.screen?.item;
  return scale.items.filter((item, index) => needed(item) && (answers[index] ?? null) === null).map((item) => item.id);
}

/** A scale may do without some answers, but never without its opening question or one that can raise an alert. */
function tooMany(scale: Scale, missing: string[]): boolean {
  const kept = [scale.screen?.item, ...scale.alerts.map((alert) => alert.item)];
  return missing.length > scale.scoring.missing.allowed || missing.some((item) => kept.includes(item));
}

function total(scale: Scale, answers: readonly (number | null)[]): number {
  const items = scale.items.length;
  let sum = 0;
  let answered = 0;
  let scored = 0;
  for (let index = 0; index < items; index += 1) {
    if (!scale.items[index]!.scored) continue;
    scored += 1;
    const value = answers[index] ?? null;
    if (value === null) continue;
    answered += 1;
    sum += value;
  }
  const raw = Math.floor((2 * sum * scored + answered) / (2 * answered)); // scaled up to all items, half up
  return Math.floor(raw * scale.scoring.factor);
}

function alerts(scale: Scale, answers: readonly (number | null)[]): Score["alerts"] {
  const raised = scale.alerts.filter((alert) => {
    const value = answers[scale.items.findIndex((item) => item.id === alert.item)] ?? null;
    return value !== null && reaches(value, alert.op, alert.value);
  });
  return raised.map(({ item, code }) => ({ item, code }));
}

function judged(scale: Scale, sum: number, cutoff: Cutoff, raised: Score["alerts"]): Score | Failure {
  const band = scale.bands.find((one) => one.from <= sum && sum <= one.to);
  if (!band) return { error: "scale.no_band" };
  return {
    total: sum,
    band: band.id,
    level: band.level,
    above: reaches(sum, cutoff.op, cutoff.at),
    alerts: raised,
    cutoff: cutoff.at,
    cutoff_id: cutoff.id,
    citation: cutoff.citation,
  };
}

function reaches(value: number, op: Op, mark: number): boolean {
  return op === ">=" ? value >= mark : value <= mark;
}
