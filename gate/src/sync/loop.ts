// When to sync: at start, when the network comes back, when the page is looked at, on a timer.
// Background Sync exists in Chromium alone, so nothing relies on it.
import type { Live } from "../live/live";
import { type Api, CallFailed } from "./api";
import type { Heartbeat } from "./heartbeat";
import { LIMITS, pull } from "./pull";
import { push } from "./push";

export class Loop {
  private running: Promise<void> | undefined;
  private again = false;
  private timer = 0;

  constructor(private readonly live: Live, private readonly api: Api, private readonly heartbeat?: Heartbeat) {}

  start(): void {
    addEventListener("online", () => void this.now());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") void this.now();
    });
    void this.now();
  }

  /** Push, then pull. Calls that come while one runs lead to one more run after it. Never throws. */
  now(): Promise<void> {
    if (this.running) {
      this.again = true;
      return this.running;
    }
    clearTimeout(this.timer);
    this.running = this.once().finally(() => {
      this.running = undefined;
      if (this.again) {
        this.again = false;
        void this.now();
      } else {
        this.schedule();
      }
    });
    return this.running;
  }

  private schedule(): void {
    const seconds = this.live.rules?.limits.sync_seconds ?? LIMITS.sync_seconds;
    this.timer = setTimeout(() => void this.now(), seconds * 1000) as unknown as number;
  }

  private async once(): Promise<void> {
    const { live, api } = this;
    try {
      await live.expireRoster();
      const device = live.device;
      if (!device) return;
      await push(live.db, (items) => api.crossings(device, items));
      await live.count();
      const { rosterChanged } = await pull(live.db, live.key, device.device, (cursor) => api.bundle(device, cursor));
      await live.loadSmall();
      if (rosterChanged) await live.loadRoster();
      live.net = "online";
    } catch (error) {
      live.net = error instanceof CallFailed && error.status === 401 ? "revoked" : "offline";
      if (!(error instanceof CallFailed)) console.error(error);
    }
    await live.count();
    if (live.net === "online") void this.heartbeat?.beat();
  }
}
