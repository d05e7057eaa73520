import { describe, expect, it } from "vitest";
import { dashboard_address, parse_route } from "./route.ts";

describe("routes", () => {
  it("reads addresses", () => {
    expect(parse_route("")).toEqual({ kind: "home" });
    expect(parse_route("#/view/my_visits")).toEqual({ kind: "view", view: "my_visits" });
    expect(parse_route("#/form/visit/r%2F1?field=actions%2F0%2Fwhat")).toEqual({
      kind: "form",
      form: "visit",
      record: "r/1",
      field: "actions/0/what",
    });
  });

  it("brings a drill-down's steps there and back", () => {
    const path = [{ key: "rep_001", label: "李雷 & 韩梅梅" }, { key: null }];
    expect(parse_route(dashboard_address("health", "tile", path))).toEqual({
      kind: "dashboard",
      dashboard: "health",
      widget: "tile",
      path,
    });
  });

  it("takes nothing of the wrong shape", () => {
    expect(parse_route("#/record/visit")).toEqual({ kind: "unknown" });
    expect(parse_route("#/%E0%A4%A/x")).toEqual({ kind: "unknown" });
    for (const bad of ["{", "5", '{"key":1}', "[1,null,[]]", `[${"1,".repeat(20)}1]`]) {
      expect(parse_route(`#/dashboard/d/w?path=${encodeURIComponent(bad)}`)).toMatchObject({ path: [] });
    }
  });
});
