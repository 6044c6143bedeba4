/**
 * The stable words a verdict is given in, in the order of the checks that can say them, and the
 * `pass_state` of the gate's rules that each stands for. The table is shared with the server.
 */
import states from "../../../protocol/hcert/codes.json";

export type Code = keyof typeof states;
export type PassState = "good" | "expired" | "not_yet" | "forged" | "unknown_key" | "wrong_kind" | "unreadable";

export const PASS_STATES = states as Readonly<Record<Code, PassState>>;

/** Thrown inside the envelope only; `verify` turns it into a verdict. */
export class NotAccepted extends Error {
  constructor(readonly code: Code) {
    super(code);
  }
}
