import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Account } from "../engine/generated/hub.ts";
import { watch_session } from "./hub_session.ts";

const site = "https://hub.example/";
const rep: Account = {
  id: "1",
  name: "Li Na",
  administrator: false,
  state: "active",
  places: [{ app: "visits", record: "rep_1" }],
  addresses: [],
};

let answer: () => Promise<Response>;
const says = (result: unknown) => async () =>
  new Response(JSON.stringify({ ok: true, result }), { headers: { "Content-Type": "application/json" } });

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("document", Object.assign(new EventTarget(), { visibilityState: "visible" }));
  vi.stubGlobal("fetch", () => answer());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a page is told within a minute, once, that its person is signed out", async () => {
  answer = says({ way: "accounts", account: rep });
  const told = vi.fn();
  watch_session(site, rep, told);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(told).not.toHaveBeenCalled();
  answer = says({ way: "accounts" });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(200_000);
  expect(told).toHaveBeenCalledOnce();
});

test("another person of an app is another one; a hub out of reach says nothing", async () => {
  answer = async () => Promise.reject(new TypeError("no network"));
  const told = vi.fn();
  watch_session(site, rep, told);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(told).not.toHaveBeenCalled();
  answer = says({ way: "accounts", account: { ...rep, places: [{ app: "visits", record: "rep_2" }] } });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told).toHaveBeenCalledOnce();
});

test("nothing is asked while nobody looks, and at once when somebody does again", async () => {
  answer = says({ way: "accounts" });
  const told = vi.fn();
  Object.assign(document, { visibilityState: "hidden" });
  watch_session(site, rep, told);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(told).not.toHaveBeenCalled();
  Object.assign(document, { visibilityState: "visible" });
  document.dispatchEvent(new Event("visibilitychange"));
  await vi.advanceTimersByTimeAsync(10);
  expect(told).toHaveBeenCalledOnce();
});
