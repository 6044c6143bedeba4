// The book against a house that keeps only bytes: what comes in is opened, what is written is sealed, nobody is overwritten.
import { beforeEach, describe, expect, it } from "vitest";
import { Failed, type Api, type Full, type Row, type SealedEntry } from "../../src/counsellor/api";
import { Book } from "../../src/counsellor/book";
import type { Entry } from "../../src/counsellor/rules/types";
import { makePair, pairOf, seal, type Pair } from "../../src/seal/seal";
import { forget, hold } from "../../src/seal/unlocked";
import { at, entry, GAO, opened, SU } from "./world";

/** Keeps bytes as the server does; whoever calls is `who`. */
class House {
  rows = new Map<string, Full>();
  asked = 0;

  async add(id: string, group: Pair, more: Partial<Full> = {}): Promise<void> {
    const sealed = await seal({ ...opened({ nickname: id }).payload, record: id }, group.publicKey);
    this.rows.set(id, { id, key_id: "g1", received_at: new Date(at("9:00")).toISOString(), claimed_by: null, mine: false, opened_at: null, closed_at: null, entries: 0, destroyed: false, sealed_key: sealed.key, body: sealed.body, entry_list: [], ...more });
  }

  api(who: { id: string; name: string }): Api {
    const seen = (row: Full): Full => ({ ...row, mine: row.claimed_by?.id === who.id, entries: row.entry_list.length });
    const listed = ({ sealed_key: _key, body: _body, entry_list: _list, ...row }: Full): Row => row;
    return {
      records: async (state: string) => ({ now: new Date().toISOString(), next: null, records: [...this.rows.values()].filter((one) => (one.closed_at === null) === (state === "open")).map((one) => listed(seen(one))) }),
      openings: async (ids: string[]) => {
        this.asked += ids.length;
        return { records: ids.map((id) => seen(this.rows.get(id)!)) };
      },
      record: async (id: string) => seen(this.rows.get(id)!),
      post: async (path: string, { after, body }: { after: number; body: string }) => {
        const [, , , id, what] = path.split("/");
        const row = this.rows.get(id!)!;
        if (row.entry_list.length > after) throw new Failed(409, { entries: row.entry_list.slice(after) });
        row.entry_list = [...row.entry_list, { number: after + 1, received_at: "", body }];
        if (what === "closing") Object.assign(row, { closed_at: new Date(at("12:00")).toISOString(), claimed_by: who });
        return {};
      },
    } as unknown as Api;
  }
}

let house: House;
let group: Pair;
const quiet = () => undefined;
const book = (who = SU) => new Book(house.api(who), who);

beforeEach(async () => {
  house = new House();
  group = await makePair();
  hold({ own: await makePair(), groups: new Map([["g1", await pairOf(group.privateKey.slice())]]) });
});

async function opens(who = SU): Promise<Book> {
  const made = book(who);
  await made.refresh("open", quiet);
  return made;
}

describe("opening", () => {
  it("opens what is free or mine, once, and names what is not", async () => {
    await house.add("r1", group);
    await house.add("r2", group, { claimed_by: GAO });
    await house.add("r3", group, { key_id: "g0" });
    await house.add("r4", group, { body: (await seal({}, group.publicKey)).body });
    const made = await opens();
    expect([...made.opened.keys()]).toEqual(["r1"]);
    expect([...made.shut].map(([id, { why }]) => [id, why])).toEqual([["r2", "claimed"], ["r3", "no_key"], ["r4", "altered"]]);
    house.asked = 0;
    await made.refresh("open", quiet);
    expect(house.asked).toBe(2); // only those that could not be opened are asked for again
  });

  it("notices a body that was moved to another row", async () => {
    await house.add("r1", group);
    await house.add("r2", group);
    const { sealed_key, body } = house.rows.get("r1")!;
    Object.assign(house.rows.get("r2")!, { sealed_key, body });
    expect((await opens()).shut.get("r2")?.why).toBe("altered");
  });

  it("lets go of what a colleague took on, and of everything when it locks", async () => {
    await house.add("r1", group);
    await house.add("r2", group);
    const made = await opens();
    house.rows.get("r1")!.claimed_by = GAO;
    await made.refresh("open", quiet);
    expect([...made.opened.keys()]).toEqual(["r2"]);
    made.forget();
    expect([made.opened.size, made.shut.size]).toEqual([0, 0]);
    forget();
    expect((await opens()).opened.size).toBe(0);
  });
});

describe("two who write at once", () => {
  const said = (made: Book): (string | undefined)[] => made.opened.get("r1")!.entries.map((one) => one.text ?? one.outcome);
  const note = (text: string, by = SU): Entry => entry("note", "10:00", { text, by });

  it("both stand where they can, in the order in which they arrived", async () => {
    await house.add("r1", group);
    const [su, gao] = [await opens(), await opens(GAO)];
    expect(await gao.write(gao.opened.get("r1")!, note("高峰说", GAO))).toBeNull();
    expect(await su.write(su.opened.get("r1")!, note("苏敏说"))).toBeNull();
    expect(said(su)).toEqual(["高峰说", "苏敏说"]);
    expect(su.opened.get("r1")!.entries.map((one) => one.after)).toEqual([0, 1]);
  });

  it("are asked to decide where they differ, and nothing is written until then", async () => {
    await house.add("r1", group);
    const [su, gao] = [await opens(), await opens(GAO)];
    await gao.write(gao.opened.get("r1")!, entry("outcome", "10:00", { outcome: "agreed", by: GAO }));
    const mine = entry("outcome", "10:01", { outcome: "removed", reason: "declined" });
    const meeting = await su.write(su.opened.get("r1")!, mine);
    expect([meeting!.clash, meeting!.newer[0]!.by.name, house.rows.get("r1")!.entry_list.length]).toEqual(["outcome", "高峰", 1]);
    expect(await su.write(meeting!.record, mine, true)).toBeNull();
    expect(said(su)).toEqual(["agreed", "removed"]);
  });

  it("a closing meets what a colleague found", async () => {
    await house.add("r1", group);
    const [su, gao] = [await opens(), await opens(GAO)];
    await gao.write(gao.opened.get("r1")!, entry("outcome", "10:00", { outcome: "later", by: GAO }));
    expect((await su.write(su.opened.get("r1")!, entry("closing", "10:01")))!.clash).toBe("outcome");
    expect(house.rows.get("r1")!.closed_at).toBeNull();
  });

  it("says no to anything but newer entries", async () => {
    await house.add("r1", group);
    const su = await opens();
    const api = house.api(SU) as unknown as { post: () => Promise<never> };
    api.post = () => Promise.reject(new Failed(409, { code: "wellbeing.closed" }));
    const other = new Book(api as unknown as Api, SU);
    await other.refresh("open", quiet);
    await expect(other.write(other.opened.get("r1")!, note("x"))).rejects.toThrow(Failed);
    expect(said(su)).toEqual([]);
  });

  it("sends nothing that can be read", async () => {
    await house.add("r1", group);
    const su = await opens();
    await su.write(su.opened.get("r1")!, note("谁也不该读到"));
    const kept = JSON.stringify(house.rows.get("r1")!.entry_list satisfies SealedEntry[]);
    expect(kept).not.toContain("谁也");
    expect(atob(house.rows.get("r1")!.entry_list[0]!.body)).not.toContain("note");
  });
});
