import type { Position } from "../machine/state";

/** Where positions outlive a page. Whatever goes wrong there, the client works without memory. */
export interface PositionStore {
  /** Null when there is none that was saved in this time, in milliseconds since the epoch. */
  load(saved: { from: number; to: number }): Promise<Position | null>;
  /** The latest counts; written in a moment. */
  save(position: Position): void;
  /** Forgets those of all logins. */
  clear(): Promise<void>;
}

interface Kept {
  position: Position;
  savedAt: number;
}

const DATABASE = "lobby-realtime";
const STORE = "positions";

/** In IndexedDB, each login's apart. */
export function browserPositions(login: string): PositionStore {
  let pending: Position | null = null;
  let isWriting = false;

  async function write(): Promise<void> {
    isWriting = true;
    while (pending !== null) {
      const kept: Kept = { position: pending, savedAt: Date.now() };
      pending = null;
      await withStore("readwrite", (store) => store.put(kept, login)).catch(() => null);
    }
    isWriting = false;
  }

  return {
    async load({ from, to }) {
      const kept = await withStore<Kept | undefined>("readonly", (store) => store.get(login)).catch(() => undefined);
      return kept !== undefined && kept.savedAt >= from && kept.savedAt < to ? kept.position : null;
    },
    save(position) {
      pending = position;
      if (!isWriting) void write();
    },
    async clear() {
      pending = null;
      await withStore("readwrite", (store) => store.clear()).catch(() => null);
    },
  };
}

async function withStore<T>(mode: IDBTransactionMode, use: (store: IDBObjectStore) => IDBRequest): Promise<T> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore(STORE));
  const database = await settled<IDBDatabase>(opening);
  try {
    return await settled<T>(use(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function settled<T>(request: IDBRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result as T));
    request.addEventListener("error", () => reject(request.error ?? new Error("IndexedDB")));
  });
}
