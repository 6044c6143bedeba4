// A shift PIN checked on the phone. Four to eight digits can be guessed by who holds the phone:
// the screen says so, tries are slowed down, and the server can revoke the device.
import { fromB64, same, utf8 } from "../bytes";
import type { Guard } from "../types";

/** True when PBKDF2-HMAC-SHA256(pin, salt, iterations) is the guard's verifier. */
export async function pinMatches(pin: string, guard: Guard): Promise<boolean> {
  const expected = fromB64(guard.verifier);
  const material = await crypto.subtle.importKey("raw", utf8(pin), "PBKDF2", false, ["deriveBits"]);
  const derived = await crypto.subtle.deriveBits(
    { name: "PBKDF2", hash: "SHA-256", salt: fromB64(guard.salt), iterations: guard.iterations },
    material,
    expected.length * 8,
  );
  return same(new Uint8Array(derived), expected);
}

/** Seconds to wait after so many wrong tries in a row: three are free, then it doubles up to ten minutes. */
export function waitAfter(wrong: number): number {
  return wrong < 3 ? 0 : Math.min(600, 15 * 2 ** (wrong - 3));
}
