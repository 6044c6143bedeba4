// A small invented community for tests: 新城社区, eight residents, one guard, one helper.
import { pbkdf2Sync } from "node:crypto";
import type { Bundle, GatePolicy, Guard, Pass, Resident, TrustKey } from "../../src/types";
import { passId } from "./issue";

export const ZONE = 8 * 3600;
export const GATES = [
  { id: "0196a000-0000-7000-8000-000000000001", name: "南门" },
  { id: "0196a000-0000-7000-8000-000000000002", name: "北门" },
];
export const PIN = "2580";

const id = (kind: number, number: number) => `0196b000-000${kind}-7000-8000-${String(number).padStart(12, "0")}`;

export function resident(number: number, room: string, name: string, initials: string, more: Partial<Resident> = {}): Resident {
  return {
    id: id(1, number),
    household: id(2, number),
    room,
    name,
    surname: name.startsWith("欧阳") ? "欧阳" : name[0]!,
    initials,
    building: room.split("-")[0]!,
    grid: "001",
    here: true,
    confirmed: true,
    orders: [],
    permits: [{ id: id(3, number), kind: "work", from: 0, until: 4_102_444_800, once: false, minutes: 0 }],
    ...more,
  };
}

export const RESIDENTS: Resident[] = [
  resident(1, "3-2-502", "王○○", "wxm"),
  resident(2, "2-1-301", "陈○", "cj", { permits: [] }),
  resident(3, "5-1-1203", "李○○", "lgf"),
  resident(4, "1-2-204", "欧阳○", "oym"),
  resident(5, "3-2-502", "王○", "wl", { household: id(2, 1), permits: [] }),
  resident(6, "4-1-101", "单○○", "sxh"),
  resident(7, "6-3-702", "赵○○", "zdh"),
  resident(8, "8-1-102", "孙○", "sm"),
];

export const PASSES: Pass[] = RESIDENTS.map((one, index) => ({
  id: passId(index + 1),
  code: `K7M-2Q${index + 1}`,
  kind: "resident",
  resident: one.id,
  household: one.household,
  expires: 4_102_444_800,
  once: false,
}));
/** a household's trip pass, used once: nobody in particular */
PASSES.push({ id: passId(100), code: "TRP-100", kind: "trip", resident: "", household: id(2, 1), expires: 4_102_444_800, once: true });

export function guard(pin = PIN): Guard {
  const salt = Buffer.from("salt of the guard");
  const verifier = pbkdf2Sync(pin, salt, 20_000, 32, "sha256").toString("base64url");
  return { id: id(4, 1), name: "周师傅", salt: salt.toString("base64url"), iterations: 20_000, verifier };
}

export const COLOURS = [
  { word: "green", zh: "绿", en: "Green" },
  { word: "yellow", zh: "黄", en: "Yellow" },
  { word: "red", zh: "红", en: "Red" },
];

export const POLICY: GatePolicy = {
  exit: [
    { check: "pass_valid", roster: true },
    { check: "household_exits", per_day: 1 },
    { check: "identity_compared" },
    { check: "reason_open", kinds: ["work"], purposes: ["medical", "shopping"] },
    { check: "health_code", accept: ["green"], colours: COLOURS, certificate: true },
    { check: "temperature", below: 373, least: 340, most: 430 },
  ],
  entry: [{ check: "resident_here" }, { check: "identity_compared" }, { check: "temperature", below: 373, least: 340, most: 430 }, { check: "mask_seen" }],
  others: {
    visitor: { exit: [], entry: [{ check: "temperature", below: 373, least: 340, most: 430 }, { check: "mask_seen" }] },
  },
  settings: {},
};

export function bundle(now: number, trust: TrustKey, more: Partial<Bundle> = {}): Bundle {
  return {
    cursor: "c1",
    resync: true,
    server_time: now,
    offset: ZONE,
    policy: { version: "test/normalised@1", title: { zh: "常态防控 · 4月8日起", en: "Normalised control" }, phase: "normalised", lapses_at: 0, gate: POLICY, hash: "h" },
    head: "7f3c0000a9",
    trust: [trust],
    revoked: { ids: [], as_of: now },
    gates: GATES,
    residents: RESIDENTS,
    passes: PASSES,
    ledger: [],
    expected: [{ resident: RESIDENTS[2]!.id, name: "李○○", room: "5-1-1203", note: "扫过门口码" }],
    helpers: [{ grid: "001", name: "周敏（1 号网格）", phone: "02700000001" }],
    guards: [guard()],
    ...more,
  };
}
