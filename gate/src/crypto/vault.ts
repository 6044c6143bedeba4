// Encrypts what must not lie readable in browser storage, under a key that cannot leave this browser.
import { fromUtf8, random, utf8 } from "../bytes";

export interface Locked {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

export function newVaultKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** `label` is bound in: a blob moved to another place in the store no longer opens. */
export async function lock(key: CryptoKey, label: string, value: unknown): Promise<Locked> {
  const iv = random(12);
  const text = utf8(JSON.stringify(value));
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: utf8(label) }, key, text);
  return { iv, data };
}

/** Throws (OperationError) when the blob was altered or belongs elsewhere. */
export async function unlock<T>(key: CryptoKey, label: string, locked: Locked): Promise<T> {
  const opened = await crypto.subtle.decrypt(
    { name: "AES-GCM", iv: locked.iv, additionalData: utf8(label) },
    key,
    locked.data,
  );
  return JSON.parse(fromUtf8(opened)) as T;
}
