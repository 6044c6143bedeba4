// When to sync: at start, when the network comes back, when the page is looked at, on a timer.
// Background Sync exists in Chromium alone, so nothing relies on it.
import type { Live } from "../live/live";
import { type Api, CallFailed } from "./api";
import type { Heartbeat } from "./heartbeat";
import { LIMITS, pull } from "./pull";
import { push } from "./push";

export class Loop {
  private running: Promise<void> | undefined;
  private next: Promise<void> | undefined;
  private timer = 0;

  constructor(private readonly live: Live, private readonly api: Api, private readonly heartbeat?: Heartbeat) {}

  start(): void {
    addEventListener("online", () => void this.now());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") void this.now();
    });
    void this.now();
  }

  /**
   * Push, then pull; resolves when all that was tapped before the call has been tried. A run that is on its way may
   * have begun before that, or without a network: calls that come meanwhile wait for one more run. Never throws.
   */
  now(): Promise<void> {
    if (!this.running) return this.run();
    const once = () => {
      this.next = undefined;
      return this.now();
    };
    this.next ??= this.running.then(once, once);
    return this.next;
  }

  private run(): Promise<void> {
    clearTimeout(this.timer);
    this.running = this.once().finally(() => {
      this.running = undefined;
      if (!this.next) this.schedule();
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
      await live.written();
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
