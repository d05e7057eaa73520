// Unsaved designs, kept on this device so that a reload, a crash or a closed window loses nothing.
//
// Each page keeps one draft under a name of its own and holds a lock of that name while it lives: a
// draft without its lock was left behind, and the next page of the same app takes it over.

import { kLimits } from "../engine/generated/limits.ts";

/** What a page found that speaks for a change which it prepared. */
export interface Grounds {
  title: string;
  sentences: string[];
  /** Where the records behind it are listed. */
  address: string;
}

export interface Draft {
  id: string;
  /** Id of the app; missing in drafts of the time when a site held one. */
  app?: string;
  text: string;
  /** Of the version that was in force when the changes began. */
  base_hash: string;
  at_ms: number;
  /** Of a prepared change. */
  grounds?: Grounds;
}

export interface DraftPlace {
  all(): Promise<Draft[]>;
  put(draft: Draft): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Names that a living page holds. */
export interface DraftLocks {
  hold(id: string): void;
  held(): Promise<Set<string>>;
}

const kMaxLeft = 4;
// A page that is just going still holds its lock for a moment.
const kGoing_ms = 400;

export class Drafts {
  private readonly id_: string;
  private last_: Promise<unknown> = Promise.resolve();
  private grounds_: Grounds | undefined;

  constructor(
    private readonly app_id_: string,
    private readonly place_: DraftPlace,
    private readonly locks_: DraftLocks,
    // randomUUID() is for secure connections alone; a hub in a house network has none.
    id = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`,
    private readonly wait_ = (delay_ms: number) => new Promise<void>((done) => setTimeout(done, delay_ms)),
  ) {
    this.id_ = id;
    locks_.hold(id);
  }

  /** The newest draft that a page left behind; it is this page's from now on. */
  async claim(): Promise<Draft | undefined> {
    const left = await this.left_behind_();
    const newest = left.shift();
    if (!newest) return undefined;
    const own = { ...newest, id: this.id_, app: this.app_id_ };
    this.grounds_ = own.grounds;
    await this.place_.put(own);
    await this.place_.remove(newest.id);
    for (const old of left.slice(kMaxLeft)) await this.place_.remove(old.id);
    return own;
  }

  /** In the order of the calls. A text that could not be opened again is not kept. */
  keep(text: string, base_hash: string, at_ms: number): Promise<void> {
    if (text.length > kLimits.document_bytes) return this.forget();
    return this.then_(() =>
      this.place_.put({ id: this.id_, app: this.app_id_, text, base_hash, at_ms, ...(this.grounds_ ? { grounds: this.grounds_ } : {}) }),
    );
  }

  forget(): Promise<void> {
    this.grounds_ = undefined;
    return this.then_(() => this.place_.remove(this.id_));
  }

  private async left_behind_(): Promise<Draft[]> {
    const all = (await this.place_.all()).filter((draft) => app_of(draft) === this.app_id_).sort((a, b) => b.at_ms - a.at_ms);
    let held = await this.locks_.held();
    if (all.some(({ id }) => held.has(id))) {
      await this.wait_(kGoing_ms);
      held = await this.locks_.held();
    }
    return all.filter(({ id }) => !held.has(id));
  }

  private then_(step: () => Promise<void>): Promise<void> {
    const next = this.last_.then(step);
    // A full or forbidden storage must not stop the designer.
    this.last_ = next.catch((error: unknown) => console.warn(error));
    return this.last_ as Promise<void>;
  }
}

function app_of({ app, text }: Draft): string | undefined {
  if (app !== undefined) return app;
  try {
    return (JSON.parse(text) as { id?: string } | null)?.id;
  } catch {
    return undefined;
  }
}

const kLockPrefix = "tollgate.designer.draft.";

export function page_locks(): DraftLocks {
  return {
    hold(id) {
      // Until the page is gone.
      void navigator.locks?.request(kLockPrefix + id, () => new Promise(() => {}));
    },
    async held() {
      const { held } = (await navigator.locks?.query()) ?? {};
      const names = (held ?? []).map(({ name }) => name ?? "").filter((name) => name.startsWith(kLockPrefix));
      return new Set(names.map((name) => name.slice(kLockPrefix.length)));
    },
  };
}

/** The drafts in the browser's database. */
export function browser_drafts(): DraftPlace {
  const kStore = "drafts";
  let opened: Promise<IDBDatabase> | undefined;
  const open = (): Promise<IDBDatabase> =>
    (opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open("tollgate-designer", 1);
      request.onupgradeneeded = () => request.result.createObjectStore(kStore, { keyPath: "id" });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    }));
  const run = async <T>(mode: IDBTransactionMode, step: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    const transaction = (await open()).transaction(kStore, mode);
    return new Promise((resolve, reject) => {
      const request = step(transaction.objectStore(kStore));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  };
  return {
    all: () => run<Draft[]>("readonly", (store) => store.getAll()),
    put: async (draft) => void (await run("readwrite", (store) => store.put(draft))),
    remove: (id) => run<undefined>("readwrite", (store) => store.delete(id)),
  };
}
