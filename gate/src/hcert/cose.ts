/** COSE_Sign1 (RFC 9052) over strict CBOR: what was signed, by which key, with which algorithm. */
import { decode as decodeCbor } from "cborg";
import { type Code, NotAccepted } from "./codes";

export const ES256 = -7;
export const PS256 = -37;
const ALG = 1;
const CRIT = 2;
const KID = 4;
const TAG_SIGN1 = 18;
const TAG_CWT = 61;

export type CborMap = Map<unknown, unknown>;

export interface Sign1 {
  algorithm: typeof ES256 | typeof PS256;
  kid: Uint8Array;
  payload: Uint8Array;
  signature: Uint8Array;
  /** The bytes that `signature` covers. */
  signed: Uint8Array;
}

// Some countries tag their dates (0, 1): the inner value is kept. cborg refuses every other tag.
const inner = (value: unknown): unknown => value;
const OPTIONS = { useMaps: true, rejectDuplicateMapKeys: true, tags: [inner, inner] };

/** Decode exactly one CBOR item: no duplicate keys, no tags but dates, no bytes left over. */
function decode(data: Uint8Array, code: Code): unknown {
  try {
    return decodeCbor(data, OPTIONS);
  } catch {
    throw new NotAccepted(code); // also a stack overflow from thousands of nested arrays
  }
}

/** Decode one CBOR map whose keys are numbers or texts. */
export function decodeMap(data: Uint8Array, code: Code): CborMap {
  return checked(decode(data, code), code);
}

function checked(item: unknown, code: Code): CborMap {
  if (!(item instanceof Map)) throw new NotAccepted(code);
  for (const key of item.keys()) {
    const exact = typeof key === "number" && Math.abs(key) <= 2 ** 53;
    if (typeof key !== "string" && !exact) throw new NotAccepted(code);
  }
  return item;
}

/** Strip the tags before the array: none, 18, or 61(18(…)). */
function untag(data: Uint8Array): Uint8Array {
  const tags: number[] = [];
  let at = 0;
  while (at < data.length && data[at]! >> 5 === 6 && tags.length < 3) {
    const size = data[at++]! & 31;
    if (size > 27) throw new NotAccepted("cose");
    const width = size < 24 ? 0 : 1 << (size - 24);
    let tag = width ? 0 : size;
    for (const byte of data.subarray(at, at + width)) tag = tag * 256 + byte;
    tags.push(tag);
    at += width;
  }
  const plain = tags.length === 0 || (tags.length === 1 && tags[0] === TAG_SIGN1);
  const claimed = tags.length === 2 && tags[0] === TAG_CWT && tags[1] === TAG_SIGN1;
  if (!plain && !claimed) throw new NotAccepted("cose");
  return data.subarray(at);
}

function byteString(data: Uint8Array): number[] {
  const { length } = data;
  if (length < 24) return [0x40 | length, ...data];
  if (length < 256) return [0x58, length, ...data];
  return [0x59, length >> 8, length & 0xff, ...data];
}

/** CBOR of ["Signature1", protected, h'', payload]; an empty protected map counts as h''. */
function toBeSigned(header: Uint8Array, payload: Uint8Array): Uint8Array {
  const body = header.length === 1 && header[0] === 0xa0 ? header.subarray(1) : header;
  const context = [0x84, 0x6a, ...Array.from("Signature1", (letter) => letter.charCodeAt(0))];
  return Uint8Array.from([...context, ...byteString(body), 0x40, ...byteString(payload)]);
}

/** Protected wins over unprotected; unprotected alone is accepted. */
function header(label: number, inside: CborMap, outside: CborMap): unknown {
  return inside.has(label) ? inside.get(label) : outside.get(label);
}

/** Read a COSE_Sign1 message; `cose` when it is none, `algorithm` when it is not ES256 or PS256. */
export function readSign1(data: Uint8Array): Sign1 {
  const parts = decode(untag(data), "cose");
  if (!Array.isArray(parts) || parts.length !== 4) throw new NotAccepted("cose");
  const [protectedHeader, unprotected, payload, signature] = parts as unknown[];
  if (!(protectedHeader instanceof Uint8Array) || !(payload instanceof Uint8Array)) throw new NotAccepted("cose");
  if (!(signature instanceof Uint8Array)) throw new NotAccepted("cose");
  const outside = checked(unprotected, "cose");
  const inside: CborMap = protectedHeader.length ? decodeMap(protectedHeader, "cose") : new Map();
  // RFC 9052: a critical header that is not understood must be refused.
  if (inside.has(CRIT)) throw new NotAccepted("cose");
  const algorithm = header(ALG, inside, outside);
  const kid = header(KID, inside, outside) ?? new Uint8Array();
  if (algorithm !== ES256 && algorithm !== PS256) throw new NotAccepted("algorithm");
  if (!(kid instanceof Uint8Array)) throw new NotAccepted("cose");
  return { algorithm, kid, payload, signature, signed: toBeSigned(protectedHeader, payload) };
}
