import { expect, it } from "vitest";
import type { AppSummary } from "../engine/generated/api.ts";
import { texts } from "../components/text/index.ts";
import { kTourSteps, tour_steps } from "./tour_steps.ts";

const app = {
  id: "a", role: "one", entities: [{ id: "visit", label: "Visit", form: "visit", may_create: true }], forms: [{ id: "visit", entity: "visit", label: "Visit" }],
  views: [{ id: "mine", entity: "visit", label: "Mine", searchable: true, mine: true }], dashboards: [{ id: "health", label: "Health" }], workflows: [], quick_filters: [],
  roles: [
    { id: "one", label: "One", menu: [{ type: "view", target: "mine", label: "Mine" }] },
    { id: "two", label: "Two", menu: [{ type: "dashboard", target: "health", label: "Health" }] },
  ],
} as unknown as AppSummary;

it("those who record are led to a record and the calendar, those with figures to where numbers lead", () => {
  const led = (role: string) => tour_steps(texts(), { ...app, role }).map(({ go }) => go?.address);
  expect(led("one")).toEqual([undefined, "#/form/visit", "#/view/mine?look=calendar", "#/inbox"]);
  expect(led("two")).toEqual(["#/dashboard/health", undefined, "#/ask", "#/inbox"]);
  expect(led("one").length).toBe(kTourSteps);
});
