// The checks that a policy's steps may name, twin of linli/gates/rules_checks.py: read its docstrings there.
import type { Facts, Outcome, Step } from "./types";

export type Finding = [Outcome, string] | null;
type Check = (step: Step, facts: Facts) => Finding;

const DAY = 86_400;
export const FEVER: [Outcome, string] = ["hand_over", "gate.fever"];
/**
 * Who comes from outside: the only people who may be refused entry by a rule alone. Their order is the number of the
 * kind in a signed pass (protocol/hcert/): append, never sort.
 */
export const OUTSIDERS = [
  "visitor",
  "carer",
  "courier",
  "shop_staff",
  "property_staff",
  "doctor",
  "repair",
  "mover",
  "official",
] as const;
const PASS_STATES = [
  "expired",
  "not_yet",
  "forged",
  "unknown_key",
  "revoked",
  "used",
  "wrong_kind",
  "unreadable",
  "outside_hours",
];

export function integer(facts: Facts, name: string): number | null {
  const value = facts[name];
  return Number.isInteger(value) ? (value as number) : null;
}

export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function at(values: unknown[], index: number): number {
  const value = values[index];
  return Number.isInteger(value) ? (value as number) : 0;
}

/** [kind, minutes] of the permits open now; both ends belong to the permit. */
export function openPermits(facts: Facts, now: number): [string, number][] {
  const starts = list(facts.permit_froms);
  const ends = list(facts.permit_untils);
  const minutes = list(facts.permit_minutes);
  const open: [string, number][] = [];
  list(facts.permit_kinds).forEach((kind, index) => {
    if (typeof kind === "string" && at(starts, index) <= now && now <= at(ends, index)) {
      open.push([kind, at(minutes, index)]);
    }
  });
  return open;
}

/** A good pass of one of `kinds` was read. */
export function holdsPass(kinds: unknown[], facts: Facts): boolean {
  return facts.pass_state === "good" && kinds.includes(facts.pass_kind);
}

export function outsider(facts: Facts): boolean {
  return (OUTSIDERS as readonly unknown[]).includes(facts.person);
}

const pass_valid: Check = (step, facts) => {
  const state = facts.pass_state;
  if (state === "good") return null;
  if (PASS_STATES.includes(state as string)) return ["refuse", `pass.${state as string}`];
  if (step.roster === true && facts.resident_here === true) return null;
  return ["refuse", outsider(facts) ? "gate.not_expected" : "gate.no_pass"];
};

const resident_here: Check = (_step, facts) =>
  facts.resident_here === true ? null : ["refuse", "gate.not_resident"];

const reason_open: Check = (step, facts) => {
  const now = integer(facts, "now");
  const kinds = list(step.kinds);
  if (now !== null && openPermits(facts, now).some(([kind]) => kinds.includes(kind))) return null;
  const purposes = list(step.purposes);
  if (purposes.length > 0 && typeof facts.purpose !== "string") {
    return ["ask", outsider(facts) ? "gate.ask_errand" : "gate.ask_purpose"];
  }
  if (purposes.includes(facts.purpose)) return null;
  return ["refuse", outsider(facts) ? "gate.not_expected" : "gate.no_reason"];
};

const health_code: Check = (step, facts) => {
  const certificate = facts.health_certificate;
  if (step.certificate === true && certificate === "good") return null;
  const colour = facts.health_colour;
  if (typeof colour === "string") return list(step.accept).includes(colour) ? null : ["refuse", "gate.health_colour"];
  if (step.certificate === true && typeof certificate === "string") return ["refuse", "gate.health_certificate"];
  return ["ask", "gate.ask_health"];
};

const temperature: Check = (step, facts) => {
  const value = integer(facts, "temperature");
  if (value === null) return ["ask", "gate.ask_temperature"];
  if (value < (step.least as number) || value > (step.most as number)) return ["ask", "gate.temperature_implausible"];
  return value < (step.below as number) ? null : FEVER;
};

const mask_seen: Check = (_step, facts) => seen(facts.mask, "gate.ask_mask", "gate.no_mask");

const identity_compared: Check = (_step, facts) =>
  seen(facts.identity, "gate.ask_identity", "gate.identity_differs");

function seen(answer: unknown, ask: string, refuse: string): Finding {
  if (answer === true) return null;
  return answer === false ? ["refuse", refuse] : ["ask", ask];
}

const credential_seen: Check = (_step, facts) =>
  seen(facts.credential, "gate.ask_credential", "gate.no_credential");

const host_agreed: Check = (_step, facts) => seen(facts.host, "gate.ask_host", "gate.host_declined");

const stays_outside: Check = () => ["refuse", "gate.leave_at_shelf"];

const household_exits: Check = (step, facts) =>
  fewer(facts, "household_exits_today", step.per_day as number, "gate.exits_used_up");

const household_out: Check = (step, facts) =>
  fewer(facts, "household_out", step.at_once as number, "gate.household_out");

function fewer(facts: Facts, name: string, limit: number, code: string): Finding {
  const count = integer(facts, name);
  if (count === null) return ["refer", "gate.household_unknown"];
  return count < limit ? null : ["refuse", code];
}

const time_slot: Check = (step, facts) => {
  const local = localTime(facts);
  if (local === null) return ["refer", "gate.time_unknown"];
  return inSlots(step.slots as number[][], local) ? null : ["refuse", "gate.outside_hours"];
};

interface Batch {
  buildings: string[];
  days: number[];
  slots: number[][];
}

const building_batch: Check = (step, facts) => {
  const local = localTime(facts);
  if (local === null) return ["refer", "gate.time_unknown"];
  const weekday = modulo(Math.floor(local / DAY) + 3, 7) + 1;
  const turn = (step.batches as Batch[]).some(
    (batch) =>
      batch.buildings.includes(facts.building as string) &&
      batch.days.includes(weekday) &&
      inSlots(batch.slots, local),
  );
  return turn ? null : ["refuse", "gate.not_your_batch"];
};

/** Seconds since the epoch as the community's clock on the wall counts them. */
function localTime(facts: Facts): number | null {
  const now = integer(facts, "now");
  const offset = integer(facts, "offset");
  return now === null || offset === null ? null : now + offset;
}

/** Python's remainder: never below zero. */
function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}

function inSlots(slots: number[][], local: number): boolean {
  const minute = Math.floor(modulo(local, DAY) / 60);
  return slots.some(([start, end]) =>
    start! <= end! ? start! <= minute && minute < end! : minute >= start! || minute < end!,
  );
}

const no_order: Check = (step, facts) => {
  const now = integer(facts, "now");
  const kinds = list(step.kinds);
  const ends = list(facts.order_untils);
  const bound = list(facts.order_kinds).some(
    (kind, index) => kinds.includes(kind) && (now === null || now <= at(ends, index)),
  );
  return bound ? ["refuse", "gate.under_order"] : null;
};

export const CHECKS: Record<string, Check> = {
  pass_valid,
  resident_here,
  reason_open,
  health_code,
  temperature,
  mask_seen,
  identity_compared,
  credential_seen,
  host_agreed,
  stays_outside,
  household_exits,
  household_out,
  time_slot,
  building_batch,
  no_order,
};
