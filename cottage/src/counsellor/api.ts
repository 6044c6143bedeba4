/** What the counsellor's browser asks of the server: what goes there was sealed here, what comes back is opened here. */
import type { GroupState, OwnState } from "../seal/opening";
import type { Clocks } from "./rules/types";

export interface Person {
  id: string;
  name: string;
}

export interface SealedEntry {
  number: number;
  received_at: string;
  body: string;
}

/** A record as the list has it: no content. `entries`: how many there are. */
export interface Row {
  id: string;
  key_id: string;
  received_at: string;
  claimed_by: Person | null;
  mine: boolean;
  opened_at: string | null;
  closed_at: string | null;
  entries: number;
  destroyed: boolean;
}

export interface Full extends Row {
  sealed_key: string;
  body: string;
  entry_list: SealedEntry[];
}

/** What a browser gets for counting only: of all records, whoever looks after them. */
export type Counted = Pick<Full, "id" | "key_id" | "received_at" | "sealed_key" | "body" | "entry_list">;

export interface Breaking {
  id: string;
  record: string;
  reason: string;
  asked_by: Person;
  asked_at: string;
  confirmed_by: Person | null;
}

/** The counsellor's own locked pair, and the group's keys: the one in use wrapped for them, if they hold it. */
export interface Keys {
  own: OwnState | null;
  groups: GroupState[];
}

export interface Door {
  key: { id: string; public_key: string } | null;
  duty: { now: boolean; next: string | null };
  clocks: Clocks;
  slots: Slot[];
}

export interface Slot {
  room: string;
  name: string;
  place: string;
  starts_at: string;
  minutes: number;
  free: number;
}

/** `status` is what the server said, 0 for no network at all. */
export class Failed extends Error {
  constructor(
    readonly status: number,
    readonly answer: Record<string, unknown> = {},
  ) {
    super(String(answer.words ?? status));
  }
}

export class Api {
  constructor(
    private readonly community: string,
    private readonly token: string,
  ) {}

  door(): Promise<Door> {
    return this.ask(`/cottage/${this.community}/door.json`);
  }

  keys(): Promise<Keys> {
    return this.ask("/cottage/keys.json");
  }

  scales(): Promise<{ scales: unknown[] }> {
    return this.ask(`/cottage/${this.community}/scales.json`);
  }

  records(state: "open" | "closed", after: string): Promise<{ now: string; records: Row[]; next: string | null }> {
    return this.ask(`/cottage/records.json?state=${state}${after && `&after=${after}`}`);
  }

  /** Many at once: a list in order of urgency must be read as a whole. */
  openings(ids: string[]): Promise<{ records: Full[] }> {
    return this.post("/cottage/openings", { ids });
  }

  record(id: string): Promise<Full> {
    return this.ask(`/cottage/records/${id}.json`);
  }

  counted(from: string, until: string, after: string): Promise<{ records: Counted[]; next: string | null }> {
    return this.ask(`/cottage/count.json?from=${from}&until=${until}${after && `&after=${after}`}`);
  }

  breakings(): Promise<{ breakings: Breaking[] }> {
    return this.ask("/cottage/breakings.json");
  }

  post<T>(path: string, body: object = {}): Promise<T> {
    return this.ask(path, { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json", "X-CSRFToken": this.token } });
  }

  private async ask<T>(path: string, options: RequestInit = {}): Promise<T> {
    let answer: Response;
    try {
      answer = await fetch(path, { cache: "no-store", credentials: "same-origin", redirect: "error", ...options });
    } catch {
      throw new Failed(0);
    }
    const text = await answer.text();
    const said = text.startsWith("{") ? JSON.parse(text) : {};
    if (!answer.ok) throw new Failed(answer.status, said);
    return said as T;
  }
}
