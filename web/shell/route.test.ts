import { describe, expect, it } from "vitest";
import { dashboard_address, parse_route, view_address } from "./route.ts";
import { follow_up_address } from "../components/follow_up.ts";
import { kPlainList } from "../components/list/list_state.ts";

describe("routes", () => {
  it("reads addresses", () => {
    expect(parse_route("")).toEqual({ kind: "home" });
    expect(parse_route("#/view/my_visits")).toMatchObject({ kind: "view", view: "my_visits", state: kPlainList });
    const state = { ...kPlainList, search: "a&b", sort: { field: "amount", descending: true } };
    expect(parse_route(view_address("my visits", state))).toMatchObject({ kind: "view", view: "my visits", state });
    expect(parse_route("#/form/visit/r%2F1?field=actions%2F0%2Fwhat")).toEqual({
      kind: "form",
      form: "visit",
      record: "r/1",
      field: "actions/0/what",
    });
  });

  it("names the record that another one is begun from", () => {
    const begun_from = { entity: "visit", record: "r/1 &", follow_up: "again" };
    expect(parse_route(follow_up_address("re visit", begun_from))).toMatchObject({ kind: "form", form: "re visit", begun_from });
    for (const cut of ["visit", "visit/r1", "visit//again", "%E0%A4%A/r/x"]) {
      expect(parse_route(`#/form/visit?from=${encodeURIComponent(cut)}`)).not.toHaveProperty("begun_from");
    }
  });

  it("brings a drill-down's steps there and back", () => {
    const path = [{ key: "rep_001", label: "李雷 & 韩梅梅" }, { key: null }];
    const place = { dashboard: "health", widget: "tile", path, narrowing: { "visit/city": "wuhan" } };
    expect(parse_route(dashboard_address(place))).toEqual({ kind: "dashboard", ...place });
  });

  it("tells a dashboard that is not narrowed from one that nobody chose for", () => {
    const place = { dashboard: "health", path: [] };
    expect(dashboard_address(place)).toBe("#/dashboard/health");
    expect(parse_route(dashboard_address(place))).toMatchObject({ narrowing: undefined });
    expect(parse_route(dashboard_address({ ...place, narrowing: {} }))).toMatchObject({ narrowing: {} });
  });

  it("takes nothing of the wrong shape", () => {
    expect(parse_route("#/record/visit")).toEqual({ kind: "unknown" });
    expect(parse_route("#/%E0%A4%A/x")).toEqual({ kind: "unknown" });
    for (const bad of ["{", "5", '{"key":1}', "[1,null,[]]", `[${"1,".repeat(20)}1]`]) {
      expect(parse_route(`#/dashboard/d/w?path=${encodeURIComponent(bad)}`)).toMatchObject({ path: [] });
    }
    for (const bad of ["{", "5", "[]", "null"]) {
      expect(parse_route(`#/dashboard/d?filters=${encodeURIComponent(bad)}`)).toMatchObject({
        narrowing: undefined,
      });
    }
    const odd = encodeURIComponent('{"visit/city":"wuhan","city":"x","visit/rep":5}');
    expect(parse_route(`#/dashboard/d?filters=${odd}`)).toMatchObject({ narrowing: { "visit/city": "wuhan" } });
  });
});
