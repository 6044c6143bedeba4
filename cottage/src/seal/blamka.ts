/** Argon2's permutation of a block of 128 numbers of 64 bits (RFC 9106, 3.6), each as two words, the lower first. */

/* The four numbers of a step, in variables of the module: 64 bits do not fit into one of JavaScript's. */
let v: Uint32Array;

/** a = a + b + 2 * low(a) * low(b) */
function multiplyAdd(a: number, b: number): void {
  const al = v[a]!;
  const bl = v[b]!;
  const a0 = al & 0xffff;
  const a1 = al >>> 16;
  const b0 = bl & 0xffff;
  const b1 = bl >>> 16;
  const low = Math.imul(a0, b0);
  const middle = Math.imul(a1, b0);
  // at most 2^32 - 2: no carry is lost
  const carry = (low >>> 16) + (middle & 0xffff) + (Math.imul(a0, b1) >>> 0);
  const product = Math.imul(al, bl);
  const over = (Math.imul(a1, b1) + (middle >>> 16) + (carry >>> 16)) | 0;
  const sum = al + bl + ((product << 1) >>> 0);
  v[a] = sum | 0;
  v[a + 1] = (v[a + 1]! + v[b + 1]! + ((over << 1) | (product >>> 31)) + ((sum / 0x100000000) | 0)) | 0;
}

/** d = (d xor a) rotated right by `bits`; 32 swaps the halves */
function turn(d: number, a: number, bits: number): void {
  const low = v[d]! ^ v[a]!;
  const high = v[d + 1]! ^ v[a + 1]!;
  if (bits === 32) {
    v[d] = high;
    v[d + 1] = low;
  } else if (bits === 63) {
    v[d] = (low << 1) | (high >>> 31);
    v[d + 1] = (high << 1) | (low >>> 31);
  } else {
    v[d] = (low >>> bits) | (high << (32 - bits));
    v[d + 1] = (high >>> bits) | (low << (32 - bits));
  }
}

function mix(a: number, b: number, c: number, d: number): void {
  multiplyAdd(a, b);
  turn(d, a, 32);
  multiplyAdd(c, d);
  turn(b, c, 24);
  multiplyAdd(a, b);
  turn(d, a, 16);
  multiplyAdd(c, d);
  turn(b, c, 63);
}

/** A round over sixteen numbers, which lie in pairs: `step` words from one pair to the next. */
function round(start: number, step: number): void {
  const at = (index: number) => start + (index >> 1) * step + (index & 1) * 2;
  for (let column = 0; column < 4; column++) mix(at(column), at(column + 4), at(column + 8), at(column + 12));
  for (let column = 0; column < 4; column++) {
    mix(at(column), at(4 + ((column + 1) & 3)), at(8 + ((column + 2) & 3)), at(12 + ((column + 3) & 3)));
  }
}

export function permute(block: Uint32Array): void {
  v = block;
  for (let row = 0; row < 8; row++) round(row * 32, 4);
  for (let column = 0; column < 8; column++) round(column * 4, 32);
}
