// The server's side of sealing, for tests.
import { fromB64, fromUtf8, utf8 } from "../../src/bytes";
import type { Crossing } from "../../src/types";

const CURVE = { name: "ECDH", namedCurve: "P-256" } as const;

export async function newSealPair(): Promise<{ spki: string; privateKey: CryptoKey }> {
  const pair = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
  const spki = Buffer.from(await crypto.subtle.exportKey("spki", pair.publicKey)).toString("base64url");
  return { spki, privateKey: pair.privateKey };
}

export async function unseal(sealed: string, key: CryptoKey): Promise<Crossing> {
  const box = fromB64(sealed);
  const point = await crypto.subtle.importKey("raw", box.slice(0, 65), CURVE, false, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: point }, key, 256);
  const material = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const salt = new Uint8Array(0);
  const info = utf8("linli crossing 1");
  const open = await crypto.subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt, info }, material, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
  const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: box.slice(65, 77) }, open, box.slice(77));
  return JSON.parse(fromUtf8(text)) as Crossing;
}
