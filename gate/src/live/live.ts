// The real gate: what this phone knows and has recorded, in memory and in IndexedDB.
import { dayOf, deviceNow } from "../clock";
import { seal, serverKey } from "../crypto/seal";
import { Roster } from "../roster";
import { getMeta, openStore, type Queued, saved, setMeta, type Store } from "../store/db";
import { allEntries } from "../store/ledger";
import { answered, appendAll, unsent } from "../store/queue";
import { dropRoster, getLocked, HELD, putLocked, readRoster, vaultKey } from "../store/roster";
import { LiveShelf } from "../shelf/shelf";
import type { Rules, Staff } from "../sync/pull";
import type { Crossing, Device, Gate, LedgerEntry, Shift } from "../types";
import type { ShelfFact } from "../shelf/types";
import { type Draft, FIRST_ZONE, type Overruled, type World } from "../world";

export const NO_STAFF: Staff = { guards: [], helpers: [], expected: [], companies: [] };
export type Net = "unknown" | "online" | "offline" | "revoked";

/** A crossing before it is numbered. */
interface Held {
  crossing: Crossing;
  backBy?: number;
}

export class Live implements World {
  readonly practice = false;
  device: Device | undefined;
  rules: Rules | undefined;
  staff: Staff = NO_STAFF;
  roster = new Roster();
  ledger: LedgerEntry[] = [];
  shift: Shift | undefined;
  net: Net = "unknown";
  unsent = 0;
  answered: Queued[] = [];
  persisted = false;
  readonly shelf = new LiveShelf(this);
  private sealTo: CryptoKey | undefined;
  private readonly listeners = new Set<() => void>();
  private last: Promise<unknown> = Promise.resolve();

  private constructor(readonly db: Store, readonly key: CryptoKey) {}

  static async open(name?: string): Promise<Live> {
    const db = await openStore(name);
    const live = new Live(db, await vaultKey(db));
    await live.load();
    return live;
  }

  /** Reads everything from the disk, the roster too. */
  async load(): Promise<void> {
    await this.loadSmall();
    await this.loadRoster();
  }

  async loadRoster(): Promise<void> {
    await this.expireRoster();
    const { residents, passes } = await readRoster(this.db, this.key);
    this.roster = new Roster(residents, passes);
    this.changed();
  }

  /** All but the roster, whose decryption costs an old phone a moment. */
  async loadSmall(): Promise<void> {
    this.device = await getLocked<Device>(this.db, this.key, "device");
    this.sealTo = this.device && (await serverKey(this.device.server_key));
    this.rules = await getMeta<Rules>(this.db, "rules");
    this.shift = await getMeta<Shift>(this.db, "shift");
    this.staff = (await getLocked<Staff>(this.db, this.key, "staff")) ?? NO_STAFF;
    this.ledger = await allEntries(this.db);
    await this.shelf.load();
    await this.count();
  }

  /** The roster goes some hours after the last sync, also when the page stays open. */
  async expireRoster(): Promise<boolean> {
    if (!this.rules || this.now() < this.rosterUntil()) return false;
    await dropRoster(this.db);
    this.roster = new Roster();
    this.shelf.clear();
    return true;
  }

  rosterUntil(): number {
    return this.rules ? this.rules.asOf + this.rules.limits.roster_hours * 3600 : 0;
  }

  async count(): Promise<void> {
    this.unsent = await unsent(this.db);
    this.answered = await answered(this.db);
    this.changed();
  }

  get gate(): Gate | undefined {
    return this.shift?.gate;
  }

  now(): number {
    return deviceNow() + (this.rules?.offset ?? 0);
  }

  zone(): number {
    return this.rules?.zone ?? FIRST_ZONE;
  }

  /** Keeps an undecided verdict over a crash: the guard may still overrule it. It becomes a crossing by `settleHeld`. */
  hold(...drafts: Draft[]): Promise<void> {
    const all = drafts.map((draft) => this.heldOf(draft));
    return this.write(async () => {
      await this.settle([]);
      await putLocked(this.db, this.key, HELD, { all });
    });
  }

  letGo(): Promise<void> {
    return this.write(() => saved(this.db, ["vault"], (tx) => tx.objectStore("vault").delete(HELD)));
  }

  /** Records what was held, with the guard's overrule if there is one. Nothing held: nothing happens. */
  settleHeld(overruled: Overruled = []): Promise<void> {
    return this.write(() => this.settle(overruled));
  }

