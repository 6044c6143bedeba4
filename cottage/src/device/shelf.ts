/**
 * What this device keeps, in IndexedDB: a few things by name, everything personal among them sealed to the person's
 * own key. Where a browser lends no storage (a private window) it holds until the page is closed, and the page says so.
 */
import { openDB } from "idb";

export interface Shelf {
  /** false: nothing outlives this page */
  lasting: boolean;
  get<T>(name: string): Promise<T | undefined>;
  put(name: string, value: unknown): Promise<void>;
  remove(...names: string[]): Promise<void>;
  /** [name, value] of everything whose name begins so, in the order of the names */
  all<T>(beginning: string): Promise<[string, T][]>;
}

const STORE = "kept";

export async function openShelf(name = "linli-cottage"): Promise<Shelf> {
  try {
    return await inDatabase(name);
  } catch {
    return inMemory();
  }
}

async function inDatabase(name: string): Promise<Shelf> {
  const db = await openDB(name, 1, {
    upgrade: (fresh) => void fresh.createObjectStore(STORE),
    blocking: (_from, _to, event) => (event.target as IDBDatabase).close(),
  });
  return {
    lasting: true,
    get: (key) => db.get(STORE, key),
    put: async (key, value) => {
      const tx = db.transaction(STORE, "readwrite", { durability: "strict" });
      await Promise.all([tx.store.put(value, key), tx.done]);
    },
    remove: async (...keys) => {
      const tx = db.transaction(STORE, "readwrite");
      await Promise.all([...keys.map((key) => tx.store.delete(key)), tx.done]);
    },
    all: async <T>(beginning: string) => {
      const range = IDBKeyRange.bound(beginning, `${beginning}\uffff`);
      const tx = db.transaction(STORE);
      const [keys, values] = await Promise.all([tx.store.getAllKeys(range), tx.store.getAll(range)]);
      return keys.map((key, index): [string, T] => [String(key), values[index] as T]);
    },
  };
}

export function inMemory(): Shelf {
  const kept = new Map<string, unknown>();
  return {
    lasting: false,
    get: async <T>(key: string) => structuredClone(kept.get(key)) as T | undefined,
    put: async (key, value) => void kept.set(key, structuredClone(value)),
    remove: async (...keys) => keys.forEach((key) => kept.delete(key)),
    all: async <T>(beginning: string) => {
      const names = [...kept.keys()].filter((key) => key.startsWith(beginning)).sort();
      return names.map((key): [string, T] => [key, structuredClone(kept.get(key)) as T]);
    },
  };
}
