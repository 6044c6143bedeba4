import { describe, expect, it } from "vitest";
import { lacks, standing, stays, urgencyOf } from "../../src/counsellor/rules/ladder";
import type { Entry } from "../../src/counsellor/rules/types";
import { at, entry, GAO, opened, RULES, SU, written } from "./world";

const vain = (clock: string, by = SU) => entry("attempt", clock, { by, reached: false });
const after = (urgency: "life" | "severe" | "above" | "below" | "call_me", ...entries: Entry[]) =>
  standing(opened({ urgency }, { entries: written(...entries) }), RULES);

describe("how urgent", () => {
  it("is what the device sent, an alert for a life whatever it sent, and a call where it is unclear", () => {
    expect(urgencyOf(opened({ urgency: "severe" }))).toBe("severe");
    expect(urgencyOf(opened({ urgency: "below", alerts: ["life"] }))).toBe("life");
    expect(urgencyOf(opened({ urgency: undefined }))).toBe("call_me");
    expect(urgencyOf(opened({ urgency: "urgent!" as "life" }))).toBe("call_me");
  });

  it("is what a counsellor says after having asked, and its clock runs from then", () => {
    const raised = after("below", entry("urgency", "12:00", { urgency: "life" }));
    expect([raised.urgency, raised.next, raised.due]).toEqual(["life", "call", at("14:00")]);
    expect(after("life", entry("urgency", "12:00", { urgency: "below" })).next).toBe("nothing");
  });
});

describe("three attempts by two people, then a visit", () => {
  it("rings first, and again by the same clock", () => {
    expect(after("life")).toMatchObject({ next: "call", due: at("11:00"), attempts: 0 });
    expect(after("life", vain("10:30"))).toMatchObject({ next: "call", due: at("12:30"), attempts: 1, people: 1 });
  });

  it("leaves the third attempt to somebody else", () => {
    expect(after("life", vain("10:00"), vain("11:00")).next).toBe("call_other");
    expect(after("life", vain("10:00"), vain("11:00"), vain("12:00")).next).toBe("call_other");
    expect(after("life", vain("10:00"), vain("11:00", GAO)).next).toBe("call");
  });

  it("asks for a visit at once after the third, and rings again after the visit", () => {
    const three = [vain("10:00"), vain("11:00"), vain("12:00", GAO)];
    expect(after("life", ...three)).toMatchObject({ next: "visit", due: at("12:00"), attempts: 3, people: 2 });
    const visited = after("life", ...three, entry("help", "12:10", { to: "visit", text: "x" }));
    expect(visited).toMatchObject({ next: "visited", due: at("14:10") });
  });

  it("does not count an attempt that reached somebody, nor those before it", () => {
    const reached = entry("attempt", "12:00", { reached: true });
    expect(after("life", vain("10:00"), vain("11:00", GAO), reached)).toMatchObject({ next: "outcome", attempts: 0 });
  });

  it("does not take an errand for a visit", () => {
    const three = [vain("10:00"), vain("11:00"), vain("12:00", GAO)];
    expect(after("life", ...three, entry("help", "12:10", { to: "errand", text: "x" })).next).toBe("visit");
  });
});

describe("what came of it", () => {
  it("call later: rung at that time; the attempts begin anew", () => {
    const later = entry("outcome", "11:00", { outcome: "later", until: new Date(at("17:00")).toISOString() });
    expect(after("severe", later)).toMatchObject({ next: "call", due: at("17:00") });
    expect(after("severe", vain("10:00"), later, vain("17:05"))).toMatchObject({ next: "call", attempts: 1 });
    const reached = entry("attempt", "10:00", { reached: true });
    expect(after("severe", reached, later, vain("17:05")).next).toBe("call");
  });

  it("an appointment waits for its time and is asked about then; agreed and referred may be closed", () => {
    const ahead = entry("outcome", "11:00", { outcome: "appointment", until: new Date(at("1d9:00")).toISOString() });
    expect(after("life", ahead)).toMatchObject({ next: "wait", due: at("1d9:00") });
    expect(after("life", entry("outcome", "11:00", { outcome: "agreed" })).next).toBe("close");
    expect(after("life", entry("outcome", "11:00", { outcome: "referred" })).next).toBe("close");
  });

  it("asks for no call where none is due", () => {
    expect(after("below")).toMatchObject({ next: "nothing", due: null });
    expect(standing(opened({ urgency: "life" }, { closed: at("12:00") }), RULES).next).toBe("closed");
  });
});

describe("a record stays open", () => {
  const may = (urgency: "life" | "above" | "below", ...entries: Entry[]) => stays(opened({ urgency }, { entries: written(...entries) }));

  it("until something came of it, unless no call was due", () => {
    expect(may("life")).toBe("no_outcome");
    expect(may("above", vain("10:00"))).toBe("no_outcome");
    expect(may("above", entry("outcome", "10:00", { outcome: "later" }))).toBe("no_outcome");
    expect(may("above", entry("outcome", "10:00", { outcome: "appointment" }))).toBe("not_held");
    expect(may("above", entry("outcome", "10:00", { outcome: "agreed" }))).toBeNull();
    expect(may("below")).toBeNull();
  });

  it("with a life in doubt until somebody knocked, when nobody answers the telephone", () => {
    const gone = entry("outcome", "10:00", { outcome: "removed", reason: "not_responding" });
    expect(may("life", gone)).toBe("visit_first");
    expect(may("life", entry("help", "9:50", { to: "visit", text: "x" }), gone)).toBeNull();
    expect(may("above", gone)).toBeNull();
    expect(may("life", { ...gone, reason: "moved" })).toBeNull();
  });
});

describe("an entry that cannot be written", () => {
  it.each([
    [{ kind: "outcome", outcome: "removed" }, "reason"],
    [{ kind: "outcome", outcome: "removed", reason: "other" }, "other_text"],
    [{ kind: "outcome", outcome: "removed", reason: "other", text: " " }, "other_text"],
    [{ kind: "outcome", outcome: "removed", reason: "died" }, null],
    [{ kind: "outcome", outcome: "later" }, "until"],
    [{ kind: "outcome", outcome: "later", until: "soon" }, "until"],
    [{ kind: "appointment" }, "until"],
    [{ kind: "note", text: "" }, "text"],
    [{ kind: "note", text: "说了" }, null],
    [{ kind: "attempt", reached: false }, null],
    [{ kind: "closing", by: { id: "u", name: "" } }, "name"],
  ] as [Partial<Entry>, string | null][])("%j lacks %s", (more, missing) => {
    expect(lacks({ ...entry("note", "9:00"), ...more } as Entry)).toBe(missing);
  });
});
