/** From a pass phrase to every group key that a counsellor has: the newest by their wrap, the older ones by the chain. */
import { predecessor, unwrap } from "./group";
import { unlockPair } from "./passphrase";
import type { Pair } from "./record";
import { SealError } from "./sodium";
import type { Unlocked } from "./unlocked";

/** What the server says of a group key; `wrapped` is there on the one in use if this counsellor holds it. */
export interface GroupState {
  id: string;
  public_key: string;
  follows: string | null;
  former: string;
  made_at: string;
  retired_at: string | null;
  wrapped?: string;
}

export interface OwnState {
  id: string;
  public_key: string;
  sealed_private: string;
}

export async function openKeys(own: OwnState, groups: GroupState[], phrase: string): Promise<Unlocked> {
  const pair = await unlockPair(own.sealed_private, own.public_key, phrase);
  return { own: pair, groups: await openGroups(pair, groups) };
}

export async function openGroups(own: Pair, groups: GroupState[]): Promise<Map<string, Pair>> {
  const opened = new Map<string, Pair>();
  const newest = groups.find((group) => !group.retired_at);
  if (newest?.wrapped) await follow(newest, await unwrap(newest.wrapped, own, newest.public_key), groups, opened);
  return opened;
}

/** `pair` and every key before it. A link that does not open ends the way: a key that began anew has nothing before. */
export async function follow(
  newest: GroupState,
  pair: Pair,
  groups: GroupState[],
  opened: Map<string, Pair>,
): Promise<Map<string, Pair>> {
  opened.set(newest.id, pair);
  let newer = newest;
  for (;;) {
    const older = groups.find((group) => group.id === newer.follows);
    if (!older || opened.has(older.id)) return opened;
    try {
      opened.set(older.id, await predecessor(opened.get(newer.id)!, newer.former, older.public_key));
    } catch (error) {
      // Said to be handed on, and yet not: somebody without the older key made the newer one.
      if (error instanceof SealError) throw new SealError("altered");
      throw error;
    }
    newer = older;
  }
}
