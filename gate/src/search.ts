// Finding a person without a code: "3-502", "3栋2单元502", a masked name, pinyin initials.
import type { Resident } from "./types";

/** 3栋2单元502室, 3号楼-2-502, "3 2 502" all become 3-2-502. */
export function plainRoom(text: string): string {
  return text
    .normalize("NFKC")
    .trim()
    .toLowerCase()
    .replace(/(号楼|单元|栋|幢|座|楼|号|室|户|#|\s|[-—–_/.，,])+/g, "-")
    .replace(/^-+|-+$/g, "");
}

/** All the ways in which a room is said: building-unit-flat, and building-flat for short. */
export function roomKeys(resident: Pick<Resident, "room" | "room_aliases">): string[] {
  const keys = new Set<string>();
  for (const text of [resident.room, ...(resident.room_aliases ?? [])]) {
    const key = plainRoom(text);
    const parts = key.split("-");
    keys.add(key);
    if (parts.length > 2) keys.add(`${parts[0]}-${parts[parts.length - 1]}`);
  }
  return [...keys];
}

/** Best first: whole room, room that begins so, surname, initials. At most `limit`. */
export function search(residents: Iterable<Resident>, query: string, limit = 30): Resident[] {
  const text = query.normalize("NFKC").trim().toLowerCase();
  if (!text) return [];
  const room = plainRoom(text);
  const found: { rank: number; resident: Resident }[] = [];
  for (const resident of residents) {
    const rank = rankOf(resident, text, room);
    if (rank > 0) found.push({ rank, resident });
  }
  found.sort((a, b) => a.rank - b.rank || byRoom(a.resident, b.resident));
  return found.slice(0, limit).map((hit) => hit.resident);
}

function rankOf(resident: Resident, text: string, room: string): number {
  if (/\d/.test(room)) {
    const keys = roomKeys(resident);
    if (keys.includes(room)) return 1;
    if (keys.some((key) => key.startsWith(room))) return 2;
    return 0;
  }
  if (/^[a-z]+$/.test(text)) {
    if (resident.initials === text) return 3;
    return resident.initials.startsWith(text) ? 4 : 0;
  }
  if (resident.surname === text || resident.name === text) return 3;
  // The roster holds masked names: "王小明" typed in full must still find 王○明 and 王○○.
  return resident.surname !== "" && text.startsWith(resident.surname) ? 5 : 0;
}

function byRoom(a: Resident, b: Resident): number {
  return a.room.localeCompare(b.room, "en", { numeric: true }) || a.initials.localeCompare(b.initials);
}
