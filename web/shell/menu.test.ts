import { describe, expect, it, vi } from "vitest";
import type { AppSummary } from "../engine/generated/api.ts";
import { texts } from "../components/text/index.ts";
import { is_mine, menu_entries } from "./menu.ts";

const kApp: AppSummary = {
  id: "ward",
  version: 1,
  hash: "",
  label: "Ward",
  locales: ["en"],
  time_zone: "Asia/Shanghai",
  role: "nurse",
  chooses_role: false,
  roles: [
    {
      id: "nurse",
      label: "Nurse",
      menu: [
        { type: "view", target: "beds", label: "Beds" },
        { type: "workflow", target: "care", label: "Care", mine: true },
        { type: "view", target: "beds", label: "Beds again" },
      ],
    },
    { id: "head", label: "Head", menu: [{ type: "workflow", target: "care", label: "Care" }], outbox: true },
  ],
  forms: [{ id: "bed", entity: "bed", label: "New bed" }],
  views: [{ id: "beds", entity: "bed", label: "All beds", searchable: false }],
  workflows: [{ id: "care", entity: "bed", label: "Care" }],
  dashboards: [],
  quick_filters: [],
  entities: [],
};

describe("the menu", () => {
  const labels = (app: AppSummary) => menu_entries(texts(), app).map(({ label }) => label);

  it("is what the document gives the role, each page once", () => {
    expect(labels(kApp)).toEqual(["Beds", "Care"]);
    expect(labels({ ...kApp, role: "head" })).toEqual(["Care", texts().outbox]);
  });

  it("is empty for a role that the app does not have, and whole in an app without roles", () => {
    expect(labels({ ...kApp, role: "" })).toEqual([]);
    expect(labels({ ...kApp, role: "", roles: [] })).toEqual(["All beds", "Care", "New bed"]);
  });

  it("lets those ask who read figures, and holds what they keep", () => {
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => (key.endsWith(".ward") ? '["beds > 3"]' : null),
      setItem: () => {},
    });
    const figures = { type: "dashboard" as const, target: "main", label: "Main" };
    const app = { ...kApp, roles: [{ id: "nurse", label: "Nurse", menu: [figures] }] };
    expect(labels(app)).toEqual(["Main", texts().ask, "beds > 3", texts().insight]);
    expect(menu_entries(texts(), app)[2]?.address).toBe("#/ask?text=beds%20%3E%203");
    vi.unstubAllGlobals();
  });

  it("says whose records a workflow shows", () => {
    expect(is_mine(kApp, "care")).toBe(true);
    expect(is_mine({ ...kApp, role: "head" }, "care")).toBe(false);
  });
});
