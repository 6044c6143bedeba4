// What travels of the gate shelf; the shapes of protocol/api/*.json.
export type ShelfKind = "parcel" | "meal" | "medicine" | "cold";
export type ShelfEnd = "resident" | "other" | "volunteer" | "courier" | "spoiled";

/** Something that waits at a gate for a household; `told` is empty until the server knows of it. */
export interface ShelfItem {
  id: string;
  household: string;
  room: string;
  kind: ShelfKind;
  count: number;
  place: string;
  gate: string;
  since: number;
  overdue_at: number;
  told: "" | "app" | "worker" | "phone";
}

export interface ShelfFact {
  what: "put" | "told" | "collected" | "returned";
  item: string;
  gate: string;
  at: number;
  offset: number;
  household?: string;
  room?: string;
  kind?: ShelfKind;
  place?: string;
  count?: number;
  how?: "phone";
  who?: "resident" | "other" | "volunteer";
  why?: "courier" | "spoiled";
}
