// Two invented things on the shelf: a meal that has waited too long, and a parcel.
import { deviceNow } from "../clock";
import type { PutDown, Shelf } from "../shelf/shelf";
import { hoursOf } from "../shelf/view";
import type { ShelfItem } from "../shelf/types";
import type { World } from "../world";

export class PracticeShelf implements Shelf {
  items: ShelfItem[];
  readonly clashes = 0;

  constructor(private readonly world: Pick<World, "gate" | "rules">) {
    const now = deviceNow();
    const one = { count: 1, gate: "south", told: "app" } as const;
    this.items = [
      { ...one, id: "s1", household: "practice-3-2-502", room: "3-2-502", kind: "meal", place: "A1", since: now - 4800, overdue_at: now - 1200 },
      { ...one, id: "s2", household: "practice-5-1-1203", room: "5-1-1203", kind: "parcel", place: "B3", since: now - 1800, overdue_at: now + 84_600 },
    ];
  }

  async put(said: PutDown): Promise<void> {
    const since = deviceNow();
    const overdue_at = since + 3600 * hoursOf(this.world.rules?.policy, said.kind);
    this.items = [...this.items, { ...said, id: `s${this.items.length + 1}-${since}`, gate: "south", since, overdue_at, told: "app" }];
  }

  async told(items: ShelfItem[]): Promise<void> {
    this.items = this.items.map((one) => (items.includes(one) ? { ...one, told: "phone" } : one));
  }

  async end(items: ShelfItem[]): Promise<void> {
    this.items = this.items.filter((one) => !items.some((gone) => gone.id === one.id));
  }

  async seen(): Promise<void> {
    // in practice there is no other gate
  }
}
