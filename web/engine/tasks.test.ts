import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CallReply } from "./protocol.ts";
import type { TaskMessage } from "./tasks.ts";
import { watched } from "./tasks.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** An engine whose long request is answered when the test says so. */
class SlowEngine {
  readonly asked: TaskMessage[] = [];
  done = 0;
  answer: (reply: CallReply) => void = () => {};
  send = (message: TaskMessage): Promise<CallReply> => {
    this.asked.push(message);
    if (message.type === "task.list") {
      const tasks = [
        { task: "another's", type: "log.verify", done: 1, of: 2, own: true },
        { task: this.asked[0]!.task, type: this.asked[0]!.type, done: this.done, of: 10, own: true },
      ];
      return Promise.resolve({ ok: true, result: { tasks } });
    }
    if (message.type === "task.stop") return Promise.resolve({ ok: true, result: { stopped: true } });
    return new Promise((done) => (this.answer = done));
  };
}

test("a long request is asked how far it is until its answer is there", async () => {
  const engine = new SlowEngine();
  const seen: number[] = [];
  const reply = watched(engine.send, { type: "dashboard.read", params: { dashboard: "d" } }, {
    on_progress: ({ done }) => seen.push(done),
  });
  engine.done = 3;
  await vi.advanceTimersByTimeAsync(350);
  engine.done = 7;
  await vi.advanceTimersByTimeAsync(400);
  expect(seen).toEqual([3, 7]);
  engine.answer({ ok: true, result: 5 });
  expect(await reply).toEqual({ ok: true, result: 5 });
  const count = engine.asked.length;
  await vi.advanceTimersByTimeAsync(2000);
  expect(engine.asked.length).toBe(count);
  expect(seen).toEqual([3, 7]);
});

test("what is answered at once is not asked about", async () => {
  const engine = new SlowEngine();
  const reply = watched(engine.send, { type: "dashboard.read", params: {} }, { on_progress: () => {} });
  engine.answer({ ok: true });
  await reply;
  await vi.advanceTimersByTimeAsync(2000);
  expect(engine.asked.map(({ type }) => type)).toEqual(["dashboard.read"]);
});

test("a long request is stopped by the name that it was sent with", async () => {
  const engine = new SlowEngine();
  const stop = new AbortController();
  const reply = watched(engine.send, { type: "log.verify", params: {} }, { on_progress: () => {}, signal: stop.signal });
  stop.abort();
  const { task } = engine.asked[0]!;
  expect(task).toMatch(/^.{1,64}$/);
  expect(engine.asked[1]).toEqual({ type: "task.stop", params: { task } });
  engine.answer({ ok: false });
  expect((await reply).ok).toBe(false);
});
