// A shift starts with a PIN: checked by the server when it answers, by the phone when it does not.
import { uuid7 } from "../bytes";
import { deviceNow } from "../clock";
import { pinMatches, waitAfter } from "../crypto/pin";
import { getMeta, setMeta } from "../store/db";
import { type Api, CallFailed } from "../sync/api";
import type { Gate } from "../types";
import type { Live } from "./live";

export type ShiftAnswer = "started" | "started_offline" | "wrong_pin" | "wait" | "locked" | "refused" | "no_guards" | "revoked";

const MEANINGS: Record<number, ShiftAnswer> = { 401: "revoked", 403: "wrong_pin", 429: "locked" };

interface Tries {
  wrong: number;
  since: number;
}

/** Seconds until the next try is allowed. */
export async function waitLeft(live: Live): Promise<number> {
  const tries = await getMeta<Tries>(live.db, "tries");
  if (!tries) return 0;
  const passed = deviceNow() - tries.since;
  // A clock that was set back does not unlock the phone: count the whole wait again.
  return passed < 0 ? waitAfter(tries.wrong) : Math.max(0, waitAfter(tries.wrong) - passed);
}

export async function startShift(live: Live, api: Api, pin: string, gate: Gate, guard: string): Promise<ShiftAnswer> {
  if ((await waitLeft(live)) > 0) return "wait";
  const answer = await tryPin(live, api, pin, gate, guard);
  if (answer === "wrong_pin") await noteWrong(live);
  else if (answer === "started" || answer === "started_offline") await setMeta(live.db, "tries", undefined);
  return answer;
}

async function tryPin(live: Live, api: Api, pin: string, gate: Gate, guard: string): Promise<ShiftAnswer> {
  const device = live.device;
  if (!device) return "no_guards";
  try {
    const body = guard ? { pin, gate: gate.id, guard } : { pin, gate: gate.id };
    const shift = await api.shift(device, body);
    await live.keepShift({ id: shift.shift, guard: shift.guard, gate, since: live.now(), offline: false });
    return "started";
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    const meaning = MEANINGS[error.status];
    if (meaning) return meaning;
    if (error.status > 0 && error.status < 500) return "refused";
  }
  return offlinePin(live, pin, gate, guard);
}

async function offlinePin(live: Live, pin: string, gate: Gate, guard: string): Promise<ShiftAnswer> {
  const known = live.staff.guards.filter((one) => !guard || one.id === guard);
  if (known.length === 0) return "no_guards";
  for (const one of known) {
    if (!(await pinMatches(pin, one))) continue;
    await live.keepShift({ id: uuid7(), guard: { id: one.id, name: one.name }, gate, since: live.now(), offline: true });
    return "started_offline";
  }
  return "wrong_pin";
}

async function noteWrong(live: Live): Promise<void> {
  const tries = await getMeta<Tries>(live.db, "tries");
  await setMeta(live.db, "tries", { wrong: (tries?.wrong ?? 0) + 1, since: deviceNow() });
}
