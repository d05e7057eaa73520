import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { GatheredChanges } from "./gathered_changes.ts";
import type { Changed } from "./generated/api.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const visit = (record: string): Changed => ({ records: [{ entity: "visit", record }] });

test("what changes in a short while is told at once, and ever less often", async () => {
  const told: Changed[] = [];
  const gathered = new GatheredChanges((changed) => told.push(changed));
  gathered.add(visit("a"));
  gathered.add(visit("b"));
  gathered.add(visit("a"));
  gathered.add({ app: true });
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(400);
  expect(told).toEqual([{ records: [...visit("a").records!, ...visit("b").records!], app: true }]);
  gathered.add(visit("c"));
  await vi.advanceTimersByTimeAsync(400);
  expect(told).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(400);
  expect(told).toHaveLength(2);
  // After a while without any, the next is told soon again.
  await vi.advanceTimersByTimeAsync(10_000);
  gathered.add(visit("d"));
  await vi.advanceTimersByTimeAsync(400);
  expect(told).toHaveLength(3);
});

test("the last of them are told without waiting, and nothing is told twice", async () => {
  const told: Changed[] = [];
  const gathered = new GatheredChanges((changed) => told.push(changed));
  gathered.add(visit("a"));
  gathered.flush();
  gathered.flush();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toEqual([visit("a")]);
});
