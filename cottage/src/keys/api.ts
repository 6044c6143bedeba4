/** What the keys' page asks of the server, and what it sends: public halves and what the server cannot open. */
import type { GroupState, OwnState } from "../seal/opening";

export interface Person {
  key: string;
  name: string;
  me: boolean;
  public_key: string;
  made_at: string;
  holds: boolean;
  vouched: string;
}

export interface State {
  me: { id: string; name: string };
  own: OwnState | null;
  groups: GroupState[];
  renew_since: string | null;
  sheets_at: string | null;
  people: Person[];
  without_key: string[];
}

export interface SealedKey {
  id: string;
  sealed_key: string;
}

/** The server said no, in its own words; status 0: it was not reached. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    words: string,
  ) {
    super(words);
  }
}

export type Ask = <T>(path: string, body?: object) => Promise<T>;

export function asker(token: string): Ask {
  return async <T>(path: string, body?: object): Promise<T> => {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    const how: RequestInit = body ? { method: "POST", headers, body: JSON.stringify(body) } : {};
    const answer = await fetch(`/cottage/${path}`, { ...how, redirect: "error" }).catch(() => {
      throw new Refusal(0, "");
    });
    const told = (await answer.json().catch(() => ({}))) as { words?: string };
    if (!answer.ok) throw new Refusal(answer.status, told.words ?? "");
    return told as T;
  };
}

export const inUse = (state: State): GroupState | undefined => state.groups.find((group) => !group.retired_at);
