/** A record: its content under a key of its own, that key sealed to the counsellors' group (or to a device). */
import { fromBase64, joined, padded, toBase64, unpadded } from "./bytes";
import { SealError, sodium } from "./sodium";

/** An X25519 pair. The public key is base64, as it travels; the private one stays bytes, so that it can be wiped. */
export interface Pair {
  publicKey: string;
  privateKey: Uint8Array;
}

/** What the server keeps of a record: the record key in a sealed box, and nonce + content under that key. */
export interface SealedRecord {
  key: string;
  body: string;
}

export interface Opened<T> {
  payload: T;
  /** Seals and opens the entries of this record. */
  recordKey: Uint8Array;
}

export async function makePair(): Promise<Pair> {
  const made = (await sodium()).crypto_box_keypair();
  return { publicKey: toBase64(made.publicKey), privateKey: made.privateKey };
}

/** The pair of a private key: its public half follows from it. */
export async function pairOf(privateKey: Uint8Array): Promise<Pair> {
  return { publicKey: toBase64((await sodium()).crypto_scalarmult_base(privateKey)), privateKey };
}

export async function seal(payload: object, publicKey: string): Promise<SealedRecord> {
  const recordKey = (await sodium()).crypto_secretbox_keygen();
  return { key: await sealBytes(recordKey, publicKey), body: await sealEntry(recordKey, payload) };
}

/** Open a record. `id`: the row it came from; a payload that names another record was moved. */
export async function open<T extends object>(sealed: SealedRecord, pair: Pair, id?: string): Promise<Opened<T>> {
  const recordKey = await openBytes(sealed.key, pair);
  const payload = await openEntry<T>(recordKey, sealed.body);
  const own = (payload as { record?: string }).record;
  if (id && own && own !== id) throw new SealError("moved");
  return { payload, recordKey };
}

export async function sealEntry(recordKey: Uint8Array, entry: object): Promise<string> {
  const lib = await sodium();
  const nonce = lib.randombytes_buf(lib.crypto_secretbox_NONCEBYTES);
  const plain = await padded(new TextEncoder().encode(JSON.stringify(entry)));
  return toBase64(joined(nonce, lib.crypto_secretbox_easy(plain, nonce, recordKey)));
}

export async function openEntry<T extends object>(recordKey: Uint8Array, body: string): Promise<T> {
  const plain = await unpadded(await unbox(fromBase64(body), recordKey));
  return JSON.parse(new TextDecoder().decode(plain)) as T;
}

/** The same record for another group: its key is sealed anew, its content stays as it is. */
export async function rewrap(sealedKey: string, from: Pair, toPublicKey: string): Promise<string> {
  return sealBytes(await openBytes(sealedKey, from), toPublicKey);
}

/** Bytes in a sealed box for whoever holds the private half of `publicKey`; nobody can tell who sealed them. */
export async function sealBytes(bytes: Uint8Array, publicKey: string): Promise<string> {
  return toBase64((await sodium()).crypto_box_seal(bytes, fromBase64(publicKey)));
}

export async function openBytes(sealed: string, pair: Pair): Promise<Uint8Array> {
  const lib = await sodium();
  try {
    return lib.crypto_box_seal_open(fromBase64(sealed), fromBase64(pair.publicKey), pair.privateKey);
  } catch {
    throw new SealError("not_for_this_key");
  }
}

export async function unbox(boxed: Uint8Array, key: Uint8Array): Promise<Uint8Array> {
  const lib = await sodium();
  const cut = lib.crypto_secretbox_NONCEBYTES;
  try {
    return lib.crypto_secretbox_open_easy(boxed.subarray(cut), boxed.subarray(0, cut), key);
  } catch {
    throw new SealError("altered");
  }
}
