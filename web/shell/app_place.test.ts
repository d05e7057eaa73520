import { describe, expect, it } from "vitest";
import { app_place, site_of } from "./app_place.ts";

describe("where an app's page stands", () => {
  it("knows the app and the site from the address", () => {
    const at_root = { id: "visits", app_url: "http://h/apps/visits/", site_url: "http://h/" };
    expect(app_place("http://h/apps/visits/?engine=hub#/view/a/b")).toEqual(at_root);
    expect(app_place("http://h/apps/visits/designer.html")).toEqual(at_root);
    expect(app_place("https://h:8/demo/apps/a_1/#/x")).toEqual({
      id: "a_1",
      app_url: "https://h:8/demo/apps/a_1/",
      site_url: "https://h:8/demo/",
    });
  });

  it("takes no other name for an app", () => {
    for (const path of ["/apps/_/", "/apps/Visits/", "/apps/1a/", "/apps/", "/apps/visits", "/apps/a/b/c", "/apps/%2e%2e/", "/apps/a-b/", `/apps/a${"b".repeat(64)}/`, "/"]) {
      expect(app_place(`http://h${path}`), path).toBeUndefined();
    }
    expect(app_place("http://h/apps/../secret/")).toBeUndefined();
  });

  it("knows the site of a page without an app", () => {
    expect(site_of("http://h/demo/index.html?x=/#/y/z")).toBe("http://h/demo/");
  });
});
