// What waits on the gate shelf: the server's list with this phone's own unsent facts on top. Pure.
import { plainRoom } from "../search";
import type { Policy } from "../types";
import type { ShelfEnd, ShelfFact, ShelfItem, ShelfKind } from "./types";

export const KINDS: ShelfKind[] = ["parcel", "meal", "medicine", "cold"];
/** Hours after which a thing has waited too long, where the policy says nothing else (linli/gates/policy.py). */
const HOURS: Record<ShelfKind, number> = { parcel: 24, meal: 1, medicine: 3, cold: 3 };

/** A fact of this phone; one that puts something down brings along what the list shows of it. */
export interface OwnFact {
  fact: ShelfFact;
  puts?: ShelfItem;
}

/** The first to wait too long comes first. Facts may lie in any order. */
export function waiting(items: ShelfItem[], own: OwnFact[]): ShelfItem[] {
  const all = new Map(items.map((item) => [item.id, item]));
  for (const { fact, puts } of own) if (puts && !all.has(fact.item)) all.set(fact.item, puts);
  for (const { fact } of own) {
    const item = all.get(fact.item);
    if (item && fact.what === "told") all.set(fact.item, { ...item, told: "phone" });
    if (fact.what === "collected" || fact.what === "returned") all.delete(fact.item);
  }
  return [...all.values()].sort((a, b) => a.overdue_at - b.overdue_at || a.since - b.since || a.room.localeCompare(b.room));
}

export function hoursOf(policy: Policy | undefined, kind: ShelfKind): number {
  const given = (policy?.gate.settings?.shelf as Partial<Record<ShelfKind, unknown>> | undefined)?.[kind];
  return typeof given === "number" && Number.isInteger(given) && given > 0 ? given : HOURS[kind];
}

export function things(items: ShelfItem[]): number {
  return items.reduce((sum, item) => sum + item.count, 0);
}

export function late(items: ShelfItem[], now: number): ShelfItem[] {
  return items.filter((item) => item.overdue_at <= now);
}

/** By room as people say it: 3-2-502, 3-502, or the beginning of it. */
export function found(items: ShelfItem[], text: string): ShelfItem[] {
  const typed = plainRoom(text);
  if (!typed) return items;
  return items.filter((item) => {
    const key = plainRoom(item.room);
    const parts = key.split("-");
    const keys = parts.length > 2 ? [key, `${parts[0]}-${parts[parts.length - 1]}`] : [key];
    return keys.some((one) => one === typed || one.startsWith(typed));
  });
}

/** What waits together with `item`: for the same household at the same gate. */
export function together(items: ShelfItem[], item: ShelfItem): ShelfItem[] {
  return items.filter((one) => one.id === item.id || (item.household !== "" && one.household === item.household && one.gate === item.gate));
}

export function forHousehold(items: ShelfItem[], household: string): ShelfItem[] {
  return household ? items.filter((item) => item.household === household) : [];
}

const WHO = new Set<ShelfEnd>(["resident", "other", "volunteer"]);

export function endSaid(item: ShelfItem, how: ShelfEnd): Pick<ShelfFact, "what" | "item" | "who" | "why"> {
  return WHO.has(how) ? { what: "collected", item: item.id, who: how as "resident" } : { what: "returned", item: item.id, why: how as "courier" };
}
