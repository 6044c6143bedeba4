import { describe, expect, it } from "vitest";
import { makePair, open, openEntry, padded, rewrap, seal, sealEntry, sizeStep, unpadded } from "../src/seal/seal";
import { fromBase64, toBase64 } from "../src/seal/bytes";

const payload = { v: 1, kind: "talk", nickname: "小雨", record: "a" };

describe("a sealed record", () => {
  it("opens for the group and says what was written", async () => {
    const group = await makePair();
    const opened = await open(await seal(payload, group.publicKey), group, "a");
    expect(opened.payload).toEqual(payload);
    const entry = await sealEntry(opened.recordKey, { v: 1, kind: "note", text: "call again" });
    expect(await openEntry(opened.recordKey, entry)).toEqual({ v: 1, kind: "note", text: "call again" });
  });

  it("is of the same size whether little or much was written, up to the next step", async () => {
    const group = await makePair();
    const steps = async (text: string) => sizeStep((await seal({ text }, group.publicKey)).body);
    const frame = JSON.stringify({ text: "" }).length;
    expect(await steps("")).toBe(1);
    expect(await steps("x".repeat(2047 - frame))).toBe(1);
    expect(await steps("x".repeat(2048 - frame))).toBe(2);
    expect(await steps("难".repeat(1500))).toBe(3);
  });

  it("does not open for another key, nor in another record's place", async () => {
    const [group, other] = [await makePair(), await makePair()];
    const sealed = await seal(payload, group.publicKey);
    await expect(open(sealed, other)).rejects.toMatchObject({ code: "not_for_this_key" });
    await expect(open(sealed, group, "b")).rejects.toMatchObject({ code: "moved" });
  });

  it("shows at every byte that it was altered", async () => {
    const group = await makePair();
    const sealed = await seal(payload, group.publicKey);
    const body = fromBase64(sealed.body);
    for (let at = 0; at < body.length; at += 61) {
      const bent = body.slice();
      bent[at]! ^= 1;
      await expect(open({ ...sealed, body: toBase64(bent) }, group)).rejects.toMatchObject({ code: "altered" });
    }
    const key = fromBase64(sealed.key);
    for (let at = 0; at < key.length; at++) {
      const bent = key.slice();
      bent[at]! ^= 1;
      await expect(open({ ...sealed, key: toBase64(bent) }, group)).rejects.toMatchObject({ code: "not_for_this_key" });
    }
    for (const cut of [0, 10, 40, body.length - 1]) {
      const short = { ...sealed, body: toBase64(body.subarray(0, cut)) };
      await expect(open(short, group)).rejects.toMatchObject({ code: "altered" });
    }
    await expect(open({ ...sealed, body: "%%%" }, group)).rejects.toMatchObject({ code: "altered" });
  });

  it("goes over to a new group with its content untouched", async () => {
    const [before, after] = [await makePair(), await makePair()];
    const sealed = await seal(payload, before.publicKey);
    const moved = { key: await rewrap(sealed.key, before, after.publicKey), body: sealed.body };
    expect((await open(moved, after)).payload).toEqual(payload);
    await expect(open(moved, before)).rejects.toMatchObject({ code: "not_for_this_key" });
  });

  it("fills up to whole steps and back", async () => {
    for (const size of [0, 1, 2047, 2048, 2049, 5000]) {
      const full = await padded(new Uint8Array(size).fill(7));
      expect(full.length % 2048).toBe(0);
      expect(full.length).toBeGreaterThan(size);
      expect((await unpadded(full)).length).toBe(size);
    }
    await expect(unpadded(new Uint8Array(2048))).rejects.toMatchObject({ code: "altered" });
  });
});
