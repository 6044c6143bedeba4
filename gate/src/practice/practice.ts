// Practice: the same screens and rules on an invented world. Nothing is stored, nothing is sent.
import type { App } from "../app";
import { dayOf, deviceNow } from "../clock";
import { Roster } from "../roster";
import { LIMITS, type Rules, type Staff } from "../sync/pull";
import type { Gate, LedgerEntry, Outcome, Policy } from "../types";
import { t } from "../words";
import { type Draft, FIRST_ZONE, type Overruled, type World } from "../world";
import { practiceScreen } from "../screens/practice";
import { earlier, LESSONS, type Lesson, PASSES, RESIDENTS } from "./people";
import { PRACTICE_POLICY } from "./policy";
import { PracticeShelf } from "./shelf";

export class PracticeWorld implements World {
  readonly practice = true;
  readonly gate: Gate = { id: "south", name: t("practice_gate") };
  readonly roster = new Roster(RESIDENTS, PASSES);
  readonly staff: Staff = { guards: [], helpers: [], expected: [], companies: [] };
  readonly ledger: LedgerEntry[];
  readonly rules: Rules;
  readonly shelf = new PracticeShelf(this);
  private held: Draft[] = [];

  constructor(policy: Policy, private readonly ended: (outcome: Outcome | "emergency") => void) {
    const now = deviceNow();
    this.ledger = earlier(now, dayOf(now, FIRST_ZONE));
    this.rules = {
      policy,
      trust: [],
      revoked: { ids: [], as_of: now },
      head: "",
      zone: FIRST_ZONE,
      limits: { ...LIMITS, two_gates_seconds: 300 },
      gates: [this.gate],
      asOf: now,
      offset: 0,
    };
  }

  now(): number {
    return deviceNow();
  }

  zone(): number {
    return FIRST_ZONE;
  }

  async hold(...drafts: Draft[]): Promise<void> {
    this.held = drafts;
  }

  async letGo(): Promise<void> {
    this.held = [];
  }

  /** A family ended well when each of them did. */
  async settleHeld(overruled: Overruled = []): Promise<void> {
    const overrules = Array.isArray(overruled) ? overruled : [overruled];
    const outcomes = this.held.map((held, index) => overrules[index]?.outcome ?? held.verdict.outcome);
    this.held = [];
    if (outcomes.length > 0) this.ended(outcomes.find((outcome) => outcome !== "allow") ?? "allow");
  }

  async record(): Promise<number> {
    return 1;
  }
}

/** One round. */
export class Practice {
  readonly began = Date.now();
  readonly results: boolean[] = [];
  ended = 0;
  /** words about the arrival that was just handled */
  said = "";

  get lesson(): Lesson | undefined {
    return LESSONS[this.results.length];
  }

  get seconds(): number {
    return Math.round((this.ended - this.began) / 1000);
  }

  end(outcome: Outcome | "emergency"): void {
    const lesson = this.lesson;
    if (!lesson) return;
    const right = outcome === lesson.right;
    this.results.push(right);
    this.said = right ? t("practice_right") : t("practice_look", { hint: t(lesson.hint) });
    if (!this.lesson) this.ended = Date.now();
  }

  lifePressed(): void {
    this.end("emergency");
  }
}

export function startPractice(app: App): void {
  const practice = new Practice();
  app.practice = practice;
  app.world = new PracticeWorld(PRACTICE_POLICY, (outcome) => practice.end(outcome));
  app.go(practiceScreen);
}

export function leavePractice(app: App): void {
  app.practice = undefined;
  app.arrival = undefined;
  app.world = app.live;
  app.home();
}
