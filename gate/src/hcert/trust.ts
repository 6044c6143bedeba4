/** The trust list: whose keys may sign what, and when. */
import { fromBase64, toHex } from "./bytes";
import { ES256, PS256, type Sign1 } from "./cose";
import type { Kind } from "./payload";

/** An entry as the bundle carries it; times are epoch seconds or ISO 8601, null where unbounded. */
export interface TrustEntry {
  kid: string;
  spki: string;
  kinds: string[];
  not_before?: number | string | null;
  not_after?: number | string | null;
  issuer?: string | null;
}

interface Scheme {
  algorithm: typeof ES256 | typeof PS256;
  import: EcKeyImportParams | RsaHashedImportParams;
  verify: EcdsaParams | RsaPssParams;
  /** Length of a signature in bytes; 0 where the key itself decides (RSA). */
  width: number;
}

const ecdsa = (namedCurve: string, width: number): Scheme => ({
  algorithm: ES256,
  import: { name: "ECDSA", namedCurve },
  verify: { name: "ECDSA", hash: "SHA-256" },
  width,
});
const rsaPss: Scheme = {
  algorithm: PS256,
  import: { name: "RSA-PSS", hash: "SHA-256" },
  verify: { name: "RSA-PSS", saltLength: 32 },
  width: 0,
};

// The object identifiers of the key's algorithm, as they stand near the start of every SPKI.
const SCHEMES: readonly [string, Scheme][] = [
  ["06072a8648ce3d020106082a8648ce3d030107", ecdsa("P-256", 64)],
  ["06072a8648ce3d020106052b81040022", ecdsa("P-384", 96)],
  ["06092a864886f70d010101", rsaPss],
];

/** One key, ready to verify. */
export class TrustKey {
  constructor(
    readonly kid: string,
    private readonly key: CryptoKey,
    private readonly scheme: Scheme,
    private readonly kinds: readonly string[],
    readonly notBefore: number,
    readonly notAfter: number,
    readonly issuer: string,
  ) {}

  /** No kinds at all means any health certificate, as a certificate without extended key usage does. */
  maySign(kind: Kind): boolean {
    return this.kinds.length ? this.kinds.includes(kind) : kind !== "pass";
  }

  /** Whether the message's signature is this key's, by the algorithm that the message names. */
  async signed(message: Sign1): Promise<boolean> {
    const { scheme } = this;
    if (message.algorithm !== scheme.algorithm) return false;
    if (scheme.width && message.signature.length !== scheme.width) return false;
    const held = crypto.subtle.verify(scheme.verify, this.key, copy(message.signature), copy(message.signed));
    return held.catch(() => false); // some browsers reject on a malformed signature instead of saying no
  }
}

/** Keys by kid. A kid is a short hash and not unique: `keysFor` gives every key that has it. */
export class Trust {
  private constructor(private readonly byKid: ReadonlyMap<string, readonly TrustKey[]>) {}

  keysFor(kid: Uint8Array): readonly TrustKey[] {
    return this.byKid.get(toHex(kid)) ?? [];
  }

  /** Read a trust list. Rejects with an Error that names the entry and what is wrong with it. */
  static async load(entries: readonly TrustEntry[]): Promise<Trust> {
    if (!Array.isArray(entries)) throw new Error("the trust list is not an array");
    const keys = await Promise.all(
      entries.map((entry, index) =>
        readEntry(entry).catch((error: unknown) => {
          throw new Error(`trust list entry ${index + 1}: ${error instanceof Error ? error.message : "unreadable"}`);
        }),
      ),
    );
    const byKid = new Map<string, TrustKey[]>();
    for (const key of keys) byKid.set(key.kid, [...(byKid.get(key.kid) ?? []), key]);
    return new Trust(byKid);
  }
}

async function readEntry(entry: TrustEntry): Promise<TrustKey> {
  const kinds: unknown = entry?.kinds;
  if (!Array.isArray(kinds) || !kinds.every((kind) => typeof kind === "string")) {
    throw new Error("kinds is not an array of words");
  }
  const kid = bytesOf(entry.kid, "kid");
  const spki = bytesOf(entry.spki, "spki");
  const algorithm = toHex(spki.subarray(0, 40));
  const scheme = SCHEMES.find(([identifier]) => algorithm.includes(identifier))?.[1];
  if (!scheme) throw new Error("spki is neither a P-256, P-384 nor an RSA key");
  const key = await crypto.subtle.importKey("spki", copy(spki), scheme.import, false, ["verify"]).catch(() => {
    throw new Error("spki is not a public key in DER");
  });
  const from = instant(entry.not_before, -Infinity, "not_before");
  const until = instant(entry.not_after, Infinity, "not_after");
  return new TrustKey(toHex(kid), key, scheme, kinds, from, until, entry.issuer ?? "");
}

function bytesOf(value: unknown, name: string): Uint8Array {
  try {
    return fromBase64(value as string);
  } catch {
    throw new Error(`${name} is not base64`);
  }
}

function instant(value: unknown, unbounded: number, name: string): number {
  if (value === undefined || value === null) return unbounded;
  const seconds = typeof value === "string" ? Date.parse(inUtc(value)) / 1000 : value;
  if (typeof seconds !== "number" || !Number.isFinite(seconds)) {
    throw new Error(`${name} is neither epoch seconds nor an ISO 8601 time`);
  }
  return seconds;
}

/** A time without an offset is UTC here, never the phone's own zone. */
function inUtc(text: string): string {
  return /T.*(Z|[+-]\d\d:?\d\d)$/i.test(text) || !text.includes("T") ? text : `${text}Z`;
}

/** WebCrypto's types take an ArrayBuffer only; the views here may be slices of a larger one. */
function copy(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer as ArrayBuffer;
}
