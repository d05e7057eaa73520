// What all kinds of widgets with groups have around them: heading, help, and how many are shown.

import { html, nothing, type TemplateResult } from "lit";
import type { Group, Widget } from "../../engine/generated/api.ts";
import type { Texts } from "../text/index.ts";

export function grouped(widget: Widget, t: Texts, body: (groups: Group[]) => TemplateResult) {
  const groups = widget.groups ?? [];
  return html`<h2>${widget.label}</h2>
    ${widget.help ? html`<p class="soft small">${widget.help}</p>` : nothing}
    ${groups.length === 0 ? html`<p class="soft nothing">${t.no_value}</p>` : body(groups)}
    ${widget.group_total
      ? html`<p class="soft small cut">${t.groups_shown_of(groups.length, widget.group_total)}</p>`
      : nothing}`;
}
