// What a person is shown on their first day, in four steps, by what their menu leads to: those with
// figures see where numbers lead, the others how a record begins.

import type { AppSummary } from "../engine/generated/api.ts";
import type { Texts } from "../components/text/index.ts";
import { may_create, menu_items, views_in_menu } from "./menu.ts";

export interface TourStep {
  title: string;
  text: string;
  /** What the step is about, and what leads there; undefined: it is in sight. */
  go: { address: string; label: string } | undefined;
  /** What the page points at. */
  points_at: "menu" | "tasks" | "content";
}

export const kTourSteps = 4;

export function tour_steps(t: Texts, app: AppSummary): TourStep[] {
  const items = menu_items(app);
  const views = views_in_menu(app);
  const view = app.views.find(({ id }) => views.includes(id));
  const dated = app.views.find(({ id, date, mine }) => views.includes(id) && (date !== undefined || mine)) ?? view;
  const dashboard = items.find(({ type }) => type === "dashboard");
  const steps = t.tour_steps;
  const tasks: TourStep = { ...steps.tasks, go: { address: "#/inbox", label: t.work_title }, points_at: "tasks" };
  const list: TourStep = { ...steps.list, go: view && { address: `#/view/${view.id}`, label: view.label }, points_at: "content" };
  if (dashboard) {
    const numbers: TourStep = { ...steps.numbers, go: { address: `#/dashboard/${dashboard.target}`, label: dashboard.label }, points_at: "content" };
    const ask: TourStep = { ...steps.ask, go: { address: "#/ask", label: t.ask }, points_at: "menu" };
    return [numbers, list, ask, tasks];
  }
  const form = app.forms.find(({ entity }) => may_create(app, entity) && (view === undefined || entity === view.entity)) ?? app.forms.find(({ entity }) => may_create(app, entity));
  const menu: TourStep = { ...steps.menu, go: undefined, points_at: "menu" };
  const record: TourStep = form ? { ...steps.record, go: { address: `#/form/${form.id}`, label: t.new_record(form.label) }, points_at: "content" } : list;
  const plan: TourStep = { ...steps.plan, go: dated && { address: `#/view/${dated.id}?look=calendar`, label: dated.label }, points_at: "content" };
  return [menu, record, plan, tasks];
}
