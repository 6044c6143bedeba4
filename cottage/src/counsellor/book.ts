/**
 * All records that this counsellor may read, opened, in this page's memory only. `forget` wipes it.
 * Bodies are opened in chunks, so that the page stays alive; what was opened once is not opened again.
 */
import { groupPair } from "../seal/unlocked";
import { open, openEntry, sealEntry, SealError, type Pair } from "../seal/seal";
import { Failed, type Api, type Counted, type Full, type Person, type Row, type SealedEntry } from "./api";
import { clash, joined, type Clash } from "./rules/conflict";
import { type Entry, type Numbered, type Opened, type Payload } from "./rules/types";

const CHUNK = 100;

export type Problem = "claimed" | "no_key" | "altered";
export type State = "open" | "closed";

/** A row that cannot be read here: with a colleague, sealed to a key that is not held, or spoilt. */
export interface Shut {
  row: Row;
  why: Problem;
}

/** What somebody else wrote while I did, and what I was about to write. */
export interface Meeting {
  record: Opened;
  mine: Entry;
  newer: Numbered[];
  clash: Clash;
}

export class Book {
  readonly opened = new Map<string, Opened>();
  readonly shut = new Map<string, Shut>();
  private readonly keys = new Map<string, Uint8Array>();

  constructor(
    private readonly api: Api,
    readonly me: Person,
  ) {}

  /** Fetch and open what is there; `told` hears how many of how many are open. Gives how far the server is ahead. */
  async refresh(state: State, told: (done: number, all: number) => void): Promise<number> {
    const { rows, ahead } = await this.rows(state);
    this.settle(rows, state);
    const wanted = rows.filter((row) => this.mayRead(row) && this.opened.get(row.id)?.entries.length !== row.entries).map((row) => row.id);
    for (let done = 0; done < wanted.length; done += CHUNK) {
      told(done, wanted.length);
      const { records } = await this.api.openings(wanted.slice(done, done + CHUNK));
      for (const full of records) await this.take(full);
      await new Promise((go) => setTimeout(go)); // a tap gets through between two chunks
    }
    return ahead;
  }

  private async rows(state: State): Promise<{ rows: Row[]; ahead: number }> {
    const rows: Row[] = [];
    for (let after = ""; ; ) {
      const page = await this.api.records(state, after);
      rows.push(...page.records.filter((row) => !row.destroyed));
      if (!page.next) return { rows, ahead: Date.parse(page.now) - Date.now() };
      after = page.next;
    }
  }

  /** What the list says without any content: who has it, what is gone, what cannot be read here. */
  private settle(rows: Row[], state: State): void {
    const there = new Set(rows.map((row) => row.id));
    for (const one of [...this.opened.values()]) {
      if ((one.closed === null) === (state === "open") && !there.has(one.id)) this.drop(one.id);
    }
    if (state === "open") this.shut.clear();
    for (const row of rows) {
      const known = this.opened.get(row.id);
      if (this.mayRead(row)) {
        if (known) this.opened.set(row.id, { ...known, ...standing(row) });
      } else {
        if (known) this.drop(row.id);
        if (state === "open") this.shut.set(row.id, { row, why: "claimed" });
      }
    }
  }

  private mayRead(row: Row): boolean {
    return row.claimed_by === null || row.mine;
  }

  private async take(full: Full): Promise<Opened | null> {
    const pair = groupPair(full.key_id);
    if (!pair) return this.cannot(full, "no_key");
    try {
      const known = this.opened.get(full.id);
      const content = known ? { payload: known.payload, recordKey: this.keys.get(full.id)! } : await open<Payload>({ key: full.sealed_key, body: full.body }, pair, full.id);
      this.keys.set(full.id, content.recordKey);
      const fresh = full.entry_list.filter((one) => !known?.entries.some((had) => had.number === one.number));
      const entries = joined(known?.entries ?? [], await read(content.recordKey, fresh));
      const made: Opened = { id: full.id, received: Date.parse(full.received_at), payload: content.payload, entries, ...standing(full) };
      this.shut.delete(full.id);
      this.opened.set(full.id, made);
      return made;
    } catch (error) {
      if (error instanceof SealError) return this.cannot(full, "altered");
      throw error;
    }
  }

  private cannot(row: Row, why: Problem): null {
    this.shut.set(row.id, { row, why });
    return null;
  }

  /** Say to the server that a person has it open now; gives it as it stands there. */
  async look(id: string): Promise<Opened | null> {
    return this.take(await this.api.record(id));
  }

  /** For counting only: opened, counted, and not kept. */
  async counted(from: string, until: string): Promise<{ records: Opened[]; unread: number }> {
    const records: Opened[] = [];
    let unread = 0;
    for (let after = ""; ; ) {
      const page = await this.api.counted(from, until, after);
      for (const one of page.records) {
        const pair = groupPair(one.key_id);
        if (!pair) unread += 1;
        else records.push(await only(one, pair));
      }
      if (!page.next) return { records, unread };
      after = page.next;
    }
  }

  /** Write an entry after those that were seen. Somebody wrote meanwhile: both stand if they can, else it is told. */
  async write(record: Opened, mine: Entry, decided = false): Promise<Meeting | null> {
    const key = this.keys.get(record.id)!;
    let known = record;
    for (;;) {
      const after = known.entries[known.entries.length - 1]?.number ?? 0;
      const body = await sealEntry(key, { ...mine, after });
      try {
        await this.send(record.id, mine, after, body);
        await this.look(record.id);
        return null;
      } catch (error) {
        const newer = error instanceof Failed && error.status === 409 ? (error.answer.entries as SealedEntry[] | undefined) : undefined;
        if (!newer?.length) throw error;
        const theirs = await read(key, newer);
        known = { ...known, entries: joined(known.entries, theirs) };
        this.opened.set(record.id, known);
        const meets = clash(mine, theirs);
        if (meets && !decided) return { record: known, mine, newer: theirs, clash: meets };
      }
    }
  }

  /** A closing entry and the closing itself are one step. */
  private send(id: string, mine: Entry, after: number, body: string): Promise<unknown> {
    return this.api.post(`/cottage/records/${id}/${mine.kind === "closing" ? "closing" : "entries"}`, { after, body });
  }

  forget(): void {
    for (const key of this.keys.values()) key.fill(0);
    this.keys.clear();
    this.opened.clear();
    this.shut.clear();
  }

  drop(id: string): void {
    this.keys.get(id)?.fill(0);
    this.keys.delete(id);
    this.opened.delete(id);
  }
}

function standing(row: Row): Pick<Opened, "claimed" | "openedAt" | "closed"> {
  const time = (moment: string | null) => (moment ? Date.parse(moment) : null);
  return { claimed: row.claimed_by, openedAt: time(row.opened_at), closed: time(row.closed_at) };
}

async function read(key: Uint8Array, sealed: SealedEntry[]): Promise<Numbered[]> {
  return Promise.all(sealed.map(async (one) => ({ ...(await openEntry<Entry>(key, one.body)), number: one.number })));
}

async function only(one: Counted, pair: Pair): Promise<Opened> {
  const { payload, recordKey } = await open<Payload>({ key: one.sealed_key, body: one.body }, pair, one.id);
  const entries = await read(recordKey, one.entry_list);
  recordKey.fill(0);
  return { id: one.id, received: Date.parse(one.received_at), payload, entries, claimed: null, openedAt: null, closed: null };
}
