/** Random names: a record's (UUID version 7, so that the server's rows stay in order), a person's, a mailbox's. */

function random(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export function uuid7(at: number): string {
  const time = Math.max(0, Math.floor(at)).toString(16).padStart(12, "0");
  const bytes = random(10);
  bytes[0] = 0x70 | (bytes[0]! & 0x0f);
  bytes[2] = 0x80 | (bytes[2]! & 0x3f);
  const rest = hex(bytes);
  return `${time.slice(0, 8)}-${time.slice(8)}-${rest.slice(0, 4)}-${rest.slice(4, 8)}-${rest.slice(8)}`;
}

/** 256 random bits, as they stand in an address. */
export function secret(): string {
  return hex(random(32));
}
