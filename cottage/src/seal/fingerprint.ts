/** A public key as 30 digits in six groups, to be read aloud: about 100 bits, too many to be met by trying. */
import { fromBase64 } from "./bytes";
import { sodium } from "./sodium";

const GROUPS = 6;
const BYTES = 5;

export async function fingerprint(publicKey: string): Promise<string> {
  const hash = (await sodium()).crypto_generichash(GROUPS * BYTES, fromBase64(publicKey), null);
  const groups = [];
  for (let group = 0; group < GROUPS; group++) {
    let value = 0;
    for (const byte of hash.subarray(group * BYTES, (group + 1) * BYTES)) value = value * 256 + byte;
    groups.push(String(value % 100_000).padStart(5, "0"));
  }
  return groups.join(" ");
}
