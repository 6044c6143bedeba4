// The gate's check, twin of linli/gates/rules.py: same names, same order, same verdicts. Read its docstrings there;
// protocol/gate/vectors/ and thousands of seeded comparisons hold the two together.
import { CHECKS, FEVER, type Finding, holdsPass, integer, list, openPermits, outsider } from "./rules_checks";
import type { Facts, GatePolicy, Outcome, Step, Verdict } from "./types";

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
  return list(step.except).includes(facts.purpose) || holdsPass(list(step.except_passes), facts);
}

/** Entry is never refused to a resident, or to somebody who may be one, without a human decision. */
function humane(outcome: Outcome, facts: Facts): Outcome {
  return outcome === "refuse" && facts.direction !== "exit" && !outsider(facts) ? "refer" : outcome;
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
  // Nobody waits for somebody from outside to come back.
  if (now === null || facts.direction !== "exit" || outsider(facts)) return 0;
  const own = openPermits(facts, now).map(([, minutes]) => minutes);
  // A standing permit has 0 minutes: the shortest of all, and no clock.
  const minutes = own.length > 0 ? Math.min(...own) : (policy.settings?.exit_minutes as number | undefined);
  return minutes ? now + minutes * 60 : 0;
}
