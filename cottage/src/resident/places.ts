/** Where somebody is in the cottage, and what they have half written. */
import type { Slot } from "../device/server";
import type { Child } from "./dom";

export type Screen =
  | "home" | "who" | "pin" | "about" | "choose" | "intro" | "question" | "life" | "result" | "talk" | "asked"
  | "meet" | "slot" | "booked" | "earlier" | "mine" | "delete"; // prettier-ignore

export interface Place {
  screen: Screen;
  scale?: string;
  index?: number;
  slot?: Slot;
  /** of something the device keeps */
  id?: string;
  /** where "back" leads */
  from?: Place;
}

export interface Draft {
  place?: Place;
  answers: Record<string, (number | null)[]>;
  typed: Record<string, string>;
}

export interface View {
  title: string;
  /** what stands above the heading: where in the questions one is */
  lead?: Child[];
  body: Child[];
  /** how it stands with sending comes after everything else: something here must be read first */
  low?: boolean;
  back?: Place;
}
