/** The records of one person together: their device keeps one random id for all that it sends. */
import { type Opened } from "./types";

export interface Point {
  at: number;
  total: number;
  above: boolean;
}

export interface Trend {
  scale: string;
  points: Point[];
  change: number; // last total less the one before; 0 with a single one
}

/** Records by `person`, in the order in which each person first appears; without an id each stands alone. */
export function byPerson(records: Opened[]): Map<string, Opened[]> {
  const found = new Map<string, Opened[]>();
  for (const one of records) {
    const key = one.payload.person || one.id;
    const together = found.get(key);
    if (together) together.push(one);
    else found.set(key, [one]);
  }
  return found;
}

/** What somebody scored over time, a scale each, the oldest first. Totals alone: what is better, the scale says. */
export function trends(records: Opened[]): Trend[] {
  const scales = new Map<string, Point[]>();
  for (const { payload, received } of [...records].sort((a, b) => a.received - b.received)) {
    if (payload.kind !== "test" || !payload.scale || typeof payload.total !== "number") continue;
    const points = scales.get(payload.scale) ?? [];
    points.push({ at: received, total: payload.total, above: Boolean(payload.above) });
    scales.set(payload.scale, points);
  }
  return [...scales].map(([scale, points]) => ({ scale, points, change: change(points) }));
}

function change(points: Point[]): number {
  const [before, last] = points.slice(-2);
  return before && last ? last.total - before.total : 0;
}

/** The scales whose last answer is older than its days for another look; only what somebody has answered. */
export function retestDue(records: Opened[], days: Record<string, number>, now: number): string[] {
  return trends(records)
    .filter(({ scale, points }) => (days[scale] ?? 0) > 0 && now - points[points.length - 1]!.at >= days[scale]! * 86_400_000)
    .map(({ scale }) => scale);
}
