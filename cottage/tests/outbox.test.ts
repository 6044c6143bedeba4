import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { talk } from "../src/device/letter";
import { flush, keepToSend, unsent } from "../src/device/outbox";
import { introduce, newcomer, type Me } from "../src/device/people";
import { openShelf, type Shelf } from "../src/device/shelf";
import { fakeServer, NIGHT, type FakeServer } from "./home";

let number = 0;
let shelf: Shelf;
let me: Me;
let server: FakeServer;
const ids = ["018f0000-0000-7000-8000-000000000001", "018f0000-0000-7000-8000-000000000002"];

beforeEach(async () => {
  shelf = await openShelf(`outbox-${(number += 1)}`);
  me = await newcomer(shelf, NIGHT);
  await introduce(shelf, me, { ...me.about, nickname: "老周", phone: "02785550000" });
  server = await fakeServer();
});

const write = (id: string, text = "晚上睡不着") => keepToSend(shelf, me, id, talk(me, "call_me", text, "zh-hans", NIGHT));
const send = (door = server.door) => flush(shelf, me, server, door);

describe("what was written", () => {
  it("arrives sealed to the counsellors and then waits no more", async () => {
    await write(ids[0]!);
    expect(await send()).toEqual({ waiting: 0, refused: 0, wait: 0 });
    expect(server.arrived.map((one) => [one.id, one.payload.text, one.payload.record])).toEqual([[ids[0], "晚上睡不着", ids[0]]]);
  });

  it("is not readable while it waits", async () => {
    await write(ids[0]!);
    server.answers = [new Error("no network")];
    await send();
    expect(JSON.stringify(await shelf.all(""))).not.toContain("晚上睡不着");
  });

  it("stays when the network is gone, and goes once with the same bytes when it is back", async () => {
    await write(ids[0]!);
    server.answers = [new Error("no network"), new Error("no network")];
    expect(await send()).toMatchObject({ waiting: 1, wait: 5 });
    const first = (await unsent(shelf, me.row.id))[0]!.sent!.body;
    expect(await send()).toMatchObject({ waiting: 1, wait: 10 });
    expect(await send()).toMatchObject({ waiting: 0 });
    expect(server.arrived.map((one) => one.body)).toEqual([first]);
  });

  it("waits as long as the server asks when a thousand write at once", async () => {
    await write(ids[0]!);
    await write(ids[1]!);
    server.answers = [{ answer: "try_later", wait: 42 }];
    expect(await send()).toEqual({ waiting: 2, refused: 0, wait: 42 });
    expect(server.posts).toBe(1);
  });

  it("is sealed anew when the counsellors have changed their key meanwhile", async () => {
    await write(ids[0]!);
    server.answers = [new Error("no network")];
    const old = await server.door();
    await send();
    await server.renew();
    let asked = 0;
    const door = async () => ((asked += 1) === 1 ? old : server.door());
    expect(await send(door)).toMatchObject({ waiting: 0 });
    expect(server.arrived.map((one) => one.keyId)).toEqual(["key-2"]);
  });

  it("that the server does not want stays here and is said to be here", async () => {
    await write(ids[0]!);
    await write(ids[1]!, "第二封");
    server.answers = [{ answer: "refused" }];
    expect(await send()).toEqual({ waiting: 0, refused: 1, wait: 0 });
    expect(server.arrived.map((one) => one.payload.text)).toEqual(["第二封"]);
    await send();
    expect(server.posts).toBe(2);
  });

  it("waits where no counsellor has a key yet", async () => {
    await write(ids[0]!);
    const door = async () => ({ ...(await server.door()), key: null });
    expect(await send(door)).toMatchObject({ waiting: 1, wait: 300 });
    expect(server.posts).toBe(0);
  });

  it("is tried less and less often, but at least every five minutes", async () => {
    await write(ids[0]!);
    server.answers = Array.from({ length: 9 }, () => new Error("no network"));
    const waits = [];
    for (let time = 0; time < 9; time += 1) waits.push((await send()).wait);
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 300, 300, 300]);
  });
});
