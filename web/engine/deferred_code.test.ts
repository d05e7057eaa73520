import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DeferredCode } from "./deferred_code.ts";

const bytes_of = (text: string) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer;
// A module whose function `twice` calls another one twice, which notes its number and gives the next, as
// wasm-split takes it apart: the other function lies in the second file.
const first = new WebAssembly.Module(
  bytes_of(
    "AGFzbQEAAAABCgJgAX8Bf2ABfwACFgIDZW52BG5vdGUAAQVsYXRlcgEwAAADAgEABAQBcAABBQMBAAEHHAQGbWVtb3J5AgAFdHdpY2UAAgIlYQAAAiViAQAJBwEAQQALAQEKEAEOACAAQQARAABBABEAAAs=",
  ),
);
const second = bytes_of(
  "AGFzbQEAAAABCgJgAX8Bf2ABfwACGQIFZmlyc3QCJWEAAQVmaXJzdAIlYgFwAAEDAgEACQcBAEEACwEBCg0BCwAgABAAIABBAWoL",
);

describe("code that comes behind", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function run(comes: Promise<WebAssembly.Module>, now: () => ArrayBuffer) {
    const notes: number[] = [];
    const fetch_now = vi.fn(now);
    const code = new DeferredCode("later.wasm", () => comes, fetch_now);
    const instance = () => code.instantiate(first, { env: { note: (n: number) => notes.push(n) } });
    const twice = (of: WebAssembly.Instance, n: number) => (of.exports.twice as (n: number) => number)(n);
    return { notes, fetch_now, instance, twice };
  }

  it("is there by itself after a while, for engines of before and after", async () => {
    const { notes, fetch_now, instance, twice } = run(Promise.resolve(new WebAssembly.Module(second)), () => second);
    const before = instance();
    await vi.advanceTimersByTimeAsync(5000);
    expect(twice(before, 4)).toBe(6);
    expect(twice(instance(), 7)).toBe(9);
    expect(notes).toEqual([4, 5, 7, 8]);
    expect(fetch_now).not.toHaveBeenCalled();
  });

  it("is fetched at once by who needs it sooner, and once", async () => {
    const { notes, fetch_now, instance, twice } = run(new Promise(() => undefined), () => second);
    expect(twice(instance(), 1)).toBe(3);
    expect(twice(instance(), 2)).toBe(4);
    expect(notes).toEqual([1, 2, 2, 3]);
    expect(fetch_now).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(5000);
    expect(fetch_now).toHaveBeenCalledTimes(1);
  });

  it("says what is missing, and asks again the next time", () => {
    let network = false;
    const { fetch_now, instance, twice } = run(new Promise(() => undefined), () => {
      if (!network) throw new Error("later.wasm can't be fetched");
      return second;
    });
    const engine = instance();
    expect(() => twice(engine, 1)).toThrow("later.wasm can't be fetched");
    network = true;
    expect(twice(engine, 1)).toBe(3);
    expect(fetch_now).toHaveBeenCalledTimes(2);
  });
});
