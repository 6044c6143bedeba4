import { describe, expect, it } from "vitest";
import { argon2id } from "../src/seal/argon2";
import { isVouched, predecessor, succeed, unwrap, wrapFor } from "../src/seal/group";
import { openKeys, type GroupState } from "../src/seal/opening";
import { lockPair, strongEnough, unlockPair } from "../src/seal/passphrase";
import { fingerprint, makePair, open, rewrap, seal, type Pair } from "../src/seal/seal";

const CHEAP = [1, 64] as const; // passes, KiB: what is tested here is not how slow it is
const PHRASE = "四月 的樱花 开了又落";

function state(id: string, pair: Pair, more: Partial<GroupState> = {}): GroupState {
  const plain = { follows: null, former: "", made_at: "2020-04-08T01:00:00Z", retired_at: null };
  return { id, public_key: pair.publicKey, ...plain, ...more };
}

describe("a counsellor's own pair", () => {
  it("opens with its pass phrase, also as another keyboard writes it, and with no other", async () => {
    const pair = await makePair();
    const locked = await lockPair(pair, "Ａpril cherry blossom", ...CHEAP);
    for (const phrase of ["April cherry blossom", "  April  cherry blossom "]) {
      expect(await unlockPair(locked, pair.publicKey, phrase)).toEqual(pair);
    }
    for (const phrase of ["april cherry blossom", "", PHRASE]) {
      await expect(unlockPair(locked, pair.publicKey, phrase)).rejects.toMatchObject({ code: "wrong_pass_phrase" });
    }
  });

  it("shows that the server put another public key beside it, or spoiled the lock", async () => {
    const [pair, other] = [await makePair(), await makePair()];
    const locked = await lockPair(pair, PHRASE, ...CHEAP);
    await expect(unlockPair(locked, other.publicKey, PHRASE)).rejects.toMatchObject({ code: "altered" });
    const spoiled = ["", "{}", locked.replace('"v":1', '"v":2'), locked.replace('"kib":64', '"kib":99000000')];
    for (const one of spoiled) {
      await expect(unlockPair(one, pair.publicKey, PHRASE)).rejects.toMatchObject({ code: "altered" });
    }
  });

  it("wants a phrase that cannot be tried out", () => {
    for (const weak of ["", "linli", "password2020", "aaaaaaaaaaaaaaaaaaaa", "心理心理心理心理心理", "樱花开了"]) {
      expect(strongEnough(weak), weak).toBe(false);
    }
    for (const strong of [PHRASE, "three cups of cold tea", "linli-demo-2020"]) {
      expect(strongEnough(strong), strong).toBe(true);
    }
  });

  it("derives what libsodium derives, over odd amounts of memory too", async () => {
    const salt = Uint8Array.from({ length: 16 }, (_, at) => at);
    const hex = async (phrase: string, passes: number, kib: number) =>
      Buffer.from(await argon2id(new TextEncoder().encode(phrase), salt, passes, kib, 32)).toString("hex");
    expect(await hex("correct horse", 1, 8)).toBe("3bfa796a86260b73457e1290b51695931a17e266f601d0fb45563e282fb6865b");
    expect(await hex("口令 很 长", 2, 64)).toBe("4670b2cb698c2d1310317fe548646e83511aad422450613eff234e51153c6c75");
    expect(await hex("correct horse", 3, 1024)).toBe("2cdfc6b7d9c2f719e4f1ec7697c38e6ad4b023e6d446602ac3d0dcb2571ca5fa");
  });
});

describe("the group's key", () => {
  it("opens for whoever it was wrapped for, and vouches for that key only", async () => {
    const [group, su, wen] = [await makePair(), await makePair(), await makePair()];
    const wrap = await wrapFor(group, su.publicKey);
    expect(await unwrap(wrap.wrapped, su, group.publicKey)).toEqual(group);
    await expect(unwrap(wrap.wrapped, wen, group.publicKey)).rejects.toMatchObject({ code: "not_for_this_key" });
    expect(await isVouched(group, su.publicKey, wrap.vouched)).toBe(true);
    expect(await isVouched(group, wen.publicKey, wrap.vouched)).toBe(false);
  });

  it("does not pass for another key than the one that was announced", async () => {
    const [group, other, su] = [await makePair(), await makePair(), await makePair()];
    const { wrapped } = await wrapFor(other, su.publicKey);
    await expect(unwrap(wrapped, su, group.publicKey)).rejects.toMatchObject({ code: "altered" });
  });

  it("leaves a leaver behind: what is sealed or re-wrapped afterwards does not open for them", async () => {
    const [before, leaver, stays] = [await makePair(), await makePair(), await makePair()];
    const kept = (await wrapFor(before, leaver.publicKey)).wrapped; // a copy taken home
    const waiting = await seal({ text: "open" }, before.publicKey);
    const { pair: after } = await succeed(before);
    const rewrapped = { ...waiting, key: await rewrap(waiting.key, before, after.publicKey) };
    const later = await seal({ text: "later" }, after.publicKey);
    const still = await unwrap(kept, leaver, before.publicKey);
    for (const record of [rewrapped, later]) {
      await expect(open(record, still)).rejects.toMatchObject({ code: "not_for_this_key" });
      await expect(open(record, leaver)).rejects.toMatchObject({ code: "not_for_this_key" });
    }
    const own = await unwrap((await wrapFor(after, stays.publicKey)).wrapped, stays, after.publicKey);
    expect((await open(later, own)).payload).toEqual({ text: "later" });
  });

  it("opens every key before it for those who remain, and shows a key that nobody handed on", async () => {
    const own = await makePair();
    const first = await makePair();
    const second = await succeed(first);
    const third = await succeed(second.pair);
    const locked = { id: "own", public_key: own.publicKey, sealed_private: await lockPair(own, PHRASE, ...CHEAP) };
    const wrapped = (await wrapFor(third.pair, own.publicKey)).wrapped;
    const gone = { retired_at: "2020-04-09T01:00:00Z" };
    const groups = [
      state("3", third.pair, { follows: "2", former: third.former, wrapped }),
      state("2", second.pair, { follows: "1", former: second.former, ...gone }),
      state("1", first, gone),
    ];
    const keys = await openKeys(locked, groups, PHRASE);
    expect([...keys.groups.keys()]).toEqual(["3", "2", "1"]);
    expect(keys.groups.get("1")).toEqual(first);

    const planted = await makePair();
    const forged = [state("3", planted, { follows: "2", former: third.former, wrapped: (await wrapFor(planted, own.publicKey)).wrapped }), ...groups.slice(1)];
    await expect(openKeys(locked, forged, PHRASE)).rejects.toMatchObject({ code: "altered" });
    await expect(predecessor(third.pair, third.former, first.publicKey)).rejects.toMatchObject({ code: "altered" });
  });
});

describe("a fingerprint", () => {
  it("is thirty digits, the same every time and another for another key", async () => {
    const [one, other] = [await makePair(), await makePair()];
    expect(await fingerprint(one.publicKey)).toMatch(/^(\d{5} ){5}\d{5}$/);
    expect(await fingerprint(one.publicKey)).toBe(await fingerprint(one.publicKey));
    expect(await fingerprint(one.publicKey)).not.toBe(await fingerprint(other.publicKey));
  });
});
