/**
 * Argon2id (RFC 9106, version 1.3, one lane), as libsodium's crypto_pwhash computes it.
 *
 * libsodium's browser build leaves crypto_pwhash out; its "sumo" build has it and weighs three times as much. Only the
 * filling of memory is written here: hashing is libsodium's BLAKE2b, and the outcome is compared with PyNaCl's libsodium.
 */
import type Sodium from "libsodium-wrappers";
import { permute } from "./blamka";
import { joined } from "./bytes";
import { sodium } from "./sodium";

const WORDS = 256; // 32-bit words of a block of 1 KiB
const SLICES = 4;
const TYPE = 2; // Argon2id
const VERSION = 0x13;

/** `length` bytes out of a pass phrase. `kib`: memory in KiB; `passes` over it. */
export async function argon2id(
  phrase: Uint8Array,
  salt: Uint8Array,
  passes: number,
  kib: number,
  length: number,
): Promise<Uint8Array> {
  const lib = await sodium();
  const blocks = SLICES * Math.floor(kib / SLICES);
  const memory = new Uint32Array(blocks * WORDS);
  const start = lib.crypto_generichash(64, begun(phrase, salt, passes, kib, length), null);
  for (const index of [0, 1]) memory.set(words(long(lib, 1024, joined(start, le32(index), le32(0)))), index * WORDS);
  for (let pass = 0; pass < passes; pass++) {
    for (let slice = 0; slice < SLICES; slice++) {
      fill(memory, blocks, passes, pass, slice);
      await new Promise((go) => setTimeout(go, 0)); // the page must be able to say that it is working
    }
  }
  const last = memory.slice((blocks - 1) * WORDS);
  memory.fill(0);
  return long(lib, length, bytes(last));
}

function begun(phrase: Uint8Array, salt: Uint8Array, passes: number, kib: number, length: number): Uint8Array {
  const head = [1, length, kib, passes, VERSION, TYPE, phrase.length].map(le32);
  return joined(...head, phrase, le32(salt.length), salt, le32(0), le32(0));
}

/** H′ of the RFC: a hash of any length. */
function long(lib: typeof Sodium, length: number, input: Uint8Array): Uint8Array {
  const first = joined(le32(length), input);
  if (length <= 64) return lib.crypto_generichash(length, first, null);
  const parts: Uint8Array[] = [];
  let part = lib.crypto_generichash(64, first, null);
  let left = length;
  while (left > 64) {
    parts.push(part.slice(0, 32));
    left -= 32;
    part = lib.crypto_generichash(left > 64 ? 64 : left, part, null);
  }
  return joined(...parts, part);
}

/** One quarter of one pass. The first half of the first pass looks where no secret decides (against timing). */
function fill(memory: Uint32Array, blocks: number, passes: number, pass: number, slice: number): void {
  const segment = blocks / SLICES;
  const blind = pass === 0 && slice < SLICES / 2;
  const input = new Uint32Array(WORDS);
  const places = new Uint32Array(WORDS);
  [pass, 0, slice, blocks, passes, TYPE].forEach((value, at) => (input[2 * at] = value));
  const first = pass === 0 && slice === 0 ? 2 : 0;
  for (let index = first; index < segment; index++) {
    if (blind && (index === first || index % 128 === 0)) nextPlaces(input, places);
    const current = slice * segment + index;
    const previous = current === 0 ? blocks - 1 : current - 1;
    const pseudo = blind ? places[2 * (index % 128)]! : memory[previous * WORDS]!;
    compress(memory, previous, place(pseudo, blocks, pass, slice, index), current, pass > 0);
  }
}

function nextPlaces(input: Uint32Array, places: Uint32Array): void {
  input[12]!++;
  places.set(input);
  for (let twice = 0; twice < 2; twice++) {
    const before = places.slice();
    permute(places);
    for (let at = 0; at < WORDS; at++) places[at]! ^= before[at]!;
  }
}

/** Which earlier block is mixed in. */
function place(pseudo: number, blocks: number, pass: number, slice: number, index: number): number {
  const segment = blocks / SLICES;
  const area = (pass === 0 ? slice * segment : blocks - segment) + index - 1;
  const square = high(pseudo, pseudo);
  const start = pass === 0 || slice === SLICES - 1 ? 0 : (slice + 1) * segment;
  return (start + area - 1 - high(area, square)) % blocks;
}

/** The upper half of the product of two 32-bit numbers. */
function high(a: number, b: number): number {
  return Number((BigInt(a) * BigInt(b)) >> 32n);
}

const mixed = new Uint32Array(WORDS);
const work = new Uint32Array(WORDS);

function compress(memory: Uint32Array, previous: number, reference: number, current: number, over: boolean): void {
  const [from, other, to] = [previous * WORDS, reference * WORDS, current * WORDS];
  for (let at = 0; at < WORDS; at++) mixed[at] = memory[from + at]! ^ memory[other + at]!;
  work.set(mixed);
  permute(work);
  for (let at = 0; at < WORDS; at++) {
    const value = mixed[at]! ^ work[at]!;
    memory[to + at] = over ? memory[to + at]! ^ value : value;
  }
}

function le32(value: number): Uint8Array {
  return Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24);
}

function words(from: Uint8Array): Uint32Array {
  const view = new DataView(from.buffer, from.byteOffset, from.byteLength);
  return Uint32Array.from({ length: from.length / 4 }, (_, at) => view.getUint32(4 * at, true));
}

function bytes(from: Uint32Array): Uint8Array {
  return joined(...Array.from(from, le32));
}
