// Nothing is repainted under a finger: a tap that began on a row ends on that row.
let down = false;
const waiting = new Set<() => void>();
/** A click comes just after the finger has gone. */
const AFTER = 60;

export function watchTouch(root: HTMLElement): void {
  root.addEventListener("pointerdown", () => (down = true));
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => setTimeout(release, AFTER));
}

function release(): void {
  down = false;
  const due = [...waiting];
  waiting.clear();
  for (const work of due) work();
}

/** Now, or just after the finger has gone; the same work is kept once. */
export function whenFree(work: () => void): void {
  if (down) waiting.add(work);
  else work();
}
