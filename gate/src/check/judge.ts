// One arrival, judged: facts, the policy's rules, and where the guard stands in the steps.
import { decide } from "../rules";
import type { GatePolicy, Step, Verdict } from "../types";
import type { World } from "../world";
import type { Arrival } from "./arrival";
import { factsOf } from "./facts";

const NO_RULES: GatePolicy = { entry: [], exit: [] };

/** The gate section in force; the rules themselves know that a lapsed policy restricts nobody. */
export function policyOf(world: World): GatePolicy {
  const policy = world.rules?.policy;
  if (!policy) return NO_RULES;
  return { ...policy.gate, settings: { lapses_at: policy.lapses_at, ...policy.gate.settings } };
}

export function judge(world: World, arrival: Arrival): Verdict {
  try {
    return aboutThePass(decide(policyOf(world), factsOf(world, arrival)), arrival);
  } catch (error) {
    // A policy newer than this build may give a check settings it does not know: then a person decides.
    console.error(error);
    return { outcome: "refer", code: "gate.cannot_tell", step: "", until: 0, passed: [] };
  }
}

/** "Nobody we know" after a pass that did not verify: the same outcome, but said of the pass, which is what clears it. */
function aboutThePass(verdict: Verdict, arrival: Arrival): Verdict {
  const { passState } = arrival.subject;
  if (!passState || passState === "good" || verdict.code !== "gate.not_resident") return verdict;
  return { ...verdict, code: `pass.${passState}` };
}

/** The steps for this kind of person, or else for everybody, in this direction. */
export function stepsOf(world: World, arrival: Arrival): Step[] {
  const policy = policyOf(world);
  return (policy.others?.[arrival.subject.person] ?? policy)[arrival.direction];
}
