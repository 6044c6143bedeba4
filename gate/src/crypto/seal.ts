// Sealing a crossing to the server: who holds this phone cannot read what it has recorded.
// sealed = base64url(ephemeral P-256 point, 65 bytes || iv, 12 bytes || AES-256-GCM ciphertext and tag)
import { fromB64, joined, random, toB64u, utf8 } from "../bytes";
import type { Crossing } from "../types";
import type { ShelfFact } from "../shelf/types";

const CURVE = { name: "ECDH", namedCurve: "P-256" } as const;
const INFO = utf8("linli crossing 1");

/** The server's key from its SPKI DER in base64. Throws when it is not a P-256 key. */
export function serverKey(spki: string): Promise<CryptoKey> {
  return crypto.subtle.importKey("spki", fromB64(spki), CURVE, false, []);
}

export async function seal(content: Crossing | { shelf: ShelfFact }, key: CryptoKey): Promise<string> {
  const pair = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: key }, pair.privateKey, 256);
  const material = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const box = await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: INFO },
    material,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt"],
  );
  const iv = random(12);
  const text = utf8(JSON.stringify(content));
  const closed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, box, text);
  const point = await crypto.subtle.exportKey("raw", pair.publicKey);
  return toB64u(joined(new Uint8Array(point), iv, new Uint8Array(closed)));
}
