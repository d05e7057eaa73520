import { describe, expect, it } from "vitest";
import type { Earlier } from "./earlier_files.ts";
import { take_over_earlier_files } from "./earlier_files.ts";

/** A folder of the origin private file system, as far as files are moved. */
class Folder {
  readonly files = new Map<string, string>();
  /** The next move ends in the middle, as when the tab is killed. */
  breaks_at: string | undefined;

  constructor(
    files: Record<string, string> = {},
    private readonly can_move_ = false,
  ) {
    for (const [name, text] of Object.entries(files)) this.files.set(name, text);
  }
  async getFileHandle(name: string, { create = false } = {}) {
    if (!this.files.has(name) && !create) throw new DOMException("none", "NotFoundError");
    if (!this.files.has(name)) this.files.set(name, "");
    return {
      getFile: async () => new Blob([this.files.get(name)!]),
      createSyncAccessHandle: async () => ({
        truncate: () => this.files.set(name, ""),
        write: (bytes: Uint8Array) => this.files.set(name, new TextDecoder().decode(bytes)),
        flush: () => {},
        close: () => {},
      }),
      ...(this.can_move_
        ? {
            move: async (to: Folder, as: string) => {
              to.files.set(as, this.files.get(name)!);
              this.files.delete(name);
            },
          }
        : {}),
    };
  }
  async removeEntry(name: string) {
    if (this.breaks_at === name) {
      this.breaks_at = undefined;
      throw new Error("killed");
    }
    this.files.delete(name);
  }
}

const kEarlier = { "tollgate.db": "visits and more", "tollgate.db-wal": "wal", "notes.json": "{}" };

function device(all: Folder, own: Folder, app_id: string) {
  const held: string[] = [];
  const looked: string[] = [];
  const earlier: Earlier = {
    all: all as unknown as FileSystemDirectoryHandle,
    own: own as unknown as FileSystemDirectoryHandle,
    app_id,
    locks: {
      request: (async (name: string, work: () => Promise<void>) => {
        held.push(name);
        return work();
      }) as unknown as LockManager["request"],
    },
    app_in: async () => {
      looked.push("look");
      return "visits";
    },
  };
  return { take: () => take_over_earlier_files(earlier), held, looked };
}

describe("what a device kept when a site held one app", () => {
  it.each([true, false])("goes to the app that it holds, files and all (moving: %s)", async (moving) => {
    const all = new Folder(kEarlier, moving);
    const own = new Folder();
    const { take, held } = device(all, own, "visits");
    await take();
    expect(Object.fromEntries(own.files)).toEqual(kEarlier);
    expect([...all.files.keys()]).toEqual([]);
    expect(held).toEqual(["tollgate-engine"]);
  });

  it("stays where it is for the app that has it", async () => {
    const all = new Folder(kEarlier);
    const own = new Folder();
    await device(all, own, "other").take();
    expect(Object.fromEntries(all.files)).toEqual(kEarlier);
    expect(own.files.size).toBe(0);
  });

  it("never takes the place of what the app has already", async () => {
    const all = new Folder(kEarlier);
    const own = new Folder({ "tollgate.db": "newer" });
    const { take, looked } = device(all, own, "visits");
    await take();
    expect(own.files.get("tollgate.db")).toBe("newer");
    expect(all.files.get("tollgate.db")).toBe("visits and more");
    expect(looked).toEqual([]);
  });

  it("costs nothing where there is none", async () => {
    const { take, held } = device(new Folder(), new Folder(), "visits");
    await take();
    expect(held).toEqual([]);
  });

  it.each(["tollgate.db", "tollgate.db-wal", "notes.json", "moving.json"])(
    "goes on after it was broken off at %s, and looks into nothing that is half there",
    async (name) => {
      const all = new Folder(kEarlier);
      const own = new Folder();
      const { take, looked } = device(all, own, "visits");
      all.breaks_at = name;
      await expect(take()).rejects.toThrow("killed");
      await device(all, own, "other").take();
      await take();
      expect(Object.fromEntries(own.files)).toEqual(kEarlier);
      expect([...all.files.keys()]).toEqual([]);
      expect(looked).toEqual(["look"]);
    },
  );
});
