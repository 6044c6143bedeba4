// Tells the server once a minute how many crossings wait on this phone, and at once when that has changed.
import type { Live } from "../live/live";
import type { Api } from "./api";

const EVERY = 60;

export class Heartbeat {
  private told = -1;
  private at = -Infinity;

  constructor(private readonly live: Live, private readonly api: Pick<Api, "heartbeat">, private readonly clock = () => performance.now() / 1000) {}

  start(): void {
    setInterval(() => void this.beat(), EVERY * 1000);
  }

  /** Never throws: a server that is not reached hears it next time. */
  async beat(): Promise<void> {
    const { device, unsent, net } = this.live;
    if (!device || net === "revoked" || globalThis.navigator?.onLine === false || !this.due(unsent)) return;
    try {
      await this.api.heartbeat(device, unsent);
      this.told = unsent;
      this.at = this.clock();
    } catch {
      this.told = -1;
    }
  }

  /** A second before the minute is over counts: timers are late as often as early. */
  private due(unsent: number): boolean {
    return unsent !== this.told || this.clock() - this.at >= EVERY - 1;
  }
}
