/** From the text of a QR code to the signed bytes: prefix, Base45 (RFC 9285), bounded inflate. */
import { inflateSync } from "fflate";
import { NotAccepted } from "./codes";

export const HEALTH_PREFIX = "HC1:";
export const OWN_PREFIX = "LL1:";

/** Characters; the largest QR code holds 4,296 in its alphanumeric mode. */
export const MAX_TEXT = 4300;
/** Bytes; the largest official certificate is 715. */
export const MAX_INFLATED = 16_384;

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const ILLEGAL = 255;
const VALUES = new Uint8Array(128).fill(ILLEGAL);
for (let value = 0; value < ALPHABET.length; value++) VALUES[ALPHABET.charCodeAt(value)] = value;

function valueAt(text: string, index: number): number {
  const value = VALUES[text.charCodeAt(index)] ?? ILLEGAL;
  if (value === ILLEGAL) throw new NotAccepted("base45");
  return value;
}

/**
 * Decode Base45 strictly. npm's `base45` lets illegal characters and numbers over 65535 through.
 * Throws `base45` for these, and for a single character left over.
 */
export function b45decode(text: string): Uint8Array {
  const rest = text.length % 3;
  if (rest === 1) throw new NotAccepted("base45");
  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (rest ? 1 : 0));
  let to = 0;
  for (let from = 0; from < text.length; from += 3) {
    const low = valueAt(text, from) + 45 * valueAt(text, from + 1);
    if (from + 2 < text.length) {
      const word = low + 2025 * valueAt(text, from + 2);
      if (word > 0xffff) throw new NotAccepted("base45");
      bytes[to++] = word >> 8;
      bytes[to++] = word & 0xff;
    } else {
      if (low > 0xff) throw new NotAccepted("base45");
      bytes[to++] = low;
    }
  }
  return bytes;
}

function adler32(data: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (const byte of data) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return b * 65536 + a;
}

/**
 * Inflate one zlib stream of at most `MAX_INFLATED` bytes; anything else throws `inflate`.
 * Given a buffer, fflate never grows it, so a bomb fills it and no more. It leaves the header and the
 * checksum of zlib unread; they are checked here. `DecompressionStream` is missing in Safari 14.
 */
export function inflate(data: Uint8Array): Uint8Array {
  if (data.length < 8) throw new NotAccepted("inflate");
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const header = view.getUint16(0);
  const deflate = (header >> 8 & 15) === 8 && header >> 12 <= 7;
  if (!deflate || header % 31 !== 0 || header & 0x20) throw new NotAccepted("inflate");
  let inflated: Uint8Array;
  try {
    inflated = inflateSync(data.subarray(2, -4), { out: new Uint8Array(MAX_INFLATED + 1) });
  } catch {
    throw new NotAccepted("inflate");
  }
  if (inflated.length > MAX_INFLATED || adler32(inflated) !== view.getUint32(data.length - 4)) {
    throw new NotAccepted("inflate");
  }
  return inflated;
}

/** Returns the prefix and the COSE bytes of a QR text. */
export function unpack(text: string): [prefix: string, data: Uint8Array] {
  if (typeof text !== "string") throw new NotAccepted("prefix");
  if (text.length > MAX_TEXT) throw new NotAccepted("too_long");
  const prefix = text.slice(0, 4);
  if (prefix === OWN_PREFIX) return [prefix, b45decode(text.slice(4))];
  if (prefix === HEALTH_PREFIX) return [prefix, inflate(b45decode(text.slice(4)))];
  throw new NotAccepted("prefix");
}
