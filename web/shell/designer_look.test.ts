import { describe, expect, it } from "vitest";
import type { AppSummary, Person } from "../engine/generated/api.ts";
import { other_pages, people_by_role } from "./designer_look.ts";

const app = {
  role: "rep",
  roles: [
    { id: "lead", label: "Lead", menu: [] },
    {
      id: "rep",
      label: "Rep",
      menu: [
        { type: "form", target: "visit", label: "New visit" },
        { type: "view", target: "mine", label: "Mine" },
        { type: "dashboard", target: "main", label: "Main" },
      ],
    },
  ],
} as unknown as AppSummary;
const person = (record: string, role?: string) => ({ record, title: record, role }) as unknown as Person;

describe("looking at the app as somebody", () => {
  it("lists people by role, those without one last", () => {
    const groups = people_by_role(app, [person("a", "Rep"), person("b"), person("c", "Lead"), person("d", "Rep")]);
    expect(groups.map(({ label, people }) => [label, people.map(({ record }) => record)])).toEqual([
      ["Lead", ["c"]],
      ["Rep", ["a", "d"]],
      ["", ["b"]],
    ]);
  });

  it("offers the pages of the person's menu beside the forms", () => {
    expect(other_pages(app).map(({ target }) => target)).toEqual(["mine", "main"]);
  });
});
