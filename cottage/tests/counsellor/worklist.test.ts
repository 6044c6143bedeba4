import { describe, expect, it } from "vitest";
import { clash, joined } from "../../src/counsellor/rules/conflict";
import { byPerson, retestDue, trends } from "../../src/counsellor/rules/people";
import { lines, wanted } from "../../src/counsellor/rules/worklist";
import { at, entry, GAO, opened, RULES, SU, written } from "./world";

const NOW = at("12:00");

describe("the list", () => {
  it("begins with a life, whoever has waited longer for less", () => {
    const all = [
      opened({ urgency: "below" }, { received: at("-9d9:00") }),
      opened({ urgency: "above" }, { received: at("-8d9:00") }),
      opened({ urgency: "severe" }, { received: at("-7d9:00") }),
      opened({ urgency: "call_me" }, { received: at("8:00") }),
      opened({ urgency: "life" }, { received: at("11:59") }),
    ];
    expect(lines(all, RULES, NOW).map((one) => one.standing.urgency)).toEqual(["life", "call_me", "severe", "above", "below"]);
  });

  it("goes by the due time among equals, then by who has waited longest", () => {
    const tried = opened({ urgency: "life" }, { received: at("8:00"), entries: written(entry("attempt", "11:30", { reached: false })) });
    const fresh = opened({ urgency: "life" }, { received: at("11:00") });
    const early = [opened({ urgency: "below" }, { received: at("7:00") }), opened({ urgency: "below" }, { received: at("6:00") })];
    expect(lines([tried, fresh], RULES, NOW).map((one) => one.record)).toEqual([fresh, tried]);
    expect(lines(early, RULES, NOW).map((one) => one.record)).toEqual([early[1], early[0]]);
  });

  it("has one line a person, with the most urgent of their open records", () => {
    const before = opened({ person: "wang", urgency: "life" }, { received: at("-9d9:00"), closed: at("-8d9:00") });
    const mild = opened({ person: "wang", urgency: "below" }, { received: at("10:00") });
    const worse = opened({ person: "wang", urgency: "severe" }, { received: at("9:00") });
    const [line, ...rest] = lines([before, mild, worse], RULES, NOW);
    expect(rest).toEqual([]);
    expect(line!.record).toBe(worse);
    expect(line!.others).toEqual([mild, before]);
    expect(lines([before], RULES, NOW)).toEqual([]);
  });

  it("puts nobody together who only sent no id", () => {
    expect(byPerson([opened({ person: "" }), opened({ person: "" })]).size).toBe(2);
  });

  it("shows as to do who is to be rung, not who has an appointment ahead or needs no call", () => {
    const ahead = { outcome: "appointment" as const, until: new Date(at("1d9:00")).toISOString() };
    const waits = opened({ urgency: "life" }, { entries: written(entry("outcome", "9:30", ahead)) });
    const list = lines([opened({ urgency: "life" }, { claimed: SU }), waits, opened({ urgency: "below" })], RULES, NOW);
    const seen = (filter: "to_do" | "mine" | "all", now = NOW) => list.filter((line) => wanted(line, filter, SU.id, now)).length;
    expect([seen("to_do"), seen("mine"), seen("all"), seen("to_do", at("1d9:00"))]).toEqual([1, 1, 3, 2]);
  });
});

describe("one person over time", () => {
  const phq = (day: string, total: number) => opened({ person: "li", scale: "phq-9", total, above: total >= 10 }, { received: at(day) });

  it("has a trend for each scale, the oldest first", () => {
    const [trend, ...rest] = trends([phq("2d9:00", 6), phq("9:00", 14), opened({ kind: "talk", total: 3 })]);
    expect(rest).toEqual([]);
    expect(trend!.points.map((one) => one.total)).toEqual([14, 6]);
    expect(trend!.change).toBe(-8);
    expect(trends([phq("9:00", 14)])[0]!.change).toBe(0);
  });

  it("is due for another look when the days of the scale have passed", () => {
    const days = { "phq-9": 14 };
    expect(retestDue([phq("9:00", 14)], days, at("14d8:59"))).toEqual([]);
    expect(retestDue([phq("9:00", 14)], days, at("14d9:00"))).toEqual(["phq-9"]);
    expect(retestDue([phq("9:00", 14)], {}, at("99d9:00"))).toEqual([]);
  });
});

describe("two counsellors at once", () => {
  const numbered = (...all: Parameters<typeof written>) => written(...all);

  it("stand side by side where they differ, and where both rang", () => {
    const agreed = entry("outcome", "10:00", { outcome: "agreed", by: GAO });
    expect(clash(entry("outcome", "10:01", { outcome: "removed", reason: "declined" }), numbered(agreed))).toBe("outcome");
    expect(clash(entry("outcome", "10:01", { outcome: "agreed" }), numbered(agreed))).toBeNull();
    expect(clash(entry("closing", "10:01"), numbered(agreed))).toBe("outcome");
    expect(clash(entry("note", "10:01"), numbered(entry("closing", "10:00", { by: GAO })))).toBe("closed");
    const tried = entry("attempt", "10:00", { by: GAO, reached: false });
    expect(clash(entry("attempt", "10:01", { reached: false }), numbered(tried))).toBe("attempt");
    expect(clash(entry("note", "10:01"), numbered(tried))).toBeNull();
  });

  it("are not one counsellor at two screens", () => {
    expect(clash(entry("attempt", "10:01"), numbered(entry("attempt", "10:00")))).toBeNull();
  });

  it("lose nothing: each number once, in order, and what was there stays", () => {
    const [one, two] = written(entry("note", "9:00", { text: "a" }), entry("note", "9:01", { text: "b" }));
    const forged = { ...one!, text: "z" };
    expect(joined([one!], [two!, forged]).map((each) => each.text)).toEqual(["a", "b"]);
    expect(joined([two!], [one!]).map((each) => each.number)).toEqual([1, 2]);
  });
});
