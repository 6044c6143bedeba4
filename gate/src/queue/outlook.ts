// How an arrival will end if all that is still to be asked turns out well: by the same rules, on the phone.
import type { Answers, Arrival } from "../check/arrival";
import { judge, stepsOf } from "../check/judge";
import type { Step, Verdict } from "../types";
import { kindOf } from "../words/steps";
import type { World } from "../world";

export interface Outlook {
  /** checks of the policy in force that somebody must still answer, in their order */
  asks: string[];
  end: Verdict;
}

/** Nothing supposed here is ever recorded: it only tells which questions are left, and what no answer would clear. */
export function outlook(world: World, arrival: Arrival): Outlook {
  const trial: Arrival = { ...arrival, answers: { ...arrival.answers } };
  const asks: string[] = [];
  for (;;) {
    const end = judge(world, trial);
    if (end.outcome !== "ask" || asks.includes(end.step)) return { asks, end };
    asks.push(end.step);
    const step = stepsOf(world, trial).find((one) => one.check === end.step);
    const answer = step && wellAnswered(step);
    if (!answer) return { asks, end };
    Object.assign(trial.answers, answer);
  }
}

function wellAnswered(step: Step): Answers | undefined {
  switch (kindOf(step.check)) {
    case "identity": return { identity: true };
    case "mask": return { mask: true };
    case "host": return { host: true };
    case "credential": return { credential: true };
    case "temperature": return { temperature: (step.below as number) - 1 };
    case "health": return first(step.accept, (health_colour) => ({ health_colour }));
    case "purpose": return first(step.purposes, (purpose) => ({ purpose }));
    default: return undefined;
  }
}

function first(words: unknown, made: (word: string) => Answers): Answers | undefined {
  const word: unknown = Array.isArray(words) ? words[0] : undefined;
  return typeof word === "string" ? made(word) : undefined;
}
