/** What Python sealed opens here; linli/wellbeing/tests/test_sealing.py opens what was sealed here. */
import { describe, expect, it } from "vitest";
import vectors from "../../protocol/scales/vectors/sealing.json";
import { fingerprint, fromBase64, isVouched, open, openEntry, padded, predecessor, unlockPair, unwrap } from "../src/seal/seal";
import { fromSheets } from "../src/seal/sheets";

const group = { publicKey: vectors.group.public_key, privateKey: fromBase64(vectors.group.private_key) };
const own = { publicKey: vectors.counsellor.public_key, privateKey: fromBase64(vectors.counsellor.private_key) };
const next = { publicKey: vectors.next.public_key, privateKey: fromBase64(vectors.next.private_key) };

describe("the shared vectors", () => {
  it.each(["python", "browser"] as const)("a record and its entry sealed by %s open", async (side) => {
    const sealed = vectors[side];
    const { payload, recordKey } = await open(sealed, group, vectors.payload.record);
    expect(payload).toEqual(vectors.payload);
    expect(await openEntry(recordKey, sealed.entry)).toEqual(vectors.entry);
  });

  it("the lock of a pass phrase, the wrap and the key before open", async () => {
    const locked = vectors.counsellor.locked;
    expect(await unlockPair(locked, own.publicKey, vectors.counsellor.phrase)).toEqual(own);
    expect(await unwrap(vectors.wrap.wrapped, own, group.publicKey)).toEqual(group);
    expect(await isVouched(group, own.publicKey, vectors.wrap.vouched)).toBe(true);
    expect(await predecessor(next, vectors.next.former, group.publicKey)).toEqual(group);
  });

  it("fingerprints and padding are those of the other side", async () => {
    for (const one of vectors.fingerprints) expect(await fingerprint(one.public_key)).toBe(one.fingerprint);
    for (const one of vectors.padding) expect((await padded(new Uint8Array(one.bytes))).length).toBe(one.padded);
  });

  it("sheets that were printed once stay good", async () => {
    expect(await fromSheets([vectors.sheets[2]!, vectors.sheets[0]!], group.publicKey)).toEqual(group);
  });
});
