import { expect, test } from "vitest";
import { theme_marks } from "./theme.ts";

test("the system's wish for contrast holds until somebody chooses", () => {
  expect(theme_marks("system", false)).toEqual({});
  expect(theme_marks("system", true)).toEqual({ contrast: "more" });
  expect(theme_marks("dark", true)).toEqual({ theme: "dark" });
  expect(theme_marks("contrast", false)).toEqual({ contrast: "more" });
});
