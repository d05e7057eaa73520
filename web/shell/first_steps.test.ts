import { expect, test } from "vitest";
import type { AppSummary } from "../engine/generated/api.ts";
import { zh_cn } from "../components/text/zh_cn.ts";
import { first_steps, has_nothing_to_show } from "./first_steps.ts";

const nothing = { entities: [], forms: [], roles: [], workflows: [], views: [], dashboards: [] } as unknown as AppSummary;
const one = [{ id: "store", label: "门店" }];

const done = (app: Partial<AppSummary>) =>
  first_steps(zh_cn, { ...nothing, ...app } as AppSummary).map(({ done }) => done);

test("a blank app leads to what it needs, and a step is done when its part is there", () => {
  expect(has_nothing_to_show(nothing)).toBe(true);
  expect(done({})).toEqual([false, false, false, false]);
  // Whoever can record something needs both, what and by which form.
  expect(done({ entities: one } as never)).toEqual([false, false, false, false]);
  expect(done({ entities: one, forms: one } as never)).toEqual([true, false, false, false]);
  expect(done({ roles: one, users_entity: "person" } as never)).toEqual([false, true, false, false]);
  expect(done({ workflows: one, views: one } as never)).toEqual([false, false, true, true]);
  expect(has_nothing_to_show({ ...nothing, forms: one } as never)).toBe(false);
});
