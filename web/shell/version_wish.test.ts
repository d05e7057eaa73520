import { beforeEach, expect, test } from "vitest";
import type { EngineStatus } from "../engine/protocol.ts";
import { take_version_wish, version_before, wish_for_version } from "./version_wish.ts";

beforeEach(() => {
  const kept = new Map<string, string>();
  Object.assign(globalThis, {
    sessionStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    },
  });
});

const failed = (code: string, candidates?: string[]): EngineStatus => ({
  phase: "failed",
  epoch: "",
  storage: "opfs",
  owner: true,
  hub: false,
  diagnostics: [
    { code, severity: "error", message: { "zh-CN": code, en: code }, ...(candidates ? { candidates } : {}) },
    { code: "model.unknown_member", severity: "error", message: { "zh-CN": "", en: "" } },
  ],
});

test("the version before is offered where the one in force does not load", () => {
  expect(version_before(failed("engine.app_does_not_load", ["3"]))).toBe(3);
  expect(version_before(failed("engine.app_does_not_load"))).toBeUndefined();
  expect(version_before(failed("engine.log_end_broken", ["3"]))).toBeUndefined();
  expect(version_before({ ...failed("engine.app_does_not_load", ["3"]), phase: "ready" })).toBeUndefined();
});

test("a wish holds for one start of one app", () => {
  wish_for_version("visits", 3);
  expect(take_version_wish("sales")).toEqual({});
  expect(take_version_wish("visits")).toEqual({ app_version: 3 });
  expect(take_version_wish("visits")).toEqual({});
});
