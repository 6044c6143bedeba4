/** The person's own copies: results with their trend, and when to look again. They never leave the device. */
import type { Scale, Score, Words } from "../scales/types";
import type { SealedRecord } from "../seal/seal";
import { opened, sealed, type Me } from "./people";
import type { Slot } from "./server";
import type { Shelf } from "./shelf";

export interface Result {
  kind: "test";
  id: string;
  at: number;
  scale: string;
  version: string;
  title: Words;
  total: number;
  most: number;
  /** more points are better */
  better: boolean;
  band: { text: Words; help: Words };
  score: Score;
  attention: Words;
  again: number;
}

export interface Asked {
  kind: "talk";
  id: string;
  at: number;
  slot?: Slot;
  /** gives the booked place back */
  cancel?: { booking: string; secret: string };
}

export type Kept = Result | Asked;

const DAY = 86_400_000;

export async function keep(shelf: Shelf, me: Me, thing: Kept): Promise<void> {
  await shelf.put(`kept:${me.row.id}:${thing.id}`, await sealed(me, thing));
}

/** Everything of `me`, the newest first. */
export async function keptOf(shelf: Shelf, me: Me): Promise<Kept[]> {
  const rows = await shelf.all<SealedRecord>(`kept:${me.row.id}:`);
  const found = await Promise.all(rows.map(([, thing]) => opened<Kept>(me, thing)));
  return found.sort((one, other) => other.at - one.at);
}

export function resultOf(scale: Scale, score: Score, id: string, at: number): Result {
  const band = scale.bands.find((one) => one.id === score.band)!;
  return {
    kind: "test",
    id,
    at,
    scale: scale.id,
    version: scale.version,
    title: scale.title,
    total: score.total,
    most: Math.max(...scale.bands.map((one) => one.to)),
    better: scale.scoring.direction === "higher_is_better",
    band: { text: band.text, help: band.help },
    score,
    attention: scale.attention,
    again: at + scale.retest_days * DAY,
  };
}

export function results(kept: Kept[]): Result[] {
  return kept.filter((one): one is Result => one.kind === "test");
}

/** The last result of each scale whose day to look again has come. */
export function due(kept: Kept[], now: number): Result[] {
  const last = new Map<string, Result>();
  for (const one of results(kept)) if ((last.get(one.scale)?.at ?? -1) < one.at) last.set(one.scale, one);
  return [...last.values()].filter((one) => one.again <= now);
}

/** Results by scale, each in the order of time, for those that were answered at least twice. */
export function trends(kept: Kept[]): Result[][] {
  const byScale = new Map<string, Result[]>();
  for (const one of results(kept)) byScale.set(one.scale, [one, ...(byScale.get(one.scale) ?? [])]);
  return [...byScale.values()].filter((line) => line.length > 1);
}
