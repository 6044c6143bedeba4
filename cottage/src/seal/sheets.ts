/**
 * Recovery sheets: the group's private half in three shares, of which any two suffice and one says nothing.
 *
 * A sheet is sixteen groups of four letters and a check letter. The check finds every single wrong letter and every
 * two that were swapped, and says in which group; two more bytes check the whole.
 */
import { combine, split } from "shamir-secret-sharing";
import { fromBase64, joined } from "./bytes";
import { pairOf, type Pair } from "./record";
import { SealError, sodium } from "./sodium";

export const SHEETS = 3;
export const NEEDED = 2;
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's: none looks like another
const GROUP = 4;
const VERSION = 1;
const TAG = 4; // bytes that say of which key it is
const SHARE = 33;
const CHECK = 2;
const BYTES = 1 + TAG + SHARE + CHECK; // 40 bytes, 64 letters, 16 groups

interface Sheet {
  number: number;
  tag: string;
  share: Uint8Array;
}

/** Three sheets of `group`, each as sixteen groups of five letters. Printing again makes other, equally good ones. */
export async function makeSheets(group: Pair): Promise<string[][]> {
  const shares = await split(group.privateKey, SHEETS, NEEDED);
  const tag = await tagOf(group.publicKey);
  return Promise.all(
    shares.map(async (share, at) => {
      const plain = joined(Uint8Array.of(VERSION * 16 + at + 1), tag, share);
      return written(joined(plain, await checked(plain)));
    }),
  );
}

/** Of which key and which number a sheet is; says which group was mistyped. */
export async function readSheet(text: string): Promise<Sheet> {
  const bytes = read(text);
  const plain = bytes.subarray(0, BYTES - CHECK);
  const check = await checked(plain);
  if (check.some((byte, at) => byte !== bytes[BYTES - CHECK + at])) throw new SealError("sheet_unreadable");
  if (plain[0]! >> 4 !== VERSION) throw new SealError("sheet_unreadable");
  return { number: plain[0]! & 15, tag: plain.subarray(1, 1 + TAG).join("."), share: plain.slice(1 + TAG) };
}

/** The group's pair out of two sheets, compared with the public key that the server has. */
export async function fromSheets(texts: string[], publicKey: string): Promise<Pair> {
  const sheets = [];
  for (const text of texts) sheets.push(await readSheet(text));
  if (new Set(sheets.map((sheet) => sheet.number)).size < NEEDED) throw new SealError("sheet_same");
  const tag = (await tagOf(publicKey)).join(".");
  if (sheets.some((sheet) => sheet.tag !== tag)) throw new SealError("sheet_other");
  const pair = await pairOf(await combine(sheets.map((sheet) => sheet.share)));
  // Two sheets of different printings fit the tag and yet make nothing.
  if (pair.publicKey !== publicKey) throw new SealError("sheet_other");
  return pair;
}

async function tagOf(publicKey: string): Promise<Uint8Array> {
  return (await sodium()).crypto_generichash(16, fromBase64(publicKey), null).slice(0, TAG);
}

async function checked(plain: Uint8Array): Promise<Uint8Array> {
  return (await sodium()).crypto_generichash(16, plain, null).slice(0, CHECK);
}

function written(bytes: Uint8Array): string[] {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  const values = (bits.match(/.{5}/g) ?? []).map((five) => parseInt(five, 2));
  const groups = [];
  for (let at = 0; at < values.length; at += GROUP) {
    const group = values.slice(at, at + GROUP);
    groups.push([...group, checkOf(group, at / GROUP)].map((value) => LETTERS[value]).join(""));
  }
  return groups;
}

function read(text: string): Uint8Array {
  // The hand writes O for 0 and l for 1; spaces, dashes and small letters mean nothing.
  const plain = text.normalize("NFKC").toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1").replace(/[\s\-·.]/g, "");
  const groups = plain.match(/.{1,5}/gu) ?? [];
  const values: number[] = [];
  groups.forEach((group, at) => {
    const found = [...group].map((letter) => LETTERS.indexOf(letter));
    const good = found.length === GROUP + 1 && found.every((value) => value >= 0);
    if (!good || checkOf(found.slice(0, GROUP), at) !== found[GROUP]) throw new SealError("sheet_unreadable", at + 1);
    values.push(...found.slice(0, GROUP));
  });
  if (groups.length !== (BYTES * 8) / 5 / GROUP) throw new SealError("sheet_unreadable", groups.length + 1);
  const bits = values.map((value) => value.toString(2).padStart(5, "0")).join("");
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (eight) => parseInt(eight, 2));
}

/** A Reed-Solomon letter in GF(32): each place has another factor, so swapped letters show; so do swapped groups. */
function checkOf(group: number[], place: number): number {
  let sum = place % 32;
  for (const value of group) sum = double(sum) ^ value;
  return double(sum);
}

/** Times x in GF(32), modulo x^5 + x^2 + 1. */
function double(value: number): number {
  const shifted = value << 1;
  return shifted & 32 ? shifted ^ 37 : shifted;
}
