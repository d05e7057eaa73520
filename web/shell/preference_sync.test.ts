import { beforeEach, expect, it, vi } from "vitest";
import { on_preferences_came, read_preference, write_preference } from "../components/preferences.ts";
import { PreferenceSync } from "./preference_sync.ts";

let kept: Map<string, string>;
beforeEach(() => {
  vi.useFakeTimers();
  kept = new Map();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
});

function hub(stored: Record<string, string> = {}) {
  const state = { away: false, stored };
  const request = async (type: string, params: { name?: string; value?: string }) => {
    if (state.away) throw new Error("away");
    if (type === "preference.list") return { preferences: Object.entries(state.stored).map(([name, value]) => ({ name, value })) };
    if (params.value === undefined) delete state.stored[params.name!];
    else state.stored[params.name!] = params.value;
    return {};
  };
  return { state, request: request as never };
}

it("what a person chose on another device is here, and goes there", async () => {
  const people = hub({ "team.columns": '["rep"]' });
  const sync = new PreferenceSync(people, "visits", "visits.ann");
  let came = 0;
  const off = on_preferences_came(() => came++);
  await sync.begin();
  expect(read_preference("visits.ann", "team.columns")).toEqual(["rep"]);
  expect(came).toBe(1);
  write_preference("visits.ann", "team.columns", ["city"]);
  write_preference("visits.ben", "team.columns", ["score"]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(people.state.stored).toEqual({ "team.columns": '["city"]' });
  write_preference("visits.ann", "team.columns", undefined);
  await vi.advanceTimersByTimeAsync(1000);
  expect(people.state.stored).toEqual({});
  off();
  sync.stop();
});

it("what could not be sent goes the next time, and is not overwritten by what was before", async () => {
  const people = hub({ "team.columns": '["rep"]' });
  people.state.away = true;
  const first = new PreferenceSync(people, "visits", "visits.ann");
  write_preference("visits.ann", "team.columns", ["city"]);
  await vi.advanceTimersByTimeAsync(1000);
  first.stop();
  people.state.away = false;
  const second = new PreferenceSync(people, "visits", "visits.ann");
  await second.begin();
  expect(people.state.stored).toEqual({ "team.columns": '["city"]' });
  expect(read_preference("visits.ann", "team.columns")).toEqual(["city"]);
  second.stop();
});
