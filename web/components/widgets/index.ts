// The kinds of widgets, one file each; a kind without a view does not pass the type check.

import type { Widget } from "../../engine/generated/api.ts";
import { breakdown } from "./breakdown.ts";
import { checks } from "./checks.ts";
import { coverage } from "./coverage.ts";
import { funnel } from "./funnel.ts";
import type { WidgetView } from "./kind.ts";
import { line } from "./line.ts";
import { metric } from "./metric.ts";
import { table } from "./table.ts";

export const widget_views: Record<Widget["type"], WidgetView> = {
  metric,
  breakdown,
  line,
  funnel,
  table,
  checks,
  coverage,
};
