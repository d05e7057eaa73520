import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Discards } from "./discards.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("discarding", () => {
  it("is done after a moment, and may be taken back until then", async () => {
    const discards = new Discards();
    const act = vi.fn(async () => undefined);
    discards.begin({ record: "a", text: "", act, back_to: "#/form/f/a" });
    await vi.advanceTimersByTimeAsync(3000);
    expect(discards.hides("a")).toBe(true);
    expect(discards.undo()?.back_to).toBe("#/form/f/a");
    expect(discards.hides("a")).toBe(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(act).not.toHaveBeenCalled();
    discards.begin({ record: "a", text: "", act });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(act).toHaveBeenCalledOnce();
    expect(discards.waiting).toBeUndefined();
    expect(discards.hides("a")).toBe(true);
  });

  it("does the one before when another one begins, and keeps that waiting", async () => {
    const discards = new Discards();
    const first = vi.fn(async () => undefined);
    discards.begin({ record: "a", text: "", act: first });
    discards.begin({ record: "b", text: "", act: async () => undefined });
    await vi.advanceTimersByTimeAsync(0);
    expect(first).toHaveBeenCalledOnce();
    expect(discards.waiting?.record).toBe("b");
  });

  it("is told where it was refused", async () => {
    const discards = new Discards();
    const told = vi.fn();
    discards.on(told);
    const refusal = new Error("gone");
    discards.begin({ record: "a", text: "", act: () => Promise.reject(refusal) });
    await discards.finish();
    expect(discards.refusal).toBe(refusal);
    expect(discards.hides("a")).toBe(false);
    expect(discards.waiting).toBeUndefined();
    expect(told).toHaveBeenCalledTimes(2);
  });
});
