// What a dashboard asks of each kind of widget.

import { html, nothing, type TemplateResult } from "lit";
import type { Group, Level, Proposal, Widget } from "../../engine/generated/api.ts";
import type { Texts } from "../text/index.ts";

/** Opens what is below the widget, or below one of its groups; undefined: nothing is. */
export type Open = ((group?: Group) => void) | undefined;

/** Gives what is uncovered in a group to a person who is proposed for it; undefined: nobody may. */
export type Assign = { to: (widget: Widget, group: Group, proposal: Proposal) => void; is_busy: boolean } | undefined;

/** The whole inside of a widget's card. */
export type WidgetView = (widget: Widget, t: Texts, open: Open, assign: Assign) => TemplateResult;

export function level_label(level: Level, label: string | undefined, t: Texts): string {
  if (label) return label;
  return level === "none" ? "" : t[`level_${level}`];
}

/** What a group is called; the period of time that we are in says so in words. */
export function group_name(group: Group) {
  const mark = group.current_label
    ? html` <span class="pill plain accent">${group.current_label}</span>`
    : nothing;
  return html`${group.label || "—"}${mark}`;
}
