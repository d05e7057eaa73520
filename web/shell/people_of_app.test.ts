import { describe, expect, it } from "vitest";
import { people_of_app } from "./people_of_app.ts";

const person = {
  id: "person",
  title: "name",
  fields: [
    { id: "code", type: "text" },
    { id: "name", type: "text" },
    { id: "role", type: "choice", options: [{ id: "clerk", label: { "zh-CN": "巡检员", en: "Clerk" } }, { id: "boss" }] },
  ],
};

describe("an app's people", () => {
  it("have a name, and the roles of the field that says them", () => {
    const text = JSON.stringify({ users: { entity: "person", role: "role" }, entities: [person] });
    expect(people_of_app(text, "en")).toEqual({
      entity: "person",
      name_field: "name",
      role_field: "role",
      roles: [{ id: "clerk", label: "Clerk" }, { id: "boss", label: "boss" }],
    });
    expect(people_of_app(text, "zh-CN")?.roles[0]?.label).toBe("巡检员");
  });
  it("need a name alone where roles are computed or missing", () => {
    const composed = { ...person, title: "code + name" };
    const text = JSON.stringify({ users: { entity: "person", role: "if code = null then 1 else 2" }, entities: [composed] });
    expect(people_of_app(text, "en")).toMatchObject({ name_field: "code", role_field: undefined, roles: [] });
  });
  it("are none where the document has none", () => {
    expect(people_of_app(JSON.stringify({ entities: [person] }), "en")).toBeUndefined();
    expect(people_of_app(JSON.stringify({ users: { entity: "gone" }, entities: [person] }), "en")).toBeUndefined();
  });
});
