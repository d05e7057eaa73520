import { afterEach, expect, test, vi } from "vitest";
import type { EngineClient } from "../engine/client.ts";
import type { HubDelivery } from "../engine/hub_delivery.ts";
import { InboxWatch } from "./inbox_watch.ts";

const message = (key: string, read = false) => ({
  key, read, text: `text of ${key}`, title: "", entity: "visit", record: "v1", at: 0, urgent: false,
});

afterEach(() => vi.useRealTimers());

test("tells the number, and what came since the last look", async () => {
  vi.useFakeTimers();
  const replies = [
    { messages: [message("a")], unread: 1 },
    { messages: [message("b"), message("a")], unread: 2 },
    { messages: [message("b", true), message("a", true)], unread: 0 },
  ];
  const request = vi.fn(async () => replies.shift() ?? Promise.reject(new Error("away")));
  const told: [number, string | undefined][] = [];
  let on_inbox = () => {};
  const client = { on: (_name: string, told: () => void) => ((on_inbox = told), () => (on_inbox = () => {})) };
  const watch = new InboxWatch(client as unknown as EngineClient, { request } as unknown as HubDelivery, "visits", (unread, news) =>
    told.push([unread, news?.key]),
  );
  await vi.advanceTimersByTimeAsync(0);
  // The hub says that somebody got a message.
  on_inbox();
  await vi.advanceTimersByTimeAsync(2000);
  await watch.look();
  // Where the hub is away the number stays.
  await watch.look();
  // Nobody asks again by the clock.
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(request).toHaveBeenCalledTimes(4);
  watch.stop();
  expect(told).toEqual([[1, undefined], [2, "b"], [0, undefined]]);
  expect(request).toHaveBeenCalledWith("inbox.list", { app: "visits", limit: 20 });
});
