import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DueLoop } from "./due_loop.ts";
import type { CallReply } from "./protocol.ts";

describe("the clock of an engine without a hub", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function run_with(replies: CallReply[]) {
    const asked: number[] = [];
    const begin = Date.now();
    const loop = new DueLoop({
      now: () => Date.now(),
      run: async () => {
        asked.push(Date.now() - begin);
        return replies.shift() ?? { ok: true, result: { came: 0, more: false } };
      },
    });
    return { asked, loop, begin };
  }

  it("goes on at once while something is due, else at the named time, and every half a minute", async () => {
    const begin = Date.now();
    const { asked, loop } = run_with([
      { ok: true, result: { came: 50, more: true } },
      { ok: true, result: { came: 1, more: false, next_ms: begin + 10_000 } },
      { ok: true, result: { came: 1, more: false, next_ms: begin + 9_000_000 } },
      { ok: false, diagnostics: [] },
    ]);
    await vi.advanceTimersByTimeAsync(75_000);
    expect(asked).toEqual([3000, 3001, 10_000, 40_000, 70_000]);
    loop.close();
    await vi.advanceTimersByTimeAsync(100_000);
    expect(asked).toHaveLength(5);
  });
});
