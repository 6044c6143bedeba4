// Asks the server who is waiting at this gate, only while the guard looks at the list. Everything else works without it.
import { type Api, CallFailed } from "../sync/api";
import type { Live } from "../live/live";
import type { World } from "../world";
import { type Prepared, type Row, rowsOf, steady } from "./people";

const EVERY = 3;
const SLOWEST = 60;
/** ms */
const AT_ONCE = 50;

export class Arrivals {
  /** what is on the screen, in its order */
  shown: Row[] = [];
  /** false when the last question was not answered */
  reached = true;
  private people: Prepared[] = [];
  private gate = "";
  private etag = "";
  private wait = EVERY;
  private timer = 0;
  private leftAt = -Infinity;
  private watcher: (() => void) | undefined;
  /** preparations that this phone has settled: the server may not know yet */
  private readonly settled = new Set<string>();

  constructor(private readonly live: Live, private readonly api: Pick<Api, "queue">) {}

  /** Asks every few seconds until the returned function is called. */
  watch(changed: () => void): () => void {
    this.watcher = changed;
    this.wait = EVERY;
    if (!this.timer) this.timer = setTimeout(() => void this.ask(), 0) as unknown as number;
    return () => {
      if (this.watcher === changed) this.watcher = undefined;
      this.leftAt = performance.now();
    };
  }

  /** The page is looked at again or the network is back: ask now. */
  hurry(): void {
    if (!this.watcher) return;
    clearTimeout(this.timer);
    this.wait = EVERY;
    void this.ask();
  }

  /** A screen that is painted again at once keeps its order; one that the guard comes back to begins anew. */
  open(world: World): void {
    if (performance.now() - this.leftAt < AT_ONCE) this.refresh(world);
    else this.anew(world);
  }

  /** Newest first, from the beginning: for a list that nobody's thumb is on. */
  anew(world: World): void {
    this.shown = this.rows(world);
  }

  refresh(world: World): void {
    this.shown = steady(this.shown, this.rows(world));
  }

  cross(prepared: string[]): void {
    for (const id of prepared) this.settled.add(id);
  }

  /** Who else waits while these are still on the screen. */
  after(prepared: string[], world: World): Row[] {
    return this.rows(world).filter((row) => !row.people.some((one) => prepared.includes(one.prepared)));
  }

  /** What this person has prepared as of the last answer; undefined when they no longer wait. */
  waiting(resident: string): Prepared | undefined {
    return this.people.find((one) => one.resident === resident);
  }

  private rows(world: World): Row[] {
    return rowsOf(this.people.filter((one) => !this.settled.has(one.id)), world);
  }

  private async ask(): Promise<void> {
    this.timer = 0;
    if (!this.watcher) return;
    await this.once();
    this.next();
  }

  /** While the question was on its way, the screen may have changed. */
  private next(): void {
    if (!this.watcher) return;
    this.watcher();
    if (!this.timer) this.timer = setTimeout(() => void this.ask(), this.wait * 1000) as unknown as number;
  }

  /** One question. A hidden page asks nobody. */
  async once(): Promise<void> {
    const { device, gate } = this.live;
    if (!device || !gate || globalThis.document?.visibilityState === "hidden") return;
    if (this.gate !== gate.id) [this.gate, this.people, this.etag] = [gate.id, [], ""];
    try {
      const answer = await this.api.queue(device, gate.id, this.etag);
      if (answer) [this.people, this.etag] = [answer.people, answer.etag];
      this.reached = true;
      this.wait = EVERY;
    } catch (error) {
      if (!(error instanceof CallFailed)) console.error(error);
      this.reached = false;
      this.wait = Math.min(SLOWEST, this.wait * 2);
    }
  }
}
