// Setting this phone up: a token from the QR of the office becomes a device with a key to seal to.
import { serverKey } from "../crypto/seal";
import { setMeta } from "../store/db";
import { putLocked } from "../store/roster";
import type { Api } from "../sync/api";
import type { Device } from "../types";
import type { Live } from "./live";

/** The token in an enrolment link (https://HOST/gate/#enrol=TOKEN), or in the bare text; undefined when there is none. */
export function tokenIn(text: string): string | undefined {
  const found = /(?:^|#|[?&])enrol=([A-Za-z0-9_.~-]{8,200})/.exec(text.trim());
  if (found) return found[1];
  return /^[A-Za-z0-9_.~-]{16,200}$/.test(text.trim()) ? text.trim() : undefined;
}

/** Throws CallFailed when the server is not reached or refuses the token. */
export async function enrol(live: Live, api: Api, token: string, name: string): Promise<void> {
  const answer = await api.enrol(token, name);
  await serverKey(answer.server_key);
  const device: Device = { ...answer, name };
  await putLocked(live.db, live.key, "device", device);
  await setMeta(live.db, "cursor", undefined);
  // Storage that the browser may not clear by itself; iOS may still drop it after a week without use.
  live.persisted = (await navigator.storage?.persist?.().catch(() => false)) ?? false;
  await live.load();
}
