import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FormSession } from "../engine/form_session.ts";
import { Autosave } from "./autosave.ts";

class FakeSession {
  dirty = false;
  status: FormSession["status"] = "new";
  saves: boolean[] = [];
  typed = 0;
  fail = false;
  pause: Promise<void> | undefined;
  private readonly listeners_ = new Map<string, ((detail: unknown) => void)[]>();

  on(name: string, listener: (detail: unknown) => void): () => void {
    this.listeners_.set(name, [...(this.listeners_.get(name) ?? []), listener]);
    return () => {};
  }
  get can_save(): boolean {
    return this.dirty;
  }
  type(): void {
    this.dirty = true;
    this.typed++;
    for (const listener of this.listeners_.get("changes") ?? []) listener({});
  }
  save = async (complete: boolean) => {
    this.saves.push(complete);
    if (this.fail) throw new Error("full");
    const typed_before = this.typed;
    await this.pause;
    this.dirty = this.typed !== typed_before;
  };
}

const start = (session: FakeSession, failed: unknown[] = []) =>
  new Autosave(session as unknown as FormSession, (error) => failed.push(error), 700);

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("Autosave", () => {
  it("saves a draft a moment after the last key, once", async () => {
    const session = new FakeSession();
    start(session);
    for (let i = 0; i < 5; ++i) {
      session.type();
      await vi.advanceTimersByTimeAsync(300);
    }
    expect(session.saves).toEqual([]);
    await vi.advanceTimersByTimeAsync(700);
    expect(session.saves).toEqual([false]);
  });

  it("keeps a draft of a finished record, and never submits by itself", async () => {
    const session = new FakeSession();
    session.status = "complete";
    start(session);
    session.type();
    await vi.advanceTimersByTimeAsync(2000);
    expect(session.saves).toEqual([false]);
  });

  it("says that a save failed and tries again", async () => {
    const session = new FakeSession();
    const failed: unknown[] = [];
    session.fail = true;
    start(session, failed);
    session.type();
    await vi.advanceTimersByTimeAsync(700);
    expect(failed).toHaveLength(1);
    session.fail = false;
    await vi.advanceTimersByTimeAsync(700);
    expect(session.saves).toEqual([false, false]);
    expect(session.dirty).toBe(false);
  });

  it("waits for the save that runs, then saves what was typed during it", async () => {
    const session = new FakeSession();
    const autosave = start(session);
    let go = () => {};
    session.pause = new Promise((done) => (go = done));
    session.type();
    await vi.advanceTimersByTimeAsync(700);
    session.type();
    let left = false;
    const leaving = autosave.flush().then(() => (left = true));
    await vi.advanceTimersByTimeAsync(0);
    expect(left).toBe(false);
    go();
    await leaving;
    expect(session.saves).toEqual([false, false]);
    expect(session.dirty).toBe(false);
  });

  it("tries less often the longer it fails, and at once when somebody types", async () => {
    const session = new FakeSession();
    session.fail = true;
    start(session);
    session.type();
    await vi.advanceTimersByTimeAsync(700 + 700 + 1400 + 2800);
    expect(session.saves).toHaveLength(4);
    session.type();
    await vi.advanceTimersByTimeAsync(700);
    expect(session.saves).toHaveLength(5);
  });

  it("saves nothing after it was stopped", async () => {
    const session = new FakeSession();
    const autosave = start(session);
    session.type();
    autosave.stop();
    await vi.advanceTimersByTimeAsync(2000);
    expect(session.saves).toEqual([]);
  });
});
