// Records by stage: each stage's share of all.

import { html, nothing } from "lit";
import type { Group, Widget } from "../../engine/generated/api.ts";
import { full_track, share_of_all, width_of } from "../bars.ts";
import type { Texts } from "../text/index.ts";
import { bar } from "./bars.ts";
import { grouped } from "./grouped.ts";
import type { Open } from "./kind.ts";

function stages(widget: Widget, groups: Group[], t: Texts, open: Open) {
  const full = full_track(groups, widget.format);
  return html`<ol class="bars funnel">
    ${groups.map((group) => {
      const share = share_of_all(group, groups);
      const content = html`<span class="name">${group.label}</span>
        <span class="amount number"
          ><b>${group.text}</b>${share
            ? html` <span class="soft small">${t.share_of_all(share)}</span>`
            : nothing}</span
        >
        <span class="track"><i class="none" .style=${`--share: ${width_of(group, full)}`}></i></span>`;
      return bar(group, content, open);
    })}
  </ol>`;
}

export function funnel(widget: Widget, t: Texts, open: Open) {
  return grouped(widget, t, (groups) => stages(widget, groups, t, open));
}
