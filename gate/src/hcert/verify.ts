/** One text in, one verdict out. */
import { type Code, NotAccepted } from "./codes";
import { readSign1, type Sign1 } from "./cose";
import { type HealthClaims, type Kind, type PassClaims, type Payload, readPayload } from "./payload";
import { unpack } from "./text";
import type { Trust, TrustKey } from "./trust";

/**
 * What a text is worth. `ok` is true for the code "ok" only. The rest is null until the signature has
 * held: an unsigned word is never shown. Times are epoch seconds. `pass` or `health` holds the
 * content, neither when the key may not sign this kind.
 */
export interface Verdict {
  ok: boolean;
  code: Code;
  kind: Kind | null;
  issuer: string | null;
  issuedAt: number | null;
  expiresAt: number | null;
  pass: PassClaims | null;
  health: HealthClaims | null;
}

/** Verify a QR text against a trust list at `at` (epoch seconds). Never rejects on any text. */
export async function verify(text: string, trust: Trust, at: number): Promise<Verdict> {
  try {
    const [prefix, data] = unpack(text);
    const message = readSign1(data);
    const keys = await signers(message, trust);
    const payload = readPayload(message.payload, prefix);
    const codes = keys.map((key) => judge(payload, key, at));
    const best = Math.max(codes.indexOf("ok"), 0);
    return verdict(codes[best]!, payload, keys[best]!);
  } catch (error) {
    if (error instanceof NotAccepted) return refusal(error.code);
    throw error;
  }
}

/** The keys whose signature this is: a kid is not unique, so every key that has it is tried. */
async function signers(message: Sign1, trust: Trust): Promise<TrustKey[]> {
  const candidates = trust.keysFor(message.kid);
  if (!candidates.length) throw new NotAccepted("kid_unknown");
  const held = await Promise.all(candidates.map((key) => key.signed(message)));
  const keys = candidates.filter((_, index) => held[index]);
  if (!keys.length) throw new NotAccepted("signature");
  return keys;
}

function judge(payload: Payload, key: TrustKey, at: number): Code {
  if (!key.maySign(payload.kind)) return "key_usage";
  if (at < key.notBefore) return "key_not_yet";
  if (at > key.notAfter) return "key_expired";
  if (at < payload.issued) return "not_yet";
  return at > payload.expires ? "expired" : "ok";
}

function verdict(code: Code, payload: Payload, key: TrustKey): Verdict {
  const shown = code !== "key_usage";
  return {
    ok: code === "ok",
    code,
    kind: payload.kind,
    issuer: payload.issuer || key.issuer,
    issuedAt: Math.floor(payload.issued),
    expiresAt: Math.floor(payload.expires),
    pass: shown ? payload.pass : null,
    health: shown ? payload.health : null,
  };
}

function refusal(code: Code): Verdict {
  return { ok: false, code, kind: null, issuer: null, issuedAt: null, expiresAt: null, pass: null, health: null };
}
