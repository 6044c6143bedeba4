/** Who uses the cottage on this device: each with a key pair of their own, apart from the others of the home. */
import type { Pair, SealedRecord } from "../seal/seal";
import { secret } from "./ids";
import type { Shelf } from "./shelf";

/** What counsellors call the person, where they reach them, and the box in which an answer is left. */
export interface About {
  nickname: string;
  phone: string;
  box: string;
}

export interface Row {
  id: string;
  publicKey: string;
  /** base64; the key lies beside what it opens: it keeps a backup of the phone unreadable in parts, not a thief out */
  privateKey?: string;
  /** instead of the key: the key under a PIN */
  locked?: string;
  /** what the choice of people shows: the first character of the name */
  hint: string;
  at: number;
}

export interface Me {
  row: Row;
  pair: Pair;
  about: About;
}

/** About a second on an old phone, for each guess too. */
const PIN_PASSES = 2;
const PIN_KIB = 19_456;

const lib = () => import("../seal/seal");

export async function people(shelf: Shelf): Promise<Row[]> {
  const rows = (await shelf.all<Row>("person:")).map(([, row]) => row);
  return rows.sort((one, other) => one.at - other.at);
}

export async function newcomer(shelf: Shelf, at: number): Promise<Me> {
  const { makePair, toBase64 } = await lib();
  const pair = await makePair();
  const row = { id: secret().slice(0, 32), publicKey: pair.publicKey, privateKey: toBase64(pair.privateKey), hint: "", at };
  await shelf.put(`person:${row.id}`, row);
  const me = { row, pair, about: { nickname: "", phone: "", box: secret() } };
  await introduce(shelf, me, me.about);
  return me;
}

/** Write down the name and number of `me`, sealed. */
export async function introduce(shelf: Shelf, me: Me, about: About): Promise<void> {
  me.about = about;
  me.row = { ...me.row, hint: Array.from(about.nickname)[0] ?? "" };
  await shelf.put(`about:${me.row.id}`, await sealed(me, about));
  await shelf.put(`person:${me.row.id}`, me.row);
}

/** Nothing without the PIN where there is one. */
export async function enter(shelf: Shelf, row: Row, pin = ""): Promise<Me | undefined> {
  const pair = await pairIn(row, pin);
  if (!pair) return undefined;
  const me: Me = { row, pair, about: { nickname: "", phone: "", box: secret() } };
  const about = await shelf.get<SealedRecord>(`about:${row.id}`);
  if (about) me.about = await opened<About>(me, about);
  return me;
}

async function pairIn(row: Row, pin: string): Promise<Pair | undefined> {
  const { fromBase64, pairOf, SealError } = await lib();
  if (!row.locked) return pairOf(fromBase64(row.privateKey ?? ""));
  const { unlockPair } = await import("../seal/passphrase");
  return unlockPair(row.locked, row.publicKey, pin).catch((problem: unknown) => {
    if (problem instanceof SealError) return undefined;
    throw problem;
  });
}

/** Put a PIN before everything of `me`; an empty one takes it away. */
export async function choosePin(shelf: Shelf, me: Me, pin: string): Promise<void> {
  const { toBase64 } = await lib();
  const { privateKey: _plain, locked: _locked, ...rest } = me.row;
  const { lockPair } = await import("../seal/passphrase");
  const locked = pin && (await lockPair(me.pair, pin, PIN_PASSES, PIN_KIB));
  me.row = { ...rest, ...(locked ? { locked } : { privateKey: toBase64(me.pair.privateKey) }) };
  await shelf.put(`person:${me.row.id}`, me.row);
}

/** Take everything of this person from the device: the key too, so that no copy elsewhere can be read. */
export async function forget(shelf: Shelf, id: string): Promise<void> {
  const kinds = ["person", "about", "draft", "kept", "out"];
  const found = await Promise.all(kinds.map((kind) => shelf.all<unknown>(`${kind}:${id}`)));
  await shelf.remove(...found.flat().map(([name]) => name));
}

/** A line that a counsellor's browser sealed to this person: JSON with a text. */
export async function lineFor(me: Me, line: string): Promise<string> {
  const bytes = await (await lib()).openBytes(line, me.pair);
  return (JSON.parse(new TextDecoder().decode(bytes)) as { text: string }).text;
}

export async function sealed(me: Me, thing: object): Promise<SealedRecord> {
  return (await lib()).seal(thing, me.row.publicKey);
}

export async function opened<T extends object>(me: Me, thing: SealedRecord): Promise<T> {
  return (await (await lib()).open<T>(thing, me.pair)).payload;
}
