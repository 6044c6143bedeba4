/** Bytes and text: standard base64, UTF-8, and padding, so that the size of a record says next to nothing. */
import { SealError, sodium } from "./sodium";

export const STEP = 2048;
/** What secretbox adds: a nonce of 24 and a MAC of 16 bytes. */
export const OVERHEAD = 40;

export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

export function fromBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  } catch {
    throw new SealError("altered");
  }
}

/** `bytes` filled up to a whole number of steps of 2 KiB (ISO/IEC 7816-4: 0x80, then zeros). */
export async function padded(bytes: Uint8Array): Promise<Uint8Array> {
  return (await sodium()).pad(bytes, STEP);
}

export async function unpadded(bytes: Uint8Array): Promise<Uint8Array> {
  const lib = await sodium();
  try {
    return lib.unpad(bytes, STEP);
  } catch {
    throw new SealError("altered");
  }
}

/** How many steps a sealed body (base64) takes: the one thing its size says. */
export function sizeStep(body: string): number {
  return (fromBase64(body).length - OVERHEAD) / STEP;
}

export function joined(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
