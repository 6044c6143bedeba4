import { describe, expect, it } from "vitest";
import { fromB64 } from "../src/bytes";
import { seal, serverKey } from "../src/crypto/seal";
import { lock, newVaultKey, unlock } from "../src/crypto/vault";
import type { Crossing } from "../src/types";
import { newSealPair, unseal } from "./mock/unseal";

const CROSSING = { gate: "g", direction: "exit", at: 1, visitor: { name: "王小明", room: "3-502" } } as unknown as Crossing;

describe("sealing a crossing", () => {
  it("opens with the server's key and gives the same crossing", async () => {
    const pair = await newSealPair();
    const sealed = await seal(CROSSING, await serverKey(pair.spki));
    expect(await unseal(sealed, pair.privateKey)).toEqual(CROSSING);
  });

  it("has the ephemeral point first and never repeats", async () => {
    const key = await serverKey((await newSealPair()).spki);
    const [one, two] = [await seal(CROSSING, key), await seal(CROSSING, key)];
    expect(fromB64(one)[0]).toBe(4);
    expect(one).not.toBe(two);
  });

  it("does not open with another key, nor when a bit was flipped", async () => {
    const pair = await newSealPair();
    const sealed = await seal(CROSSING, await serverKey(pair.spki));
    await expect(unseal(sealed, (await newSealPair()).privateKey)).rejects.toThrow();
    const flipped = sealed.slice(0, 120) + (sealed[120] === "A" ? "B" : "A") + sealed.slice(121);
    await expect(unseal(flipped, pair.privateKey)).rejects.toThrow();
  });
});

describe("the vault", () => {
  it("gives back what was locked, under the same label only", async () => {
    const key = await newVaultKey();
    const locked = await lock(key, "residents:3", [{ name: "王○○" }]);
    expect(await unlock(key, "residents:3", locked)).toEqual([{ name: "王○○" }]);
    await expect(unlock(key, "residents:4", locked)).rejects.toThrow();
  });

  it("has a key that cannot be taken out of the browser", async () => {
    await expect(crypto.subtle.exportKey("raw", await newVaultKey())).rejects.toThrow();
  });
});
