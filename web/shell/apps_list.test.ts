import { describe, expect, it } from "vitest";
import { label_of, list_apps } from "./apps_list.ts";

const answering = (body: unknown, status = 200) =>
  (async () => new Response(JSON.stringify(body), { status })) as unknown as typeof fetch;

describe("the list of apps", () => {
  it("takes only what can be an app", async () => {
    const apps = [
      { id: "visits", label: { "zh-CN": "拜访", en: "Visits" } },
      { id: "../x", label: {} },
      { id: "a", label: null },
      5,
    ];
    const listed = await list_apps("http://h/", answering({ apps }));
    expect(listed.map(({ id }) => id)).toEqual(["visits"]);
    expect(label_of(listed[0]!, "en")).toBe("Visits");
    expect(label_of(listed[0]!, "fr")).toBe("拜访");
    expect(label_of({ id: "a", label: {} }, "en")).toBe("a");
  });

  it("fails where there is none", async () => {
    await expect(list_apps("http://h/", answering({}, 404))).rejects.toThrow("404");
    await expect(list_apps("http://h/", answering({}))).rejects.toThrow("no list");
  });
});
