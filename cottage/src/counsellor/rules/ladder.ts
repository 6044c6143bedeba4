/** What is to be done next about one record: ring, ring by somebody else, ask for a visit, wait, close. */
import { due } from "./clock";
import { URGENCIES, type Clocks, type Entry, type Numbered, type Opened, type Urgency } from "./types";

export type Next = "call" | "call_other" | "visit" | "visited" | "wait" | "outcome" | "close" | "nothing" | "closed";

interface Step {
  next: Next;
  due: number | null;
}

export interface Standing extends Step {
  urgency: Urgency;
  attempts: number; // in vain, since somebody was last reached
  people: number; // how many counsellors made them
  outcome: Numbered | null;
}

/** The urgency sent along; an answer that asks for a call at once is never less; then what a counsellor said last. */
export function urgencyOf(record: Opened): Urgency {
  const { payload } = record;
  const sent = payload.urgency && URGENCIES.includes(payload.urgency) ? payload.urgency : "call_me"; // unclear: a person asks
  const said = last(record.entries, (one) => one.kind === "urgency" && one.urgency !== undefined);
  if (said) return said.urgency!;
  return payload.alerts?.includes("life") ? "life" : sent;
}

/** The community's clocks, and its zone. */
export interface Rules {
  clocks: Clocks;
  zone: string;
}

export function standing(record: Opened, rules: Rules): Standing {
  const urgency = urgencyOf(record);
  const outcome = lastOutcome(record.entries);
  const vain = attemptsInVain(record.entries);
  const people = new Set(vain.map((one) => one.by.id)).size;
  const base = { urgency, attempts: vain.length, people, outcome };
  if (record.closed !== null) return { ...base, next: "closed", due: null };
  if (outcome) return { ...base, ...afterOutcome(outcome) };
  return { ...base, ...beforeOutcome(record, urgency, vain, people, rules) };
}

function beforeOutcome(record: Opened, urgency: Urgency, vain: Numbered[], people: number, { clocks, zone }: Rules): Step {
  const tried = last(record.entries, (one) => one.kind === "attempt");
  if (tried?.reached && tried.number > (last(record.entries, (one) => one.kind === "outcome")?.number ?? 0)) {
    return { next: "outcome", due: time(tried) };
  }
  if (urgency === "below") return { next: "nothing", due: null };
  const latest = vain[vain.length - 1];
  if (latest && vain.length >= clocks.attempts && people >= clocks.attempt_people) {
    const visit = last(record.entries, (one) => one.kind === "help" && one.to === "visit" && one.number > vain[0]!.number);
    return visit ? { next: "visited", due: due(urgency, time(visit), clocks, zone) } : { next: "visit", due: time(latest) };
  }
  // the last attempts are kept for as many people as are still missing
  const alone = vain.length > 0 && clocks.attempts - vain.length <= clocks.attempt_people - people;
  return { next: alone ? "call_other" : "call", due: due(urgency, latest ? time(latest) : asked(record), clocks, zone) };
}

function afterOutcome(outcome: Numbered): Step {
  const until = outcome.until ? Date.parse(outcome.until) : NaN;
  if (outcome.outcome === "later") return { next: "call", due: Number.isNaN(until) ? time(outcome) : until };
  if (outcome.outcome === "appointment") return { next: "wait", due: Number.isNaN(until) ? null : until };
  return { next: "close", due: null };
}

/** Why a record may not be closed yet; null: it may. A life is not closed because nobody answered the telephone. */
export function stays(record: Opened): "no_outcome" | "visit_first" | "not_held" | null {
  const urgency = urgencyOf(record);
  const outcome = lastOutcome(record.entries);
  if (!outcome) return urgency === "below" ? null : "no_outcome";
  if (outcome.outcome === "later") return "no_outcome";
  if (outcome.outcome === "appointment") return "not_held";
  const unheard = outcome.outcome === "removed" && outcome.reason === "not_responding";
  const visited = record.entries.some((one) => one.kind === "help" && one.to === "visit");
  return unheard && (urgency === "life" || urgency === "call_me") && !visited ? "visit_first" : null;
}

/** Entries that a counsellor cannot write: what is missing. An outcome "removed" says why; "later" says when. */
export function lacks(entry: Entry): "reason" | "other_text" | "until" | "text" | "name" | null {
  if (!entry.by.id || !entry.by.name) return "name";
  if (entry.kind === "outcome" && entry.outcome === "removed") {
    if (!entry.reason) return "reason";
    if (entry.reason === "other" && !entry.text?.trim()) return "other_text";
  }
  const timed = entry.kind === "appointment" || (entry.kind === "outcome" && (entry.outcome === "later" || entry.outcome === "appointment"));
  if (timed && !(entry.until && !Number.isNaN(Date.parse(entry.until)))) return "until";
  if ((entry.kind === "note" || entry.kind === "referral" || entry.kind === "help") && !entry.text?.trim()) return "text";
  return null;
}

export function lastOutcome(entries: Numbered[]): Numbered | null {
  const outcome = last(entries, (one) => one.kind === "outcome");
  const tried = last(entries, (one) => one.kind === "attempt");
  // rung again after "call later" or an appointment: the earlier outcome no longer stands
  const overtaken = outcome && tried && tried.number > outcome.number && (outcome.outcome === "later" || outcome.outcome === "appointment");
  return overtaken ? null : outcome;
}

function attemptsInVain(entries: Numbered[]): Numbered[] {
  const reached = last(entries, (one) => one.kind === "outcome" || (one.kind === "attempt" && one.reached === true));
  return entries.filter((one) => one.kind === "attempt" && !one.reached && one.number > (reached?.number ?? 0));
}

/** The clock runs from when it was received, or from when a counsellor raised it. */
function asked(record: Opened): number {
  const raised = last(record.entries, (one) => one.kind === "urgency");
  return raised ? time(raised) : record.received;
}

function last(entries: Numbered[], wanted: (one: Numbered) => boolean): Numbered | null {
  for (let index = entries.length - 1; index >= 0; index--) if (wanted(entries[index]!)) return entries[index]!;
  return null;
}

function time(entry: Entry): number {
  return Date.parse(entry.at);
}
