// The gate's check, twin of linli/gates/rules.py: same names, same order, same verdicts. Read its docstrings there;
// protocol/gate/vectors/ and thousands of seeded comparisons hold the two together.
import type { Facts, GatePolicy, Outcome, Step, Verdict } from "./types";

type Finding = [Outcome, string] | null;
type Check = (step: Step, facts: Facts) => Finding;

const DAY = 86_400;
const FEVER: [Outcome, string] = ["hand_over", "gate.fever"];
const COMES_TO_WORK = ["visitor", "carer", "worker"];
const PASS_STATES = ["expired", "not_yet", "forged", "unknown_key", "revoked", "used", "wrong_kind", "unreadable"];

export function decide(policy: GatePolicy, facts: Facts): Verdict {
  if (facts.emergency === true) return verdict("allow", "gate.emergency");
  const now = integer(facts, "now");
  const lapses = policy.settings?.lapses_at as number | undefined;
  if (now !== null && lapses && lapses <= now) return verdict("allow", "gate.policy_lapsed");
  const toDo = steps(policy, facts);
  // A fever once measured is never hidden behind another reason.
  if (toDo.some((step) => step.check === "temperature" && judged(step, facts, now) === FEVER)) {
    return verdict(...FEVER, "temperature");
  }
  let asked: [string, string] | null = null;
  const passed: string[] = [];
  for (const step of toDo) {
    const finding = judged(step, facts, now);
    if (finding === null) passed.push(step.check);
    else if (finding[0] === "ask") asked = asked ?? [finding[1], step.check];
    // A reason that is known already is told at once: nobody is measured for nothing.
    else return verdict(humane(finding[0], facts), finding[1], step.check, passed);
  }
  if (asked) return verdict("ask", asked[0], asked[1], passed);
  return verdict("allow", "gate.allowed", "", passed, backBy(policy, facts));
}

function verdict(outcome: Outcome, code: string, step = "", passed: string[] = [], until = 0): Verdict {
  return { outcome, code, step, until, passed };
}

/** What this step finds; a check that this program does not know yet is a person's to decide. */
function judged(step: Step, facts: Facts, now: number | null): Finding {
  if (spared(step, facts, now)) return null;
  const check = CHECKS[step.check];
  return check ? check(step, facts) : ["refer", "gate.unknown_check"];
}

function spared(step: Step, facts: Facts, now: number | null): boolean {
  const kinds = list(step.except_permits);
  if (now !== null && openPermits(facts, now).some(([kind]) => kinds.includes(kind))) return true;
  return list(step.except).includes(facts.purpose);
}

/** Entry is never refused to a resident, or to somebody who may be one, without a human decision. */
function humane(outcome: Outcome, facts: Facts): Outcome {
  const mayBeResident = !COMES_TO_WORK.includes(facts.person as string);
  return outcome === "refuse" && facts.direction !== "exit" && mayBeResident ? "refer" : outcome;
}

function steps(policy: GatePolicy, facts: Facts): Step[] {
  const direction = facts.direction === "exit" ? "exit" : "entry";
  const others = policy.others;
  const person = facts.person;
  const other = others && typeof person === "string" && Object.prototype.hasOwnProperty.call(others, person) ? others[person] : undefined;
  return (other ?? policy)[direction];
}

function backBy(policy: GatePolicy, facts: Facts): number {
  const now = integer(facts, "now");
  if (now === null || facts.direction !== "exit") return 0;
  const own = openPermits(facts, now).map(([, minutes]) => minutes);
  // A standing permit has 0 minutes: the shortest of all, and no clock.
  const minutes = own.length > 0 ? Math.min(...own) : (policy.settings?.exit_minutes as number | undefined);
  return minutes ? now + minutes * 60 : 0;
}

function integer(facts: Facts, name: string): number | null {
  const value = facts[name];
  return Number.isInteger(value) ? (value as number) : null;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function at(values: unknown[], index: number): number {
  const value = values[index];
  return Number.isInteger(value) ? (value as number) : 0;
}

/** [kind, minutes] of the permits open now; both ends belong to the permit. */
function openPermits(facts: Facts, now: number): [string, number][] {
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

const pass_valid: Check = (step, facts) => {
  const state = facts.pass_state;
  if (state === "good") return null;
  if (PASS_STATES.includes(state as string)) return ["refuse", `pass.${state as string}`];
  if (step.roster === true && facts.resident_here === true) return null;
  return ["refuse", "gate.no_pass"];
};

const resident_here: Check = (_step, facts) =>
  facts.resident_here === true ? null : ["refuse", "gate.not_resident"];

const reason_open: Check = (step, facts) => {
  const now = integer(facts, "now");
  const kinds = list(step.kinds);
  if (now !== null && openPermits(facts, now).some(([kind]) => kinds.includes(kind))) return null;
  const purposes = list(step.purposes);
  if (purposes.length > 0 && typeof facts.purpose !== "string") return ["ask", "gate.ask_purpose"];
  return purposes.includes(facts.purpose) ? null : ["refuse", "gate.no_reason"];
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
  household_exits,
  household_out,
  time_slot,
  building_batch,
  no_order,
};
