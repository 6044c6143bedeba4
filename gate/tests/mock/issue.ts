// Issues passes as the office does, for tests: the envelope of linli/gates/envelope, without zlib.
import { encode } from "cborg";
import { fromB64, toB64u } from "../../src/bytes";
import type { TrustKey } from "../../src/types";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
export const PASS_KINDS = ["resident", "permit", "trip", "visitor", "carer"] as const;

export function base45(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 2) {
    const pair = i + 1 < bytes.length;
    let value = pair ? bytes[i]! * 256 + bytes[i + 1]! : bytes[i]!;
    for (let n = pair ? 3 : 2; n > 0; n--) {
      text += ALPHABET[value % 45];
      value = Math.floor(value / 45);
    }
  }
  return text;
}

export interface Office {
  trust: TrustKey;
  issue(kind: (typeof PASS_KINDS)[number], passId: string, subject: string, times: { issued: number; expires: number }): Promise<string>;
}

export async function newOffice(): Promise<Office> {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const spki = new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey));
  const kid = new Uint8Array(await crypto.subtle.digest("SHA-256", spki)).slice(0, 8);
  const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
  const trust: TrustKey = { kid: b64(kid), spki: b64(spki), kinds: ["pass"], not_before: 0, not_after: 4_102_444_800, issuer: "Xincheng" };
  const issue: Office["issue"] = async (kind, passId, subject, { issued, expires }) => {
    const header = encode(new Map<number, unknown>([[1, -7], [4, kid]]));
    const body = new Map<number, unknown>([[1, PASS_KINDS.indexOf(kind) + 1], [2, fromB64(passId)], [3, uuidBytes(subject)]]);
    const payload = encode(new Map<number, unknown>([[1, "Xincheng"], [4, expires], [6, issued], [-260, new Map([[-1, body]])]]));
    const signed = encode(["Signature1", header, new Uint8Array(0), payload]);
    const signature = new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, pair.privateKey, signed as BufferSource));
    return `LL1:${base45(encode([header, new Map(), payload, signature]))}`;
  };
  return { trust, issue };
}

export function uuidBytes(uuid: string): Uint8Array {
  return new Uint8Array(Buffer.from(uuid.replace(/-/g, ""), "hex"));
}

export function passId(number: number): string {
  const bytes = new Uint8Array(16).fill(7);
  bytes[15] = number % 256;
  bytes[14] = Math.floor(number / 256);
  return toB64u(bytes);
}
