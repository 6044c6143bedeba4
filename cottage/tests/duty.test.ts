import { describe, expect, it } from "vitest";
import { App } from "../src/resident/app";
import { next, promise, span } from "../src/resident/duty";
import { inMemory } from "../src/device/shelf";
import { sayer } from "../src/words";
import { fakeServer, NIGHT, type FakeServer } from "./home";

const ASKED = { now: "asked_now", next: "asked_next", soon: "asked_soon" } as const;
const MINUTE = 60_000;

async function opened(change: (server: FakeServer) => void = () => undefined) {
  const server = await fakeServer();
  change(server);
  const clock = { now: NIGHT };
  const say = sayer("zh-hans", "Asia/Shanghai");
  const app = new App({ shelf: inMemory(), server, say, base: "/", now: () => clock.now, paint: () => undefined });
  await app.begin();
  return { app, server, clock, said: () => promise(app, ASKED, { phone: "13800001111" }) };
}

describe("what is promised to whoever asks for a call", () => {
  it("is the community's clock while somebody is on duty", async () => {
    const { said } = await opened();
    expect(said()).toBe("送到后 2 小时之内，会有咨询师打 13800001111。");
  });

  it("is the next duty where nobody is", async () => {
    const { app, said } = await opened((server) => (server.onDuty = { now: false, next: "2020-04-09T00:00:00Z" }));
    expect(next(app)).toBe("明天 08:00");
    expect(said()).toContain("明天 08:00 起会有咨询师打");
  });

  it("is no time where the next duty is not settled", async () => {
    const { said } = await opened((server) => (server.onDuty = { now: false, next: null }));
    expect(said()).toBe("咨询师一上班，就会打 13800001111。");
  });

  it("is nothing at all where no counsellor holds a key", async () => {
    const { said } = await opened((server) => {
      const door = server.door;
      server.door = async () => ({ ...(await door()), key: null });
    });
    expect(said()).toContain("还没开张");
  });

  it("is no hour any more when the answer about duty has grown old", async () => {
    const { app, clock, said, server } = await opened();
    server.door = () => Promise.reject(new Error("offline"));
    clock.now += 4 * MINUTE;
    expect(said()).toContain("2 小时之内");
    clock.now += 2 * MINUTE;
    expect(app.duty).toBeUndefined();
    expect(said()).not.toContain("小时之内");
  });

  it("is asked for anew while somebody goes from screen to screen", async () => {
    const { app, clock, server, said } = await opened();
    server.onDuty = { now: false, next: null };
    clock.now += 2 * MINUTE;
    app.show({ screen: "choose" });
    await new Promise((done) => setTimeout(done, 20));
    expect(said()).not.toContain("小时之内");
  });

  it("comes from an older visit only as far as it stays true", async () => {
    const { app, server } = await opened();
    const again = new App({ ...app.set, server: { ...server, door: () => Promise.reject(new Error("offline")) } });
    await again.begin();
    expect(again.door?.key?.id).toBe("key-1");
    expect(again.duty).toBeUndefined();
  });

  it.each([[1, "1 小时"], [2, "2 小时"], [24, "24 小时"], [36, "36 小时"], [48, "2 天"], [72, "3 天"]])("says %i hours as %s", async (hours, words) => {
    const { app } = await opened();
    expect(span(app, hours)).toBe(words);
  }); // prettier-ignore
});
