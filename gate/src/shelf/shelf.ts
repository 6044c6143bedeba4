// The shelf of a world: what waits, and noting what happens to it.
import { uuid7 } from "../bytes";
import { deviceNow } from "../clock";
import type { Live } from "../live/live";
import { getMeta, setMeta } from "../store/db";
import { appendFacts, readShelf } from "../store/shelf";
import type { ShelfEnd, ShelfFact, ShelfItem, ShelfKind } from "./types";
import { endSaid, hoursOf, type OwnFact, waiting } from "./view";

export interface PutDown {
  household: string;
  room: string;
  kind: ShelfKind;
  count: number;
  place: string;
}

export interface Shelf {
  readonly items: ShelfItem[];
  /** how many of this phone's hand-outs another gate had noted before */
  readonly clashes: number;
  put(said: PutDown): Promise<void>;
  told(items: ShelfItem[]): Promise<void>;
  end(items: ShelfItem[], how: ShelfEnd): Promise<void>;
  /** the guard has read of the clashes */
  seen(): Promise<void>;
}

const SEEN = "shelfSeen";
type Said = Omit<ShelfFact, "gate" | "at" | "offset">;

export class LiveShelf implements Shelf {
  items: ShelfItem[] = [];
  private own: OwnFact[] = [];
  private fromServer: ShelfItem[] = [];
  private read = 0;

  constructor(private readonly live: Live) {}

  async load(): Promise<void> {
    this.read = (await getMeta<number>(this.live.db, SEEN)) ?? 0;
    const { items, own } = await readShelf(this.live.db, this.live.key);
    this.fromServer = items;
    this.own = own;
    this.items = waiting(items, own);
  }

  clear(): void {
    this.items = this.fromServer = this.own = [];
  }

  get clashes(): number {
    return this.clashing().filter((sequence) => sequence > this.read).length;
  }

  async seen(): Promise<void> {
    this.read = Math.max(this.read, ...this.clashing());
    await setMeta(this.live.db, SEEN, this.read);
  }

  put({ place, ...said }: PutDown): Promise<void> {
    const item = uuid7();
    const since = this.live.now();
    const puts: ShelfItem = {
      ...said, place, id: item, gate: this.live.gate?.id ?? "", since, told: "",
      overdue_at: since + 3600 * hoursOf(this.live.rules?.policy, said.kind),
    };
    return this.note([{ fact: { what: "put", item, ...said, ...(place && { place }) }, puts }]);
  }

  told(items: ShelfItem[]): Promise<void> {
    return this.note(items.map((item) => ({ fact: { what: "told", item: item.id, how: "phone" } })));
  }

  end(items: ShelfItem[], how: ShelfEnd): Promise<void> {
    return this.note(items.map((item) => ({ fact: endSaid(item, how) })));
  }

  private clashing(): number[] {
    return this.live.answered.filter((one) => one.answer?.code === "shelf.ended_already").map((one) => one.sequence);
  }

  private note(said: { fact: Said; puts?: ShelfItem }[]): Promise<void> {
    const { live } = this;
    const where = { gate: live.gate?.id ?? "", at: deviceNow(), offset: live.rules?.offset ?? 0 };
    const own: OwnFact[] = said.map(({ fact, puts }) => ({ fact: { ...fact, ...where }, ...(puts && { puts }) }));
    return live.write(() => this.keep(own));
  }

  private async keep(own: OwnFact[]): Promise<void> {
    const { live } = this;
    const bodies = await Promise.all(own.map(({ fact }) => live.sealed({ shelf: fact })));
    await appendFacts(live.db, live.key, own, bodies);
    this.own.push(...own);
    this.items = waiting(this.fromServer, this.own);
    await live.count();
  }
}
