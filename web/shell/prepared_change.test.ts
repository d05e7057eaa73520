import { describe, expect, it } from "vitest";
import type { Draft } from "./designer_drafts.ts";
import { prepare_change, with_change } from "./prepared_change.ts";

const kDocument = JSON.stringify({
  id: "sales",
  roles: [
    { id: "boss", menu: [{ type: "dashboard", target: "main" }] },
    { id: "clerk", menu: [{ type: "view", target: "all" }] },
  ],
  metrics: [{ id: "visits" }],
  entities: [{ id: "visit", fields: [{ id: "met" }, { id: "photo" }] }],
});
const kKeep = { quick_filter: { id: "asked", when: "visits > 3" }, metrics: [{ id: "visits" }, { id: "visits_last_90_days" }] };

describe("a prepared change", () => {
  it("puts a question among the app's filters, with its metrics, and into the menus of those who read figures", () => {
    const changed = JSON.parse(with_change(kDocument, { keep: kKeep }));
    expect(changed.quick_filters).toEqual([kKeep.quick_filter]);
    expect(changed.metrics).toEqual([{ id: "visits" }, { id: "visits_last_90_days" }]);
    expect(changed.roles[0].menu).toContainEqual({ type: "quick_filter", target: "asked" });
    expect(changed.roles[1].menu).toHaveLength(1);
  });

  it("makes an answer compulsory, once", () => {
    const validation = { id: "compulsory_met", test: "met = true" };
    const change = { compulsory: { entity: "visit", field: "met", validation } };
    const once = with_change(kDocument, change);
    const changed = JSON.parse(with_change(once, change));
    expect(changed.entities[0].fields[0].validations).toEqual([validation]);
    const asked = JSON.parse(with_change(kDocument, { compulsory: { entity: "visit", field: "photo", required: true } }));
    expect(asked.entities[0].fields[1].required).toBe(true);
    expect(asked.entities[0].fields[0]).toEqual({ id: "met" });
  });

  it("is a draft of the version that is in force", async () => {
    const put: Draft[] = [];
    const place = { all: async () => [], put: async (draft: Draft) => void put.push(draft), remove: async () => {} };
    const client = { request: async () => ({ text: kDocument, hash: "h1", version: 1 }) };
    const grounds = { title: "Met", sentences: ["3 visits would have been stopped"], address: "#/insight/lift" };
    await prepare_change(client as never, "sales", { keep: kKeep, grounds }, place);
    expect(put).toHaveLength(1);
    expect(put[0]).toMatchObject({ app: "sales", base_hash: "h1", grounds });
    expect(JSON.parse(put[0]!.text).quick_filters).toHaveLength(1);
  });
});
