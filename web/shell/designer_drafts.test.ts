import { describe, expect, it } from "vitest";
import { kLimits } from "../engine/generated/limits.ts";
import { Drafts, type Draft, type DraftLocks, type DraftPlace } from "./designer_drafts.ts";

class Memory implements DraftPlace, DraftLocks {
  drafts = new Map<string, Draft>();
  living = new Set<string>();
  full = false;
  all = async () => [...this.drafts.values()];
  put = async (draft: Draft) => {
    if (this.full) throw new Error("quota");
    this.drafts.set(draft.id, draft);
  };
  remove = async (id: string) => void this.drafts.delete(id);
  hold = (id: string) => void this.living.add(id);
  held = async () => new Set(this.living);
}

const no_wait = async () => {};
const page = (device: Memory, id: string, wait = no_wait, app = "visits") => new Drafts(app, device, device, id, wait);

describe("drafts of the designer", () => {
  it("come back on the next page after a crash, with what they were based on", async () => {
    const device = new Memory();
    await page(device, "one").keep("mine", "#1", 1000);
    device.living.delete("one");
    const next = page(device, "two");
    expect(await next.claim()).toEqual({ id: "two", app: "visits", text: "mine", base_hash: "#1", at_ms: 1000 });
    // They are the new page's: another crash loses nothing, a third page takes nothing twice.
    expect([...device.drafts.keys()]).toEqual(["two"]);
    expect(await page(device, "three").claim()).toBeUndefined();
  });

  it("keep what speaks for a prepared change while one goes on with it", async () => {
    const device = new Memory();
    const grounds = { title: "Met", sentences: ["3 visits"], address: "#/insight/lift" };
    device.drafts.set("prepared", { id: "prepared", app: "visits", text: "theirs", base_hash: "#1", at_ms: 1, grounds });
    const next = page(device, "one");
    expect((await next.claim())?.grounds).toEqual(grounds);
    await next.keep("more", "#1", 2);
    expect(device.drafts.get("one")).toMatchObject({ text: "more", grounds });
    await next.forget();
    await next.keep("another change", "#2", 3);
    expect(device.drafts.get("one")?.grounds).toBeUndefined();
  });

  it("belong to their app, also those kept when a site held one", async () => {
    const device = new Memory();
    await page(device, "one").keep("mine", "#1", 1000);
    device.drafts.set("old", { id: "old", text: '{"id": "other"}', base_hash: "#1", at_ms: 2 });
    device.living.clear();
    expect((await page(device, "two", no_wait, "other").claim())?.text).toBe('{"id": "other"}');
    expect(await page(device, "three", no_wait, "third").claim()).toBeUndefined();
    expect((await page(device, "four").claim())?.text).toBe("mine");
  });

  it("of a page that lives are left to it", async () => {
    const device = new Memory();
    await page(device, "one").keep("mine", "#1", 1000);
    expect(await page(device, "two").claim()).toBeUndefined();
    expect(device.drafts.get("one")?.text).toBe("mine");
  });

  it("of a page that is just reloading are waited for", async () => {
    const device = new Memory();
    await page(device, "one").keep("mine", "#1", 1000);
    const next = page(device, "two", async () => void device.living.delete("one"));
    expect((await next.claim())?.text).toBe("mine");
  });

  it("give the newest first and keep only a few of the others", async () => {
    const device = new Memory();
    for (let i = 0; i < 9; ++i) {
      await page(device, `old${i}`).keep(`text ${i}`, "#1", i);
      device.living.delete(`old${i}`);
    }
    expect((await page(device, "now").claim())?.text).toBe("text 8");
    expect([...device.drafts.keys()].sort()).toEqual(["now", "old4", "old5", "old6", "old7"]);
  });

  it("are forgotten once saved, in the order of the calls", async () => {
    const device = new Memory();
    const drafts = page(device, "one");
    void drafts.keep("a", "#1", 1);
    await drafts.forget();
    expect(device.drafts.size).toBe(0);
  });

  it("that are too large, or that the device refuses, stop nothing", async () => {
    const device = new Memory();
    const drafts = page(device, "one");
    await drafts.keep("x".repeat(kLimits.document_bytes + 1), "#1", 1);
    expect(device.drafts.size).toBe(0);
    device.full = true;
    await drafts.keep("a", "#1", 2);
    device.full = false;
    await drafts.keep("b", "#1", 3);
    expect(device.drafts.get("one")?.text).toBe("b");
  });
});
