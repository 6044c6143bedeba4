/** A counsellor's own pair, locked by a pass phrase: what the server keeps of it, it cannot open. */
import { argon2id } from "./argon2";
import { fromBase64, joined, toBase64 } from "./bytes";
import { pairOf, unbox, type Pair } from "./record";
import { SealError, sodium } from "./sodium";

/** RFC 9106's second choice, with one lane: three passes over 64 MiB, a few seconds on a phone. */
export const PASSES = 3;
export const KIB = 65_536;
/** A lock that asks for more than this is not one of ours: it would freeze the page. */
const MOST = { passes: 10, kib: 4 * KIB };
/** The server has the locked key and could try phrases for years: four words, or as much as that. */
export const SHORTEST = 14;
export const SHORTEST_CHINESE = 8;

interface Lock {
  v: 1;
  kdf: "argon2id13";
  passes: number;
  kib: number;
  salt: string;
  box: string;
}

/** Whether a phrase is long enough and not one thing over and over. */
export function strongEnough(phrase: string): boolean {
  const plain = tidy(phrase).replace(/ /g, "");
  const chinese = [...plain].filter((one) => /\p{Script=Han}/u.test(one)).length;
  const shortest = chinese >= SHORTEST_CHINESE ? SHORTEST_CHINESE : SHORTEST;
  return [...plain].length >= shortest && new Set(plain).size >= 5;
}

/** Keyboards write one and the same phrase in several ways: full width, composed or not, with spaces around. */
export function tidy(phrase: string): string {
  return phrase.normalize("NFKC").trim().replace(/\s+/g, " ");
}

export async function lockPair(pair: Pair, phrase: string, passes = PASSES, kib = KIB): Promise<string> {
  const lib = await sodium();
  const salt = lib.randombytes_buf(16);
  const nonce = lib.randombytes_buf(lib.crypto_secretbox_NONCEBYTES);
  const key = await keyOf(phrase, salt, passes, kib);
  const box = joined(nonce, lib.crypto_secretbox_easy(pair.privateKey, nonce, key));
  key.fill(0);
  const lock: Lock = { v: 1, kdf: "argon2id13", passes, kib, salt: toBase64(salt), box: toBase64(box) };
  return JSON.stringify(lock);
}

export async function unlockPair(locked: string, publicKey: string, phrase: string): Promise<Pair> {
  const lock = read(locked);
  const key = await keyOf(phrase, fromBase64(lock.salt), lock.passes, lock.kib);
  const privateKey = await unbox(fromBase64(lock.box), key).catch(() => {
    throw new SealError("wrong_pass_phrase");
  });
  key.fill(0);
  const pair = await pairOf(privateKey);
  // The phrase was right, and yet the public key beside it is another: the server mixed them up.
  if (pair.publicKey !== publicKey) throw new SealError("altered");
  return pair;
}

function read(locked: string): Lock {
  let lock: Partial<Lock> = {};
  try {
    lock = JSON.parse(locked) as Lock;
  } catch {
    // falls through to the check
  }
  const sized = (lock.passes ?? 99) <= MOST.passes && (lock.kib ?? Infinity) <= MOST.kib;
  if (lock.v !== 1 || lock.kdf !== "argon2id13" || !sized) throw new SealError("altered");
  return lock as Lock;
}

async function keyOf(phrase: string, salt: Uint8Array, passes: number, kib: number): Promise<Uint8Array> {
  return argon2id(new TextEncoder().encode(tidy(phrase)), salt, passes, kib, 32);
}
