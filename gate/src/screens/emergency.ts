// 救命: one tap, offline, signed out, rules or none. It is recorded first; details come when there is time.
import type { App, Frame, Screen } from "../app";
import type { Crossing, Facts } from "../types";
import { h, replace } from "../ui/dom";
import { button, field, told } from "../ui/parts";
import { signal } from "../ui/signal";
import { t } from "../words";
import type { Draft, World } from "../world";

function draft(app: App, world: World): Draft {
  const subject = app.arrival?.subject;
  const direction = app.arrival?.direction ?? app.direction;
  const facts: Facts = { now: world.now(), offset: world.zone(), direction, emergency: true };
  return {
    direction,
    pass: subject?.passId ?? "",
    resident: subject?.residentId ?? "",
    household: subject?.household ?? "",
    facts,
    verdict: { outcome: "allow", code: "gate.emergency", step: "" },
    emergency: true,
  };
}

export async function emergency(app: App): Promise<void> {
  const world = app.world;
  // A verdict on the screen stands as it is; then the emergency, with whoever stood there.
  const noted = draft(app, world);
  const record = world.settleHeld().catch(() => undefined).then(() => world.record(noted));
  app.arrival = undefined;
  app.practice?.lifePressed();
  app.go(emergencyScreen(record));
  signal("go");
  await record.catch(() => undefined);
  if (!world.practice) void app.loop.now();
}

function emergencyScreen(record: Promise<number>): Screen {
  return (app: App): Frame => {
    const practice = app.world.practice;
    const line = h("span", { "data-test": "saved" }, t("saving"));
    record.then(
      () => replace(line, practice ? t("life_saved_practice") : t("life_saved")),
      () => replace(line, t("life_failed")),
    );
    const companions = field({ label: t("life_companions"), test: "companions", inputmode: "numeric", max: 3 });
    const vehicle = field({ label: t("life_vehicle"), test: "vehicle", max: 40 });
    const close = async () => {
      const added = await addDetails(app, record, companions.input.value, vehicle.input.value).catch(() => false);
      app.home();
      if (!added) return;
      app.notice(t("life_kept"));
      void app.loop.now();
    };
    return {
      name: "emergency",
      title: t("life"),
      hero: h("section", { class: "verdict go", "data-test": "verdict", "data-outcome": "allow", "data-code": "gate.emergency", role: "alert" },
        h("strong", {}, h("i", { "aria-hidden": "true" }, "✓"), h("span", {}, t("life_title"))), line),
      body: [
        told(t("say_this"), t("life_say")),
        h("section", { class: "card fields" }, h("small", {}, t("life_later")), companions.box, vehicle.box),
        h("small", { class: "soft" }, t("life_rule")),
      ],
      foot: [
        practice && button(t("life_real"), () => real(app), { test: "life-real" }),
        button(t("done"), () => void close(), { main: true, test: "life-done" }),
      ],
    };
  };
}

/** Pressed in practice, meant in earnest: leave practice and record it. */
function real(app: App): void {
  app.practice = undefined;
  app.world = app.live;
  void emergency(app);
}

async function addDetails(app: App, record: Promise<number>, companions: string, vehicle: string): Promise<boolean> {
  const about = await record.catch(() => 0);
  const count = /^\d{1,3}$/.test(companions.trim()) ? Math.min(200, Number(companions)) : undefined;
  if (!about || app.world.practice || (count === undefined && !vehicle.trim())) return false;
  const details: Pick<Crossing, "companions" | "vehicle" | "about"> = { about };
  if (count !== undefined) details.companions = count;
  if (vehicle.trim()) details.vehicle = vehicle.trim();
  await app.world.record({ ...draft(app, app.world), ...details });
  return true;
}
