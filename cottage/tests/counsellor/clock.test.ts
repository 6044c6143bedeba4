import { describe, expect, it } from "vitest";
import { due, tone } from "../../src/counsellor/rules/clock";
import { HOUR, USUAL } from "../../src/counsellor/rules/types";
import { at } from "./world";

const SHANGHAI = "Asia/Shanghai";
const call = (clock: string, zone = SHANGHAI) => due("life", at(clock), USUAL, zone);

describe("by when somebody is rung", () => {
  it.each([
    ["9:00", "11:00", "two hours, in duty hours"],
    ["8:00", "10:00", "the first minute of duty"],
    ["21:59", "23:59", "the last minute of duty is still within it"],
    ["7:59", "10:00", "before duty: so long after it begins"],
    ["0:00", "10:00", "midnight belongs to the day that begins"],
    ["22:00", "1d0:00", "after duty: the same day still"],
    ["23:59", "1d0:00", "and however late"],
  ])("a life heard of at %s: by %s (%s)", (from, by) => {
    expect(call(from)).toBe(at(by));
    expect(due("call_me", at(from), USUAL, SHANGHAI)).toBe(at(by));
  });

  it("is never put off beyond midnight, whatever a community sets", () => {
    expect(due("life", at("20:00"), { ...USUAL, life_minutes: 600 }, SHANGHAI)).toBe(at("1d0:00"));
  });

  it("gives a day to the severe and three to what is above the cut-off, by day and night", () => {
    expect(due("severe", at("23:00"), USUAL, SHANGHAI)).toBe(at("1d23:00"));
    expect(due("above", at("3:00"), USUAL, SHANGHAI)).toBe(at("3d3:00"));
    expect(due("below", at("3:00"), USUAL, SHANGHAI)).toBeNull();
  });

  it("goes by the community's day, not by the browser's", () => {
    expect(call("9:00", "Asia/Urumqi")).toBe(at("9:00") + 3 * HOUR); // there it is 7:00: an hour before duty
  });
});

describe("how a due time stands", () => {
  it.each([
    [0, "late"],
    [-1, "late"],
    [1, "now"],
    [0.5 * HOUR, "now"],
    [0.5 * HOUR + 1, "soon"],
    [6 * HOUR, "soon"],
    [6 * HOUR + 1, "later"],
  ])("%s ms ahead: %s", (ahead, word) => expect(tone(at("9:00") + ahead, at("9:00"))).toBe(word));

  it("is none where no call is due", () => expect(tone(null, 0)).toBe("none"));
});
