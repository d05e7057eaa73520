// An app's files in the origin private file system, in a folder of its id. Handles are opened before the engine starts,
// because opening is asynchronous and SQLite's reads and writes are not.

import { take_over_earlier_files } from "./earlier_files.ts";
import type { MemoryReason } from "./protocol.ts";
import { is_still_there } from "./still_there.ts";
import type { OpenFiles } from "./wasm_engine.ts";

const kFolder = "tollgate";
const kDatabase = "tollgate.db";
const kNotes = "notes.json";

export class StorageMissing extends Error {
  constructor(readonly reason: MemoryReason) {
    super(reason);
  }
}

/** Small facts the host keeps beside the database, such as where the app came from. */
export interface HostNotes {
  sample_imported?: boolean;
  /** The hub's data was here once as a whole. */
  filled?: boolean;
  hub_app_hash?: string;
  local_app_hash?: string;
}

export interface Files {
  open: OpenFiles | undefined;
  /** False once the browser has thrown the origin's data away under open handles. */
  still_there(): Promise<boolean>;
  read_notes(): Promise<HostNotes>;
  write_notes(notes: HostNotes): Promise<void>;
  close(): void;
}

export function memory_files(): Files {
  let notes: HostNotes = {};
  return {
    open: undefined,
    still_there: async () => true,
    read_notes: async () => notes,
    write_notes: async (next) => {
      notes = next;
    },
    close() {},
  };
}

/** Why this Worker cannot use OPFS, or undefined when nothing speaks against it. */
export function opfs_hindrance(): MemoryReason | undefined {
  if (!globalThis.isSecureContext) return "insecure_context";
  if (!navigator.locks) return "no_locks";
  if (
    !navigator.storage?.getDirectory ||
    !("createSyncAccessHandle" in (globalThis.FileSystemFileHandle?.prototype ?? {}))
  ) {
    return "no_opfs";
  }
  return undefined;
}

/**
 * The files of an app. `app_in` looks which app a database holds: one that this device kept when a site
 * held a single app is taken over first.
 */
export async function open_opfs_files(
  app_id: string,
  app_in: (files: OpenFiles) => Promise<string | undefined>,
): Promise<Files> {
  const hindrance = opfs_hindrance();
  if (hindrance) throw new StorageMissing(hindrance);
  let root: FileSystemDirectoryHandle;
  try {
    root = await navigator.storage.getDirectory();
  } catch {
    // Private windows and cross-site frames refuse here.
    throw new StorageMissing("denied");
  }
  const all = await root.getDirectoryHandle(kFolder, { create: true });
  const folder = await all.getDirectoryHandle(app_id, { create: true });
  await take_over_earlier_files({
    all,
    own: folder,
    app_id,
    locks: navigator.locks,
    app_in: async (earlier) => {
      const open = await open_database(earlier);
      try {
        return await app_in(open);
      } finally {
        for (const handle of open.handles) handle.close();
      }
    },
  });
  const open = await open_database(folder);
  const { handles } = open;
  return {
    open,
    async still_there() {
      const look = async () => {
        const again = await navigator.storage.getDirectory();
        const found = await (await again.getDirectoryHandle(kFolder)).getDirectoryHandle(app_id);
        return (await (await found.getFileHandle(kDatabase)).getFile()).size;
      };
      return is_still_there(look, () => handles[0]!.getSize());
    },
    async read_notes() {
      try {
        const file = await (await folder.getFileHandle(kNotes)).getFile();
        return JSON.parse(await file.text()) as HostNotes;
      } catch {
        return {};
      }
    },
    async write_notes(notes) {
      const handle = await open_handle(folder, kNotes);
      try {
        const bytes = new TextEncoder().encode(JSON.stringify(notes));
        handle.truncate(0);
        handle.write(bytes, { at: 0 });
        handle.flush();
      } finally {
        handle.close();
      }
    },
    close() {
      for (const handle of handles) handle.close();
    },
  };
}

async function open_database(folder: FileSystemDirectoryHandle): Promise<OpenFiles> {
  const names = ["", "-wal", "-journal", "-checkpoints", "-key"].map((ending) => kDatabase + ending);
  // At once: each is two ways to the browser's process and back.
  const opened = await Promise.allSettled(names.map((name) => open_handle(folder, name)));
  const handles = opened.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  const failed = opened.find((each) => each.status === "rejected");
  if (failed) {
    for (const handle of handles) handle.close();
    throw failed.reason;
  }
  return { names, handles };
}

/** A tab that is just going may still hold its handles for a moment after its lock is free. */
async function open_handle(
  folder: FileSystemDirectoryHandle,
  name: string,
): Promise<FileSystemSyncAccessHandle> {
  const file = await folder.getFileHandle(name, { create: true });
  for (let attempt = 0; ; ++attempt) {
    try {
      return await file.createSyncAccessHandle();
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== "NoModificationAllowedError") throw error;
      if (attempt >= 100) throw error;
      await new Promise((done) => setTimeout(done, 20 + attempt));
    }
  }
}
