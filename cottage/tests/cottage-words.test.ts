import { describe, expect, it } from "vitest";
import { fill, sayer } from "../src/words";
import { en } from "../src/words/en";
import { zh } from "../src/words/zh";
import { NIGHT } from "./home";

const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((hole) => hole[1]).sort();

describe("the words of the cottage", () => {
  it.each(Object.keys(zh) as (keyof typeof zh)[])("%s stand in both languages with the same holes", (word) => {
    expect(holes(en[word])).toEqual(holes(zh[word]));
    expect(zh[word].trim()).not.toBe("");
    expect(en[word].trim()).not.toBe("");
    expect(zh[word]).toMatch(/\p{Script=Han}|，/u);
    expect(en[word]).not.toMatch(/\p{Script=Han}/u);
  });

  it("fills what it knows and leaves what it does not", () => {
    expect(fill("{a} {b}", { a: 1 })).toBe("1 {b}");
  });

  it("says a time on the community's clock, whatever the phone's zone is", () => {
    const say = sayer("zh-hans", "Asia/Shanghai");
    expect(say.when("2020-04-08T15:45:00Z", NIGHT)).toBe("今天 23:45");
    expect(say.when("2020-04-08T16:00:00Z", NIGHT)).toBe("明天 00:00");
    expect(say.when("2020-04-09T00:00:00Z", NIGHT)).toBe("明天 08:00");
    expect(say.when("2020-04-09T16:00:00Z", NIGHT)).toBe("04-10 00:00");
    expect(sayer("en", "Europe/Berlin").when("2020-04-08T15:45:00Z", NIGHT)).toBe("today 17:45");
  });
});
