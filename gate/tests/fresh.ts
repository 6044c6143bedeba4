// A fresh store for each test: IndexedDB in memory, WebCrypto of Node.
import "fake-indexeddb/auto";
import { Live } from "../src/live/live";
import { putLocked } from "../src/store/roster";
import { openStore, type Store } from "../src/store/db";
import type { Bundle, Device } from "../src/types";
import type { Draft } from "../src/world";
import { pull } from "../src/sync/pull";
import { bundle, GATES, PIN } from "./mock/community";
import { newOffice, type Office } from "./mock/issue";
import { newSealPair } from "./mock/unseal";

let count = 0;

export function freshStore(): Promise<Store> {
  count += 1;
  return openStore(`test-${count}`);
}

export interface Fixture {
  live: Live;
  office: Office;
  privateKey: CryptoKey;
  pullIn(more?: Partial<Bundle>): Promise<void>;
}

export const NOW = () => Math.floor(Date.now() / 1000);

/** A phone that is enrolled, has pulled once, and stands at the south gate. */
export async function freshGate(more: Partial<Bundle> = {}): Promise<Fixture> {
  count += 1;
  const office = await newOffice();
  const pair = await newSealPair();
  const live = await Live.open(`gate-${count}`);
  const device: Device = { device: "dev", secret: "s", community: { id: "1", name: "新城社区" }, gates: GATES, server_key: pair.spki, name: "南门 1" };
  await putLocked(live.db, live.key, "device", device);
  const pullIn = async (changes: Partial<Bundle> = {}) => {
    await pull(live.db, live.key, "dev", async () => bundle(NOW(), office.trust, changes));
    await live.load();
  };
  await pullIn(more);
  await live.keepShift({ id: "", guard: { id: "", name: "周师傅" }, gate: GATES[0]!, since: NOW(), offline: true });
  return { live, office, privateKey: pair.privateKey, pullIn };
}

export function draft(more: Partial<Draft> = {}): Draft {
  return {
    direction: "exit",
    pass: "",
    resident: "",
    household: "",
    facts: { now: NOW(), direction: "exit" },
    verdict: { outcome: "allow", code: "gate.allowed", step: "" },
    emergency: false,
    ...more,
  };
}

export { PIN };
