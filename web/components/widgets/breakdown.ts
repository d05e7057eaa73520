// A metric by a group, as bars.

import type { Widget } from "../../engine/generated/api.ts";
import type { Texts } from "../text/index.ts";
import { bars_view, split_bars } from "./bars.ts";
import { grouped } from "./grouped.ts";
import type { Open } from "./kind.ts";

export function breakdown(widget: Widget, t: Texts, open: Open) {
  return grouped(widget, t, (groups) =>
    widget.series ? split_bars(widget, groups, t, open) : bars_view(groups, widget.format, t, open),
  );
}
