/** The claims of a signed envelope (RFC 8392) and what kind of certificate they make. */
import { OUTSIDERS } from "../rules_checks";
import { NotAccepted } from "./codes";
import { type CborMap, decodeMap } from "./cose";
import { HEALTH_PREFIX } from "./text";

export type Kind = "pass" | "vaccination" | "test" | "recovery";
export type PassKind = "resident" | "permit" | "trip" | (typeof OUTSIDERS)[number];

/** What our own pass says: ids and rights only. Both ids have 16 bytes. */
export interface PassClaims {
  kind: PassKind;
  passId: Uint8Array;
  subjectId: Uint8Array;
}

/** The certificate of a health authority (DCC) as plain objects and arrays. */
export type HealthClaims = Record<string, unknown>;

export interface Payload {
  kind: Kind;
  issuer: string;
  /** Epoch seconds; some countries write fractions. */
  issued: number;
  expires: number;
  pass: PassClaims | null;
  health: HealthClaims | null;
}

const ISS = 1;
const EXP = 4;
const IAT = 6;
const HCERT = -260;
const EU_DCC = 1;
const LINLI_PASS = -1;
const ID_BYTES = 16;
const PASS_KINDS: readonly PassKind[] = ["resident", "permit", "trip", ...OUTSIDERS];
const HEALTH_KINDS: readonly [string, Kind][] = [["v", "vaccination"], ["t", "test"], ["r", "recovery"]];

/** Read the payload of a text that began with `prefix`; throws `claims` or `kind` when it does not fit. */
export function readPayload(data: Uint8Array, prefix: string): Payload {
  const claims = decodeMap(data, "claims");
  const issuer = claims.has(ISS) ? claims.get(ISS) : "";
  const container = claims.get(HCERT);
  if (typeof issuer !== "string" || !(container instanceof Map)) throw new NotAccepted("claims");
  const content = prefix === HEALTH_PREFIX ? readHealth(container) : readPass(container);
  return { ...content, issuer, issued: seconds(claims.get(IAT)), expires: seconds(claims.get(EXP)) };
}

function seconds(value: unknown): number {
  if (typeof value !== "number" || !(value >= 0 && value <= 2 ** 53)) throw new NotAccepted("claims");
  return value;
}

type Content = Pick<Payload, "kind" | "pass" | "health">;

/** Exactly one of v / t / r. A null one is none: Bulgaria writes all three, two of them null. */
function readHealth(container: CborMap): Content {
  const certificate = container.has(EU_DCC) ? container.get(EU_DCC) : new Map();
  if (!(certificate instanceof Map)) throw new NotAccepted("claims");
  const present = HEALTH_KINDS.filter(([letter]) => (certificate.get(letter) ?? null) !== null);
  if (present.length !== 1) throw new NotAccepted("kind");
  const [letter, kind] = present[0]!;
  const entries: unknown = certificate.get(letter);
  if (!Array.isArray(entries) || !entries.length) throw new NotAccepted("kind");
  if (!entries.every((entry) => entry instanceof Map)) throw new NotAccepted("kind");
  return { kind, pass: null, health: plain(certificate) as HealthClaims };
}

function readPass(container: CborMap): Content {
  const body = container.get(LINLI_PASS);
  if (!(body instanceof Map) || container.size !== 1) throw new NotAccepted("kind");
  const number: unknown = body.get(1);
  const kind = typeof number === "number" ? PASS_KINDS[number - 1] : undefined;
  if (!kind) throw new NotAccepted("kind");
  const pass = { kind, passId: identity(body.get(2)), subjectId: identity(body.get(3)) };
  return { kind: "pass", pass, health: null };
}

function identity(value: unknown): Uint8Array {
  if (!(value instanceof Uint8Array) || value.length !== ID_BYTES) throw new NotAccepted("claims");
  return value;
}

/** CBOR maps as plain objects; `fromEntries` defines a key such as "__proto__" instead of obeying it. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!(value instanceof Map)) return value;
  return Object.fromEntries(Array.from(value, ([key, item]) => [String(key), plain(item)]));
}
