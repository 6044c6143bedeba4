import { describe, expect, it } from "vitest";
import { Roster } from "../src/roster";
import { plainRoom, search } from "../src/search";
import { PASSES, RESIDENTS, resident } from "./mock/community";

const names = (query: string) => search(RESIDENTS, query).map((one) => one.name);

describe("finding a person without a code", () => {
  it.each(["3-2-502", "3-502", "3栋2单元502", "3号楼2单元502室", "３－２－５０２", "3 2 502", "3#2-502"])("knows the room as %s", (text) => {
    expect(names(text)).toEqual(["王○", "王○○"]);
  });

  it("shows rooms that begin so while typing", () => {
    expect(names("5-1")).toEqual(["李○○"]);
  });

  it("does not take 3-50 for 3-5, nor 13-502 for 3-502", () => {
    const more = [...RESIDENTS, resident(9, "13-2-502", "周○", "zx")];
    expect(search(more, "3-502").map((one) => one.room)).toEqual(["3-2-502", "3-2-502"]);
  });

  it("finds by pinyin initials and by surname, compound surnames too", () => {
    expect(names("wxm")).toEqual(["王○○"]);
    expect(names("oy")).toEqual(["欧阳○"]);
    expect(names("欧阳修")).toEqual(["欧阳○"]);
    expect(names("王小明")).toContain("王○○");
  });

  it("finds nobody for nothing", () => {
    expect(names("")).toEqual([]);
    expect(names("   ")).toEqual([]);
    expect(names("99-999")).toEqual([]);
  });

  it("uses the aliases that the office knows", () => {
    const shop = resident(10, "1-1-101", "刘○", "ll", { room_aliases: ["便民店"] });
    expect(plainRoom("3栋-2单元-502 ")).toBe("3-2-502");
    expect(search([shop], "1-101")).toEqual([shop]);
  });

  it("finds the one room among 15,000 people", () => {
    const many = Array.from({ length: 15_000 }, (_, i) => resident(i, `${1 + Math.floor(i / 300)}-${1 + (i % 3)}-${101 + (i % 300)}`, "王○", "wx"));
    const found = new Roster(many, PASSES).find("31-2-150");
    expect(found.map((one) => one.room)).toEqual(["31-2-150"]);
  });
});
