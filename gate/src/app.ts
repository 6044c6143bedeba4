// The app: which world it stands on, which screen it shows, what is being judged.
import type { Arrival } from "./check/arrival";
import type { Arrivals } from "./queue/arrivals";
import type { Live } from "./live/live";
import type { Loop } from "./sync/loop";
import type { Direction } from "./types";
import type { Child } from "./ui/dom";
import type { Practice } from "./practice/practice";
import type { World } from "./world";

/** One screen, ready to paint. */
export interface Frame {
  /** stable name for tests: data-screen */
  name: string;
  title: Child;
  /** beside the title */
  aside?: Child;
  body: Child;
  /** full-width block under the bar, before the body: a verdict */
  hero?: Child;
  /** the present question, kept under the thumb just above the foot */
  dock?: Child;
  /** buttons beside 救命 */
  foot?: Child;
  back?: () => void;
  /** called when another screen takes over */
  leave?: () => void;
}

export type Screen = (app: App) => Frame;

export interface App {
  live: Live;
  loop: Loop;
  world: World;
  direction: Direction;
  arrival: Arrival | undefined;
  /** who is waiting, by the poster */
  arrivals: Arrivals;
  practice: Practice | undefined;
  go(screen: Screen): void;
  /** paints the same screen again */
  again(): void;
  /** one line above the foot that goes by itself */
  notice(text: string): void;
  home(): void;
}
