/** The counsellors' group key: wrapped for each of them, handed on from one key to the next. */
import { fromBase64, toBase64 } from "./bytes";
import { makePair, openBytes, pairOf, sealBytes, type Pair } from "./record";
import { SealError, sodium } from "./sodium";

/** What one counsellor gets: the private half in a sealed box, and the group's word for the counsellor's key. */
export interface GroupWrap {
  wrapped: string;
  vouched: string;
}

export interface Succession {
  pair: Pair;
  /** The private half before, sealed to the new key: only a holder can have written it. */
  former: string;
}

export async function wrapFor(group: Pair, publicKey: string): Promise<GroupWrap> {
  return { wrapped: await sealBytes(group.privateKey, publicKey), vouched: await vouch(group, publicKey) };
}

/** The group's pair out of a wrap. Refused when it is not the pair of `publicKey`: the server may have mixed them up. */
export async function unwrap(wrapped: string, own: Pair, publicKey: string): Promise<Pair> {
  return expected(await openBytes(wrapped, own), publicKey);
}

/** Whether a holder of `group` once let in somebody with exactly this public key. */
export async function isVouched(group: Pair, publicKey: string, vouched: string): Promise<boolean> {
  return (await vouch(group, publicKey)) === vouched;
}

export async function succeed(before: Pair): Promise<Succession> {
  const pair = await makePair();
  return { pair, former: await sealBytes(before.privateKey, pair.publicKey) };
}

/** The key before `newer`. That it opens at all proves that a holder of the older one made the newer one. */
export async function predecessor(newer: Pair, former: string, publicKey: string): Promise<Pair> {
  return expected(await openBytes(former, newer), publicKey);
}

async function expected(privateKey: Uint8Array, publicKey: string): Promise<Pair> {
  if (privateKey.length !== 32) throw new SealError("altered");
  const pair = await pairOf(privateKey);
  if (pair.publicKey !== publicKey) throw new SealError("altered");
  return pair;
}

/** A hash under the group's private half: the server, which has not got it, cannot vouch for a key of its own. */
async function vouch(group: Pair, publicKey: string): Promise<string> {
  return toBase64((await sodium()).crypto_generichash(32, fromBase64(publicKey), group.privateKey));
}
