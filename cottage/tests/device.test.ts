import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { due, keep, keptOf, resultOf, trends, type Result } from "../src/device/kept";
import { uuid7 } from "../src/device/ids";
import * as letter from "../src/device/letter";
import { choosePin, enter, forget, introduce, newcomer, people, type Me } from "../src/device/people";
import { inMemory, openShelf, type Shelf } from "../src/device/shelf";
import { score } from "../src/scales/score";
import type { Score } from "../src/scales/types";
import { points } from "../src/resident/trend";
import { phq9, DAY, NIGHT } from "./home";

let number = 0;
const fresh = () => openShelf(`device-${(number += 1)}`);

async function rain(shelf: Shelf): Promise<Me> {
  const me = await newcomer(shelf, NIGHT);
  await introduce(shelf, me, { ...me.about, nickname: "小雨", phone: "13800001111" });
  return me;
}

describe("what the device keeps", () => {
  it("is found again by whoever it belongs to", async () => {
    const shelf = await fresh();
    const me = await rain(shelf);
    const [row] = await people(shelf);
    expect((await enter(shelf, row!))!.about).toEqual({ nickname: "小雨", phone: "13800001111", box: me.about.box });
  });

  it("holds neither name, nor number, nor answers in the open", async () => {
    const shelf = await fresh();
    const me = await rain(shelf);
    await keep(shelf, me, resultOf(phq9, judged(10), "a", NIGHT));
    const all = JSON.stringify(await shelf.all(""));
    expect(all).not.toContain("小雨");
    expect(all).not.toContain("13800001111");
    expect(all).not.toContain("phq-9");
    expect(all).toContain("publicKey");
  });

  it("is apart for each person of a home", async () => {
    const shelf = await fresh();
    const [one, other] = [await rain(shelf), await rain(shelf)];
    await keep(shelf, one, resultOf(phq9, judged(3), "a", NIGHT));
    expect(await keptOf(shelf, other)).toEqual([]);
    expect(await keptOf(shelf, one)).toHaveLength(1);
    expect(one.row.publicKey).not.toBe(other.row.publicKey);
    expect(one.about.box).not.toBe(other.about.box);
  });

  it("is deleted for one person with the key, and stays for the other", async () => {
    const shelf = await fresh();
    const [one, other] = [await rain(shelf), await rain(shelf)];
    await keep(shelf, one, resultOf(phq9, judged(3), "a", NIGHT));
    await keep(shelf, other, resultOf(phq9, judged(4), "b", NIGHT));
    await forget(shelf, one.row.id);
    expect((await shelf.all("")).filter(([name]) => name.includes(one.row.id))).toEqual([]);
    expect(await keptOf(shelf, other)).toHaveLength(1);
  });

  it("opens with the PIN of its person and no other, until that PIN is taken away", async () => {
    const shelf = await fresh();
    const me = await rain(shelf);
    await choosePin(shelf, me, "2468");
    const [row] = await people(shelf);
    expect(JSON.stringify(await shelf.all(""))).not.toContain("privateKey");
    expect(await enter(shelf, row!, "2469")).toBeUndefined();
    expect(await enter(shelf, row!)).toBeUndefined();
    expect((await enter(shelf, row!, "2468"))!.about.nickname).toBe("小雨");
    await choosePin(shelf, me, "");
    expect((await enter(shelf, (await people(shelf))[0]!))!.about.nickname).toBe("小雨");
  });

  it("says so where the browser lends no storage", async () => {
    expect(inMemory().lasting).toBe(false);
    expect((await fresh()).lasting).toBe(true);
    const shelf = inMemory();
    await rain(shelf);
    expect(await people(shelf)).toHaveLength(1);
  });
});

function judged(first: number): Score {
  const answers = [Math.min(3, first), Math.min(3, Math.max(0, first - 3)), Math.min(3, Math.max(0, first - 6)), Math.min(3, Math.max(0, first - 9)), 0, 0, 0, 0, 0];
  return score(phq9, answers) as Score;
}

const at = (total: number, day: number, id = `${total}-${day}`) => resultOf(phq9, judged(total), id, NIGHT + day * DAY);

describe("looking again", () => {
  it("is due when the scale's days have passed, not a moment before", () => {
    const one = at(10, 0);
    expect(one.again - one.at).toBe(phq9.retest_days * DAY);
    expect(due([one], one.again - 1)).toEqual([]);
    expect(due([one], one.again)).toEqual([one]);
  });

  it("is not due for an older result when a newer one is there", () => {
    expect(due([at(4, 13), at(10, 0)], NIGHT + 14 * DAY)).toEqual([]);
  });

  it("shows a trend only where there are two, in the order of time", () => {
    expect(trends([at(10, 0)])).toEqual([]);
    const [line] = trends([at(4, 14), at(10, 0)]);
    expect(line!.map((one) => one.total)).toEqual([10, 4]);
  });

  it("draws days apart as they were, and points from none to all", () => {
    const line = [at(12, 0), at(6, 7), at(0, 28)].map((one): Result => ({ ...one, most: 12 }));
    const [first, second, third] = points(line);
    expect(first).toEqual([24, 24]);
    expect(third).toEqual([296, 96]);
    expect(second).toEqual([24 + 272 / 4, 60]);
    expect(points([line[0]!, line[0]!])[1]![0]).toBe(296);
  });
});

describe("a letter", () => {
  const zeros = [0, 0, 0, 0, 0, 0, 0, 0, 0];

  it("is about life as soon as item 9 is above zero, however small the score", async () => {
    const answers = [...zeros.slice(0, 8), 1];
    const me = await rain(inMemory());
    const sent = letter.test(me, phq9, answers, score(phq9, answers) as Score, "zh-hans", NIGHT);
    expect(sent).toMatchObject({ urgency: "life", alerts: ["life"], total: 1, nickname: "小雨", phone: "13800001111" });
    expect(sent.cutoff).toEqual({ id: "community", at: 7 });
    expect(sent.citation).toContain("10.1016");
    expect(sent.reply_to).toEqual({ box: me.about.box, key: me.row.publicKey });
  });

  it.each([
    [[3, 3, 3, 3, 3, 3, 2, 0, 0], "severe"],
    [[3, 3, 3, 3, 3, 3, 1, 0, 0], "above"],
    [[3, 3, 1, 0, 0, 0, 0, 0, 0], "above"],
    [[3, 3, 0, 0, 0, 0, 0, 0, 0], "below"],
    [zeros, "below"],
  ])("with %j is %s", (answers, urgency) => {
    expect(letter.urgencyOf(score(phq9, answers) as Score)).toBe(urgency);
  });

  it("for a talk has no score, and words only where there are some", async () => {
    const me = await rain(inMemory());
    const sent = letter.talk(me, "call_me", "", "en", NIGHT);
    expect(Object.keys(sent).sort()).toEqual(["at", "by", "kind", "language", "nickname", "person", "phone", "reply_to", "urgency", "v"]);
    expect(letter.talk(me, "call_me", "x".repeat(3000), "en", NIGHT).text).toHaveLength(2000);
  });
});

describe("an id", () => {
  it("is a UUID of version 7 that sorts by time and never repeats", () => {
    const ids = Array.from({ length: 1000 }, () => uuid7(NIGHT));
    expect(new Set(ids).size).toBe(1000);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(uuid7(NIGHT) < uuid7(NIGHT + 1)).toBe(true);
    expect(parseInt(uuid7(NIGHT).replace("-", "").slice(0, 12), 16)).toBe(NIGHT);
  });
});
