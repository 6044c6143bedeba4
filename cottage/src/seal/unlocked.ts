/**
 * The opened keys of the counsellor who sits here: in this page's memory only, gone on reload and after idle minutes.
 * Group keys by their id: the one in use and the retired ones that this counsellor still has.
 */
import type { Pair } from "./record";

const IDLE_MINUTES = 10;
const TOUCHES = ["pointerdown", "keydown", "touchstart"] as const;

export interface Unlocked {
  own: Pair;
  groups: Map<string, Pair>;
}

let held: Unlocked | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

export function hold(keys: Unlocked): void {
  held = keys;
  if (typeof document !== "undefined") {
    for (const touch of TOUCHES) document.addEventListener(touch, stillHere, { passive: true });
    // A page that the browser puts away must not wake up again with its keys.
    window.addEventListener("pagehide", forget);
  }
  stillHere();
}

export function unlocked(): Unlocked | undefined {
  return held;
}

export function groupPair(id: string): Pair | undefined {
  return held?.groups.get(id);
}

/** Put the clock of idleness back; called by itself on every touch and key. */
export function stillHere(): void {
  if (!held) return;
  clearTimeout(timer);
  timer = setTimeout(forget, IDLE_MINUTES * 60_000);
}

/** Wipe and forget; whoever listens shows the locked page. */
export function forget(): void {
  clearTimeout(timer);
  if (!held) return;
  held.own.privateKey.fill(0);
  for (const pair of held.groups.values()) pair.privateKey.fill(0);
  held = undefined;
  if (typeof document !== "undefined") for (const touch of TOUCHES) document.removeEventListener(touch, stillHere);
  for (const listener of listeners) listener();
}

/** Call `listener` when the keys are forgotten; returns how to stop. */
export function onForget(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
