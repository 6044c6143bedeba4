// What travels between server and gate; the shapes of protocol/api/*.json.
// Times are epoch seconds, temperatures tenths of a degree.

import type { ShelfItem } from "./shelf/types";

export type Direction = "exit" | "entry";
export type Fact = number | string | boolean | number[] | string[];
export type Facts = Record<string, Fact>;
export type Outcome = "allow" | "refuse" | "ask" | "refer" | "hand_over";

export interface Verdict {
  outcome: Outcome;
  code: string;
  step: string;
  until: number;
  passed: string[];
}

export interface Step {
  check: string;
  [setting: string]: unknown;
}

export interface GatePolicy {
  entry: Step[];
  exit: Step[];
  /** steps for those who come from outside, and for who is unknown, where they differ */
  others?: Record<string, { entry: Step[]; exit: Step[] }>;
  settings?: Record<string, unknown>;
}

export interface Policy {
  version: string;
  title: { zh: string; en: string };
  phase: string;
  lapses_at: number;
  gate: GatePolicy;
  hash: string;
}

export interface TrustKey {
  kid: string;
  spki: string;
  kinds: string[];
  not_before: number;
  not_after: number;
  issuer: string;
}

export interface Permit {
  id: string;
  kind: string;
  from: number;
  until: number;
  once?: boolean;
  minutes?: number;
}

export interface Resident {
  id: string;
  gone?: boolean;
  household: string;
  room: string;
  room_aliases?: string[];
  name: string;
  surname: string;
  initials: string;
  building: string;
  grid?: string;
  here: boolean;
  confirmed: boolean;
  orders: { kind: string; until: number }[];
  permits: Permit[];
}

export interface Pass {
  id: string;
  gone?: boolean;
  code: string;
  kind: string;
  resident: string;
  household: string;
  expires: number;
  once: boolean;
  /** of somebody from outside: masked name, who sends them, the room they serve ("": all), how many they are */
  holder?: string;
  organisation?: string;
  room?: string;
  people?: number;
  starts?: number;
  /** minutes of the community's day, [from, to); across midnight where to < from */
  hours?: [number, number];
}

/** One time that somebody stood at a gate: opaque ids only. `passed` false = turned back, never counted. */
export interface LedgerEntry {
  key: string;
  gate?: string;
  household?: string;
  resident?: string;
  pass?: string;
  direction: Direction;
  at: number;
  day: string;
  back_by?: number;
  passed?: boolean;
  emergency?: boolean;
}

export interface Expected {
  resident?: string;
  /** of a visit that the household announced */
  pass?: string;
  name: string;
  room?: string;
  at?: number;
  note?: string;
  /** of somebody who returns: which of the announced travellers, who travels together, their grid, who meets them */
  id?: string;
  group?: string;
  grid?: string;
  meets?: { name: string; phone: string };
}

export interface Helper {
  grid?: string;
  name: string;
  phone: string;
}

export interface Guard {
  id: string;
  name: string;
  salt: string;
  iterations: number;
  verifier: string;
}

export interface Gate {
  id: string;
  name: string;
}

export interface Limits {
  roster_hours: number;
  stale_hours: number;
  two_gates_seconds: number;
  sync_seconds: number;
}

export interface Bundle {
  cursor: string;
  resync: boolean;
  server_time: number;
  offset: number;
  policy: Policy;
  head: string;
  trust: TrustKey[];
  revoked: { ids: string[]; as_of: number };
  gates?: Gate[];
  residents: Resident[];
  passes: Pass[];
  ledger: LedgerEntry[];
  expected?: Expected[];
  shelf?: ShelfItem[];
  company_codes?: string[];
  helpers: Helper[];
  guards: Guard[];
  limits?: Partial<Limits>;
}

export interface Visitor {
  name?: string;
  phone?: string;
  room?: string;
  company?: string;
  purpose?: string;
}

export interface Crossing {
  gate: string;
  direction: Direction;
  at: number;
  offset: number;
  policy: string;
  pass: string;
  resident: string;
  household: string;
  visitor?: Visitor;
  facts: Facts;
  verdict: { outcome: Exclude<Outcome, "ask">; code: string; step: string };
  overrule?: { outcome: "allow" | "refuse"; reason: string };
  emergency: boolean;
  companions?: number;
  vehicle?: string;
  group?: string;
  about?: number;
  /** the row of the queue that was confirmed */
  prepared?: string;
  /** the returning traveller of the bundle's list for whom the check was begun */
  expected?: string;
  guard: string;
  shift: string;
}

export interface Device {
  device: string;
  secret: string;
  community: { id: string | number; name: string };
  gates: Gate[];
  server_key: string;
  name: string;
}

export interface Shift {
  id: string;
  guard: { id: string; name: string };
  gate: Gate;
  since: number;
  /** true when the PIN was checked on the phone only */
  offline: boolean;
}

export interface SyncResult {
  sequence: number;
  outcome: "new" | "duplicate" | "altered" | "disagreed" | "invalid";
  code?: string;
  server_verdict?: { outcome: string; code: string; step?: string };
}
