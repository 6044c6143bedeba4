// The last resort when nothing can be uploaded: one file of sealed items that only the server can open.
import type { Live } from "./live";

/** The body that POST /api/gate/crossings takes, with the device it comes from. Quarantined items go along. */
export async function exportUnsent(live: Live): Promise<{ text: string; count: number }> {
  const queued = await live.db.getAll("queue");
  const quarantined = (await live.db.getAll("answered")).filter((item) => item.sealed);
  const items = [...quarantined, ...queued]
    .sort((a, b) => a.sequence - b.sequence)
    .map((item) => (item.sealed ? { sequence: item.sequence, sealed: item.sealed } : { sequence: item.sequence, crossing: item.open }));
  const device = live.device?.device ?? "";
  return { text: JSON.stringify({ format: "linli-gate-export-1", device, items }, null, 1), count: items.length };
}

export function download(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
