/** Two counsellors wrote about one record at once: what each said stands side by side, and a person decides. */
import { type Entry, type Numbered } from "./types";

export type Clash = "closed" | "outcome" | "attempt" | "appointment" | null;

/** In what what came in meanwhile speaks against what I was about to write; null: both can simply stand. */
export function clash(mine: Entry, newer: Numbered[]): Clash {
  const others = newer.filter((one) => one.by.id !== mine.by.id);
  if (others.some((one) => one.kind === "closing")) return "closed";
  if (mine.kind === "outcome" || mine.kind === "closing") {
    if (others.some((one) => one.kind === "outcome" && !sameOutcome(mine, one))) return "outcome";
  }
  if (mine.kind === "attempt" && others.some((one) => one.kind === "attempt")) return "attempt";
  if (mine.kind === "appointment" && others.some((one) => one.kind === "appointment")) return "appointment";
  return null;
}

function sameOutcome(mine: Entry, other: Entry): boolean {
  return mine.kind === "outcome" && mine.outcome === other.outcome && mine.reason === other.reason;
}

/** All entries by number, each once: what the server sent later never takes the place of what was there. */
export function joined(known: Numbered[], newer: Numbered[]): Numbered[] {
  const numbers = new Set(known.map((one) => one.number));
  return [...known, ...newer.filter((one) => !numbers.has(one.number))].sort((a, b) => a.number - b.number);
}
