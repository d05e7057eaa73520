// Takes over what a device kept when a site held one app: its files lay in the folder of all apps, and
// belong into the folder of the app that they hold.
//
// The decision which app that is stands in a file of its own before the first file moves: a move that is
// broken off goes on at the next start, without a look at a database that is only half there.

const kFiles = ["", "-wal", "-journal", "-checkpoints", "-key"].map((ending) => `tollgate.db${ending}`).concat("notes.json");
const kDatabase = kFiles[0]!;
const kDecision = "moving.json";
/** Held by whoever has the earlier files open: pages of the version before. */
export const kEarlierLock = "tollgate-engine";

export interface Earlier {
  /** The folder of all apps, and that of this one. */
  all: FileSystemDirectoryHandle;
  own: FileSystemDirectoryHandle;
  app_id: string;
  locks: Pick<LockManager, "request">;
  /** Which app the database in the folder holds; undefined for none. */
  app_in: (folder: FileSystemDirectoryHandle) => Promise<string | undefined>;
}

export async function take_over_earlier_files(earlier: Earlier): Promise<void> {
  const { all, own, app_id, locks } = earlier;
  const concerned = async () => {
    const [decision, size] = await Promise.all([decided(all), size_of(all, kDatabase)]);
    return decision === app_id || (size > 0 && (await size_of(own, kDatabase)) === 0);
  };
  if (!(await concerned())) return;
  await locks.request(kEarlierLock, async () => {
    // Another app's page may have been first.
    if (!(await concerned())) return;
    if ((await decided(all)) === undefined) {
      if ((await earlier.app_in(all)) !== app_id) return;
      await write(all, kDecision, new TextEncoder().encode(JSON.stringify({ app: app_id })));
    }
    if ((await decided(all)) !== app_id) return;
    for (const name of kFiles) await move(all, own, name);
    await all.removeEntry(kDecision);
  });
}

async function decided(all: FileSystemDirectoryHandle): Promise<string | undefined> {
  const file = await find(all, kDecision);
  if (!file) return undefined;
  try {
    const { app } = JSON.parse(await (await file.getFile()).text()) as { app?: unknown };
    return typeof app === "string" ? app : undefined;
  } catch {
    // Broken off while it was written: nothing has moved yet.
    return undefined;
  }
}

async function move(from: FileSystemDirectoryHandle, to: FileSystemDirectoryHandle, name: string): Promise<void> {
  const file = await find(from, name);
  if (!file) return;
  if (await find(to, name)) await to.removeEntry(name);
  const movable = file as FileSystemFileHandle & {
    move?: (folder: FileSystemDirectoryHandle, name: string) => Promise<void>;
  };
  if (movable.move) return movable.move(to, name);
  await write(to, name, new Uint8Array(await (await file.getFile()).arrayBuffer()));
  await from.removeEntry(name);
}

async function write(folder: FileSystemDirectoryHandle, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const handle = await (await folder.getFileHandle(name, { create: true })).createSyncAccessHandle();
  try {
    handle.truncate(0);
    handle.write(bytes, { at: 0 });
    handle.flush();
  } finally {
    handle.close();
  }
}

async function size_of(folder: FileSystemDirectoryHandle, name: string): Promise<number> {
  return (await (await find(folder, name))?.getFile())?.size ?? 0;
}

async function find(folder: FileSystemDirectoryHandle, name: string): Promise<FileSystemFileHandle | undefined> {
  try {
    return await folder.getFileHandle(name);
  } catch (error) {
    if (error instanceof DOMException && error.name === "NotFoundError") return undefined;
    throw error;
  }
}