  private async settle(overruled: Overruled): Promise<void> {
    const held = await getLocked<{ all: Held[] } | Held>(this.db, this.key, HELD);
    if (!held) return;
    const overrules = Array.isArray(overruled) ? overruled : [overruled];
    // An earlier version of this page held one crossing, bare.
    const all = "all" in held ? held.all : [held];
    await this.keep(all.map((one, index) => withOverrule(one, overrules[index])));
  }

  /** Records at once. */
  record(draft: Draft): Promise<number> {
    const held = this.heldOf(draft);
    return this.write(async () => (await this.keep([held]))[0]!);
  }

  /** What was tapped takes a moment to be sealed and saved: one after another, for the guard may tap "next" sooner. */
  write<T>(work: () => Promise<T>): Promise<T> {
    const one = this.last.then(work);
    this.last = one.catch(() => undefined);
    return one;
  }

  /** Everything tapped until now is in the queue, or its screen has said that it could not be saved. */
  async written(): Promise<void> {
    await this.last;
  }

  private heldOf(draft: Draft): Held {
    const held: Held = { crossing: this.crossingOf(draft) };
    if (draft.backBy) held.backBy = draft.backBy;
    return held;
  }

  private crossingOf({ backBy: _, ...draft }: Draft): Crossing {
    return {
      ...draft,
      gate: this.gate?.id ?? "",
      at: deviceNow(),
      offset: this.rules?.offset ?? 0,
      policy: this.rules?.policy.version ?? "",
      guard: this.shift?.guard.id ?? "",
      shift: this.shift?.id ?? "",
    };
  }

  /** A shelf's fact holds a room: it never waits on this phone unsealed. */
  async sealed(content: { shelf: ShelfFact }): Promise<{ sealed: string }> {
    if (!this.sealTo) throw new Error("this phone is not set up");
    return { sealed: await seal(content, this.sealTo) };
  }

  /** All or none: they are sealed first, then written in one transaction. */
  private async keep(held: Held[]): Promise<number[]> {
    const sealTo = this.sealTo;
    const bodies = await Promise.all(held.map(async ({ crossing }) =>
      sealTo ? { sealed: await seal(crossing, sealTo) } : { open: crossing }));
    const lines: (LedgerEntry | undefined)[] = [];
    const line = (number: number, index: number) => (lines[index] = this.ledgerLine(held[index]!, number));
    const sequences = await appendAll(this.db, bodies, line);
    this.ledger.push(...lines.filter((one) => one !== undefined));
    await this.count();
    return sequences;
  }

  private ledgerLine({ crossing, backBy }: Held, sequence: number): LedgerEntry | undefined {
    // Details added later to an emergency are not another crossing.
    if (crossing.about !== undefined) return undefined;
    const final = crossing.overrule?.outcome ?? crossing.verdict.outcome;
    const at = crossing.at + crossing.offset;
    const line: LedgerEntry = {
      key: `${this.device?.device ?? ""}:${sequence}`,
      gate: crossing.gate,
      household: crossing.household,
      resident: crossing.resident,
      pass: crossing.pass,
      direction: crossing.direction,
      at,
      day: dayOf(at, this.zone()),
      passed: crossing.emergency || final === "allow",
    };
    if (backBy) line.back_by = backBy;
    if (crossing.emergency) line.emergency = true;
    return line;
  }

  async keepShift(shift: Shift | undefined): Promise<void> {
    this.shift = shift;
    await setMeta(this.db, "shift", shift);
    this.changed();
  }

  /** Age of the rules in seconds; undefined without rules. */
  rulesAge(): number | undefined {
    return this.rules && Math.max(0, this.now() - this.rules.asOf);
  }

  revocationsAge(): number | undefined {
    return this.rules && Math.max(0, this.now() - this.rules.revoked.as_of);
  }

  stale(): boolean {
    const limit = (this.rules?.limits.stale_hours ?? 0) * 3600;
    return Math.max(this.rulesAge() ?? 0, this.revocationsAge() ?? 0) > limit;
  }

  listen(listener: () => void): void {
    this.listeners.add(listener);
  }

  changed(): void {
    for (const listener of this.listeners) listener();
  }
}

function withOverrule(held: Held, overrule: Crossing["overrule"]): Held {
  return overrule ? { ...held, crossing: { ...held.crossing, overrule } } : held;
}
