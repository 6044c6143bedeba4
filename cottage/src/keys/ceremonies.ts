/** The ceremonies: first key, joining, leaving, another pass phrase, recovery. Secrets stay on this side of `ask`. */
import { isVouched, succeed, unwrap, wrapFor } from "../seal/group";
import { follow } from "../seal/opening";
import { lockPair, unlockPair } from "../seal/passphrase";
import { makePair, rewrap, type Pair } from "../seal/record";
import { fromSheets } from "../seal/sheets";
import { SealError } from "../seal/sodium";
import type { Unlocked } from "../seal/unlocked";
import { inUse, type Ask, type Person, type SealedKey, type State } from "./api";

/** How slow the pass phrase is made; tests take less. */
export type Cost = [passes: number, kib: number] | [];

export async function makeOwn(ask: Ask, phrase: string, ...cost: Cost): Promise<Pair> {
  const pair = await makePair();
  await ask("keys/own", { public_key: pair.publicKey, sealed_private: await lockPair(pair, phrase, ...cost) });
  return pair;
}

export async function changePhrase(ask: Ask, state: State, old: string, fresh: string, ...cost: Cost): Promise<void> {
  const { public_key, sealed_private } = state.own!;
  const pair = await unlockPair(sealed_private, public_key, old);
  await ask("keys/own/lock", { before: sealed_private, sealed_private: await lockPair(pair, fresh, ...cost) });
}

/** The first key, or one that begins anew. `others`: colleagues whose numbers were compared. */
export async function makeGroup(ask: Ask, state: State, own: Pair, others: Person[]): Promise<Unlocked> {
  const pair = await makePair();
  const wraps = await wrapsFor(pair, [me(state, own), ...others]);
  const { id } = await ask<{ id: string }>("keys/group", { public_key: pair.publicKey, wraps });
  return { own, groups: new Map([[id, pair]]) };
}

export async function admit(ask: Ask, state: State, keys: Unlocked, person: Person): Promise<void> {
  const group = inUse(state)!;
  const [wrap] = await wrapsFor(keys.groups.get(group.id)!, [person]);
  await ask("keys/group/wraps", { group: group.id, ...wrap });
}

/**
 * A new key for those who hold the old one and are still here; then every record that is sealed to an older one.
 *
 * The old key must vouch for each of them: else the server could put a key of its own among theirs.
 */
export async function renew(ask: Ask, state: State, keys: Unlocked, told: (done: number) => void): Promise<void> {
  const before = inUse(state)!;
  const old = keys.groups.get(before.id)!;
  const holders = state.people.filter((person) => person.holds);
  for (const person of holders) {
    const known = person.me ? person.public_key === keys.own.publicKey : true;
    if (!known || !(await isVouched(old, person.public_key, person.vouched))) throw new SealError("altered");
  }
  const { pair, former } = await succeed(old);
  const wraps = await wrapsFor(pair, holders);
  const sent = { public_key: pair.publicKey, wraps, follows: before.id, former };
  const { id } = await ask<{ id: string }>("keys/group", sent);
  keys.groups.set(id, pair);
  await rewrapAll(ask, id, keys, told);
}

/** Seal the keys of all records to the key `to`, piece by piece: whoever stops half-way goes on later. */
export async function rewrapAll(ask: Ask, to: string, keys: Unlocked, told: (done: number) => void): Promise<void> {
  const pair = keys.groups.get(to)!;
  let done = 0;
  for (const [id, older] of keys.groups) {
    if (id === to) continue;
    for (;;) {
      const { records } = await ask<{ records: SealedKey[] }>(`keys/${id}/records.json`);
      if (!records.length) break;
      const fresh = await Promise.all(records.map((record) => moved(record, older, pair.publicKey)));
      const good = fresh.filter((one) => one !== undefined);
      if (!good.length) break; // what does not open is not ours to lose: it stays as it is
      await ask(`keys/${to}/records`, { records: good });
      told((done += good.length));
    }
  }
}

/** Whether records are left that are sealed to a key which is no longer in use. */
export async function anyLeft(ask: Ask, to: string, keys: Unlocked): Promise<boolean> {
  const target = keys.groups.get(to)!.publicKey;
  for (const [id, older] of keys.groups) {
    if (id === to) continue;
    const { records } = await ask<{ records: SealedKey[] }>(`keys/${id}/records.json`);
    for (const record of records) if (await moved(record, older, target)) return true;
  }
  return false;
}

/** The group's key out of two sheets, wrapped for one's own key. */
export async function recover(ask: Ask, state: State, own: Pair, sheets: [string, string]): Promise<Unlocked> {
  const group = inUse(state)!;
  const pair = await fromSheets(sheets, group.public_key);
  const [wrap] = await wrapsFor(pair, [me(state, own)]);
  await ask("keys/group/wraps", { group: group.id, sheets: true, ...wrap });
  return { own, groups: await follow(group, pair, state.groups, new Map()) };
}

/** After somebody let me in while this page was open: what I hold now. */
export async function look(state: State, own: Pair): Promise<Unlocked> {
  const group = inUse(state);
  if (!group?.wrapped) return { own, groups: new Map() };
  const pair = await unwrap(group.wrapped, own, group.public_key);
  return { own, groups: await follow(group, pair, state.groups, new Map()) };
}

function me(state: State, own: Pair): Pick<Person, "key" | "public_key"> {
  if (state.own?.public_key !== own.publicKey) throw new SealError("altered");
  return { key: state.own.id, public_key: own.publicKey };
}

async function wrapsFor(group: Pair, people: Pick<Person, "key" | "public_key">[]) {
  return Promise.all(people.map(async ({ key, public_key }) => ({ key, ...(await wrapFor(group, public_key)) })));
}

async function moved(record: SealedKey, from: Pair, to: string): Promise<SealedKey | undefined> {
  try {
    return { id: record.id, sealed_key: await rewrap(record.sealed_key, from, to) };
  } catch (error) {
    // Whoever filled in the form may have sealed nonsense; one such record must not hold up the others.
    if (error instanceof SealError) return undefined;
    throw error;
  }
}
