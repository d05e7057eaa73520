import { expect, it } from "vitest";
import { change_of } from "./trend.ts";

const points = (text: string) => `${text} points`;
const was = (value: string | null) => ({ from: "2026-10-01", to: "2026-10-30", value, text: value ?? "–" });

it("compares shares by points, other numbers by a part of what was", () => {
  expect(change_of({ value: "0.87", format: "percent", before: was("0.845") }, points)).toEqual({ way: "up", text: "2.5 points" });
  expect(change_of({ value: "90", format: "number", before: was("120") }, points)).toEqual({ way: "down", text: "25%" });
  expect(change_of({ value: "5", format: "number", before: was("5") }, points)).toEqual({ way: "same", text: "0%" });
});

it("says nothing where there is nothing to compare with", () => {
  expect(change_of({ value: "5", format: "number" }, points)).toBeUndefined();
  expect(change_of({ value: "5", format: "number", before: was(null) }, points)).toBeUndefined();
  expect(change_of({ value: null, format: "number", before: was("4") }, points)).toBeUndefined();
  expect(change_of({ value: "5", format: "number", before: was("0") }, points)).toBeUndefined();
});
