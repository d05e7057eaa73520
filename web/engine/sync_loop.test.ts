import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CallReply } from "./protocol.ts";
import type { Carried } from "./sync_loop.ts";
import { SyncLoop } from "./sync_loop.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** An engine with so many messages to say in a round, and a hub that answers as told. */
function make(messages: string[], answers: Carried[], ready: boolean[] = []) {
  const done: string[] = [];
  let left: string[] = [];
  const states: number[] = [];
  const request = ({ type, params }: { type: string; params: object }): CallReply => {
    if (type === "sync.status") return { ok: true, result: { state: "sending", not_sent: left.length } };
    if (type === "sync.next") {
      if ("begin" in params) left = [...messages];
      done.push("begin" in params ? "begin" : "next");
      return { ok: true, result: left.length ? { message: left[0] } : {} };
    }
    const { failed } = params as { failed?: string };
    done.push(failed ?? `took ${(params as { reply: string }).reply}`);
    if (!failed) left.shift();
    return { ok: true, result: { goes_on: !failed }, changed: { all: true } };
  };
  const loop = new SyncLoop({
    request,
    request_in_turns: async (message) => request(message),
    prepare: async () => ready.shift() ?? true,
    carry: async (message) => {
      done.push(`carry ${message}`);
      return answers.shift() ?? { reply: `re ${message}` };
    },
    on_reply: (reply) => void (reply.changed && done.push("changed")),
    on_status: ({ not_sent }) => void states.push(not_sent),
    on_whole: () => void done.push("whole"),
    wait: async () => undefined,
  });
  return { loop, done, states };
}

test("what came is written while the hub answers to the next message", async () => {
  const done: string[] = [];
  const left = ["one", "two"];
  const request = ({ type, params }: { type: string; params: object }): CallReply => {
    if (type === "sync.status") return { ok: true, result: { state: "filling" } };
    if (type === "sync.take") {
      left.shift();
      done.push("taken");
      return { ok: true, result: { goes_on: true, ...(left.length ? { waits: true } : {}) } };
    }
    if ("write" in params) {
      done.push("written");
      return { ok: true, result: {} };
    }
    return { ok: true, result: left.length ? { message: left[0] } : {} };
  };
  const loop = new SyncLoop({
    request,
    request_in_turns: async (message) => request(message),
    prepare: async () => true,
    carry: async (message) => {
      done.push(`carry ${message}`);
      return { reply: `re ${message}` };
    },
    on_reply: () => undefined,
    on_status: () => undefined,
    on_whole: () => void done.push("whole"),
    wait: async () => undefined,
  });
  expect(await loop.round()).toBe(true);
  expect(done).toEqual(["carry one", "taken", "carry two", "written", "taken", "whole"]);
});

test("a round carries each message and hands back each answer, until there is nothing to say", async () => {
  const { loop, done, states } = make(["join", "push"], []);
  expect(await loop.round()).toBe(true);
  expect(done).toEqual([
    "begin", "carry join", "took re join", "changed",
    "next", "carry push", "took re push", "changed",
    "next", "whole",
  ]);
  expect(states).toEqual([1, 0, 0]);
});

test("without a network it says so, and tries again later and later, and at once when it is back", async () => {
  const gone: Carried = { failed: "network" };
  const { loop, done } = make(["push"], [gone, gone, gone]);
  expect(await loop.round()).toBe(false);
  expect(done).toEqual(["begin", "carry push", "network", "changed"]);
  const carried = () => done.filter((what) => what === "carry push").length;
  await vi.advanceTimersByTimeAsync(1999);
  expect(carried()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(carried()).toBe(2);
  await vi.advanceTimersByTimeAsync(3999);
  expect(carried()).toBe(2);
  loop.now();
  await vi.advanceTimersByTimeAsync(0);
  expect(carried()).toBe(3);
  await vi.advanceTimersByTimeAsync(2000);
  expect(done.filter((what) => what === "took re push")).toHaveLength(1);
});

test("what is saved during a round has its own round afterwards, and saves in a row have one", async () => {
  const { loop, done } = make(["push"], []);
  const running = loop.round();
  loop.wake();
  loop.wake();
  await running;
  await vi.advanceTimersByTimeAsync(299);
  expect(done.filter((what) => what === "begin")).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(done.filter((what) => what === "begin")).toHaveLength(2);
  loop.wake();
  await vi.advanceTimersByTimeAsync(200);
  loop.wake();
  await vi.advanceTimersByTimeAsync(1000);
  expect(done.filter((what) => what === "begin")).toHaveLength(3);
});

test("what must go first goes first: nothing is carried before it", async () => {
  const { loop, done } = make(["push"], [], [false]);
  expect(await loop.round()).toBe(false);
  expect(done).toEqual(["network", "changed"]);
  await vi.advanceTimersByTimeAsync(2000);
  expect(done.filter((what) => what === "took re push")).toHaveLength(1);
});

test("a reply that takes long is taken in turns, and one that is closed meanwhile says nothing more", async () => {
  const done: string[] = [];
  let go_on = () => {};
  const loop = new SyncLoop({
    request: ({ type }): CallReply => {
      if (type === "sync.next") done.push("next");
      return { ok: true, result: type === "sync.next" ? { message: "pull" } : { state: "filling" } };
    },
    request_in_turns: ({ type }) => {
      done.push(type);
      return new Promise((taken) => (go_on = () => taken({ ok: true, result: { goes_on: true } })));
    },
    prepare: async () => true,
    carry: async () => ({ reply: "a document" }),
    on_reply: () => undefined,
    on_status: () => undefined,
    on_whole: () => void done.push("whole"),
    wait: async () => undefined,
  });
  const running = loop.round();
  await vi.advanceTimersByTimeAsync(1000);
  expect(done).toEqual(["next", "sync.take"]); // nothing else is asked before it is taken
  loop.close();
  go_on();
  expect(await running).toBe(false);
  expect(done).toEqual(["next", "sync.take"]);
});

test("a closed one says nothing more", async () => {
  const { loop, done } = make(["push"], []);
  loop.close();
  loop.wake();
  await vi.advanceTimersByTimeAsync(100_000);
  expect(done).toEqual([]);
});
