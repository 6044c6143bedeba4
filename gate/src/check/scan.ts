// What a scanned or typed text is: our pass, a health certificate, a short code, an enrolment link, the gate's poster.
import { PASS_STATES, toBase64url, toUuid, Trust, type Verdict, verify } from "../hcert";
import { tokenIn } from "../live/enrol";
import type { Direction, Pass, TrustKey } from "../types";
import type { World } from "../world";
import { isOutsider, passSubject, type PassState, type Subject } from "./arrival";

export type Scanned =
  | { kind: "subject"; subject: Subject }
  | { kind: "health"; state: string; code: string }
  | { kind: "enrol"; token: string }
  | { kind: "poster" }
  | { kind: "none" };

const PASS_PREFIX = "LL1:";
const HEALTH_PREFIX = "HC1:";
/** Kinds of pass that are spent by one crossing even when the roster does not know them. */
const ONCE = new Set(["trip"]);

/** Keys are imported once per trust list, not once per scan. */
let loaded: { list: TrustKey[]; trust: Promise<Trust> } | undefined;

function trustOf(world: World): Promise<Trust> {
  const list = world.rules?.trust ?? [];
  if (loaded?.list !== list) loaded = { list, trust: loadLenient(list) };
  return loaded.trust;
}

/** One unreadable key must not close the gate for the holders of all others. */
async function loadLenient(list: TrustKey[]): Promise<Trust> {
  try {
    return await Trust.load(list);
  } catch {
    const good = await Promise.all(list.map((key) => Trust.load([key]).then(() => key).catch(() => undefined)));
    return Trust.load(good.filter((key): key is TrustKey => key !== undefined));
  }
}

export async function scanned(world: World, text: string, direction: Direction): Promise<Scanned> {
  const clean = text.trim();
  if (clean.startsWith(PASS_PREFIX)) return scannedPass(world, clean, direction);
  if (clean.startsWith(HEALTH_PREFIX)) return scannedHealth(world, clean);
  if (/^https?:/i.test(clean)) {
    const token = tokenIn(clean);
    return token ? { kind: "enrol", token } : { kind: "poster" };
  }
  const known = world.roster.byCode(clean);
  return known ? { kind: "subject", subject: passSubject(world, known, direction) } : { kind: "none" };
}

async function scannedPass(world: World, text: string, direction: Direction): Promise<Scanned> {
  const verdict = await verify(text, await trustOf(world), world.now());
  const state: PassState = PASS_STATES[verdict.code];
  if (!verdict.pass) return { kind: "subject", subject: unreadable(state) };
  return { kind: "subject", subject: passSubject(world, passOf(world, verdict), direction, state) };
}

/** The roster's row of this pass, or what the signed text itself says when the roster has none. */
function passOf(world: World, verdict: Verdict): Pass {
  const { kind, passId, subjectId } = verdict.pass!;
  const id = toBase64url(passId);
  const subject = toUuid(subjectId);
  const known = world.roster.pass(id);
  if (known) return known;
  const pass = { id, code: "", kind, resident: "", household: "", expires: verdict.expiresAt ?? 0, once: ONCE.has(kind) };
  if (isOutsider(kind)) return pass;
  const resident = world.roster.resident(subject);
  const ofHousehold = kind === "trip" || world.roster.household(subject).length > 0;
  return {
    ...pass,
    resident: ofHousehold ? "" : subject,
    household: ofHousehold ? subject : (resident?.household ?? ""),
  };
}

/** A text whose signature did not hold says nothing about anybody: the guard finds the person by room. */
function unreadable(state: PassState): Subject {
  return { person: "unknown", passId: "", passState: state, household: "", residentId: "" };
}

async function scannedHealth(world: World, text: string): Promise<Scanned> {
  const verdict = await verify(text, await trustOf(world), world.now());
  return { kind: "health", state: PASS_STATES[verdict.code], code: verdict.code };
}
