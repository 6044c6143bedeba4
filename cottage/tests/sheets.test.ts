import { describe, expect, it } from "vitest";
import { makePair } from "../src/seal/seal";
import { fromSheets, makeSheets, readSheet } from "../src/seal/sheets";

const text = (sheet: string[]) => sheet.join(" ");
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

describe("recovery sheets", () => {
  it("any two of three give the key back, whatever the key", async () => {
    for (let round = 0; round < 20; round++) {
      const group = await makePair();
      const sheets = (await makeSheets(group)).map(text);
      for (const [a, b] of [[0, 1], [0, 2], [1, 2], [2, 0]] as const) {
        expect(await fromSheets([sheets[a]!, sheets[b]!], group.publicKey)).toEqual(group);
      }
    }
  });

  it("one alone never does, not even twice, and its share is nothing of the key", async () => {
    const group = await makePair();
    const sheets = await makeSheets(group);
    for (const sheet of sheets) {
      await expect(fromSheets([text(sheet)], group.publicKey)).rejects.toMatchObject({ code: "sheet_same" });
      await expect(fromSheets([text(sheet), text(sheet)], group.publicKey)).rejects.toMatchObject({ code: "sheet_same" });
    }
    // Whatever is guessed for the second share, the first says nothing: two printings differ in every one.
    const again = await makeSheets(group);
    const shares = await Promise.all([...sheets, ...again].map(async (one) => (await readSheet(text(one))).share.join()));
    expect(new Set(shares).size).toBe(6);
  });

  it("sheets of another key or of another printing are told apart", async () => {
    const [group, other] = [await makePair(), await makePair()];
    const [first, again, foreign] = [await makeSheets(group), await makeSheets(group), await makeSheets(other)];
    const refused = { code: "sheet_other" };
    await expect(fromSheets([text(first[0]!), text(foreign[1]!)], group.publicKey)).rejects.toMatchObject(refused);
    await expect(fromSheets([text(first[0]!), text(first[1]!)], other.publicKey)).rejects.toMatchObject(refused);
    await expect(fromSheets([text(first[0]!), text(again[1]!)], group.publicKey)).rejects.toMatchObject(refused);
  });

  it("every single wrong letter is found, in its group", async () => {
    const sheet = (await makeSheets(await makePair()))[0]!;
    expect(sheet.length).toBe(16);
    for (let group = 0; group < sheet.length; group++) {
      for (let at = 0; at < 5; at++) {
        const right = sheet[group]![at]!;
        for (const letter of LETTERS.replace(right, "")) {
          const bent = sheet.slice();
          bent[group] = right && sheet[group]!.slice(0, at) + letter + sheet[group]!.slice(at + 1);
          await expect(readSheet(text(bent))).rejects.toMatchObject({ code: "sheet_unreadable", where: group + 1 });
        }
      }
    }
  });

  it("swapped letters, swapped groups and missing groups are found", async () => {
    const sheet = (await makeSheets(await makePair()))[1]!;
    for (let group = 0; group < sheet.length; group++) {
      for (let at = 0; at < 4; at++) {
        const [a, b] = [sheet[group]![at]!, sheet[group]![at + 1]!];
        if (a === b) continue;
        const bent = sheet.slice();
        bent[group] = sheet[group]!.slice(0, at) + b + a + sheet[group]!.slice(at + 2);
        await expect(readSheet(text(bent))).rejects.toMatchObject({ where: group + 1 });
      }
    }
    const swapped = [sheet[1]!, sheet[0]!, ...sheet.slice(2)];
    for (const wrong of [swapped, sheet.slice(0, 15), [...sheet, sheet[0]!], []]) {
      await expect(readSheet(text(wrong))).rejects.toMatchObject({ code: "sheet_unreadable" });
    }
  });

  it("are read as hands write them: small letters, O for 0, l for 1, no spaces", async () => {
    const sheet = (await makeSheets(await makePair()))[2]!;
    const plain = await readSheet(text(sheet));
    const byHand = sheet.join("").toLowerCase().replace(/0/g, "o").replace(/1/g, "l");
    expect(await readSheet(byHand)).toEqual(plain);
    expect(await readSheet(sheet.join(" - "))).toEqual(plain);
    expect(plain.number).toBe(3);
  });
});
