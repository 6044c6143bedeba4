// Starts the gate: opens the store, shows the right screen, syncs. Nothing here needs the network.
import type { App, Screen } from "./app";
import { tokenIn } from "./live/enrol";
import { Live } from "./live/live";
import { Arrivals } from "./queue/arrivals";
import { readyScreen } from "./screens/ready";
import { shiftScreen } from "./screens/shift";
import { enrolScreen, welcomeScreen } from "./screens/welcome";
import { practiceScreen } from "./screens/practice";
import { api } from "./sync/api";
import { Heartbeat } from "./sync/heartbeat";
import { Loop } from "./sync/loop";
import { Shell } from "./ui/shell";
import { registerWorker } from "./worker";

const BAR_SECONDS = 20;

function homeOf(app: App): Screen {
  if (app.practice) return practiceScreen;
  if (!app.live.device) return welcomeScreen;
  return app.live.shift ? readyScreen : shiftScreen;
}

async function start(): Promise<void> {
  const live = await Live.open();
  // A verdict that was on the screen when the page died becomes a crossing now.
  await live.settleHeld();
  const heartbeat = new Heartbeat(live, api);
  const app: App = {
    live,
    loop: new Loop(live, api, heartbeat),
    arrivals: new Arrivals(live, api),
    world: live,
    direction: "exit",
    arrival: undefined,
    practice: undefined,
    go: (screen) => shell.show(screen),
    again: () => shell.again(),
    notice: (text) => shell.notice(text),
    home: () => shell.show(homeOf(app)),
  };
  const shell = new Shell(document.getElementById("app")!, app);
  const token = tokenIn(location.hash);
  shell.show(token ? enrolScreen(token) : homeOf(app));
  live.listen(() => shell.freshen());
  setInterval(() => {
    void live.expireRoster();
    shell.paintBar();
  }, BAR_SECONDS * 1000);
  addEventListener("hashchange", () => {
    const fresh = tokenIn(location.hash);
    if (fresh) app.go(enrolScreen(fresh));
  });
  app.loop.start();
  heartbeat.start();
  addEventListener("online", () => app.arrivals.hurry());
  document.addEventListener("visibilitychange", () => app.arrivals.hurry());
  await registerWorker();
}

start().catch((error: unknown) => {
  const line = document.createElement("p");
  line.className = "notice stop";
  line.textContent = `卡口没有打开。请重新打开本页；救命先放行。 The gate did not open; please reload. In an emergency let people through. (${String(error)})`;
  document.body.append(line);
});
