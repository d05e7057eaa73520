// Requests that take long: how far they are, and how they are stopped. The engine answers others between
// their turns, so it can be asked while it works.
//
//   const reply = await watched((message) => hub.request(message), { type: "log.verify", params },
//     { on_progress: ({ done, of }) => …, signal });

import type { TaskListReply } from "./generated/api.ts";
import type { CallReply } from "./protocol.ts";

export interface TaskProgress {
  /** Steps of the part that it is at. */
  done: number;
  of: number;
}

export interface TaskWatch {
  on_progress(progress: TaskProgress): void;
  /** Aborted: the request is stopped and refused with engine.stopped. */
  signal?: AbortSignal;
}

export interface TaskMessage {
  type: string;
  params: object;
  locale?: string;
  task?: string;
}

/** What is there at once needs no bar. */
const kFirst_look_ms = 300;
const kNext_look_ms = 400;

export async function watched(
  send: (message: TaskMessage) => Promise<CallReply>,
  message: TaskMessage,
  { on_progress, signal }: TaskWatch,
): Promise<CallReply> {
  const task = Array.from(crypto.getRandomValues(new Uint32Array(3)), (word) => word.toString(36)).join("-");
  let is_answered = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async () => {
    const reply = await send({ type: "task.list", params: {} });
    if (is_answered) return;
    const tasks = reply.ok ? (reply.result as TaskListReply).tasks : [];
    const found = tasks.find((each) => each.task === task);
    if (found) on_progress({ done: found.done, of: found.of });
    timer = setTimeout(() => void look(), kNext_look_ms);
  };
  const stop = () => {
    if (!is_answered) void send({ type: "task.stop", params: { task } });
  };
  const answer = send({ ...message, task });
  timer = setTimeout(() => void look(), kFirst_look_ms);
  if (signal?.aborted) stop();
  signal?.addEventListener("abort", stop);
  try {
    return await answer;
  } finally {
    is_answered = true;
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}
