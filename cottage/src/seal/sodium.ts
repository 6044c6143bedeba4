/** libsodium, loaded when somebody begins to seal or open: it is far larger than the first page. */
import type Sodium from "libsodium-wrappers";

let loading: Promise<typeof Sodium> | undefined;

export function sodium(): Promise<typeof Sodium> {
  loading ??= import("libsodium-wrappers").then(async (module) => {
    await module.default.ready;
    return module.default;
  });
  return loading;
}

export type SealProblem =
  | "not_for_this_key" // sealed to another key than the one in hand
  | "altered" // the bytes are not those that were sealed
  | "moved" // genuine, but of another record
  | "wrong_pass_phrase"
  | "sheet_unreadable" // a group of a recovery sheet was mistyped
  | "sheet_same" // the same sheet twice
  | "sheet_other"; // sheets of different keys, or not of this key

/** Something sealed could not be opened. `where` says which group of a sheet, counted from 1. */
export class SealError extends Error {
  constructor(
    readonly code: SealProblem,
    readonly where?: number,
  ) {
    super(code);
    this.name = "SealError";
  }
}
