// Records by stage, as a funnel: how many came at least so far, how many stand there, and what part went
// on from the stage before. Those that were given up count at the stage where they stand.

import { html, nothing } from "lit";
import type { Group, Widget } from "../../engine/generated/api.ts";
import { axis_text } from "../compact_number.ts";
import { reached_of } from "../bars.ts";
import type { Texts } from "../text/index.ts";
import { grouped } from "./grouped.ts";
import type { Open } from "./kind.ts";

function stages(groups: Group[], t: Texts, open: Open) {
  const reached = reached_of(groups);
  const all = reached[0] || 1;
  const width = (place: number) => `${Math.max(6, ((reached[place] ?? reached[place - 1] ?? 0) / all) * 100).toFixed(2)}%`;
  return html`<ol class="funnel">
    ${groups.map((group, place) => {
      const before = reached[place - 1];
      const share = before ? axis_text(reached[place]! / before, "percent") : "";
      const content = html`<span class="name">${group.label}</span>
        <span class="shape" aria-hidden="true"
          ><i .style=${`--from: ${width(place)}; --to: ${width(place + 1)}`}></i><b class="number">${axis_text(reached[place]!, undefined)}</b></span
        >
        <span class="visually-hidden">${t.funnel_reached(reached[place]!)}</span>
        <span class="soft small number">${t.funnel_standing(group.text)}</span>`;
      return html`${share
          ? html`<li class="step"><span class="number">${t.funnel_went_on(share)}</span></li>`
          : nothing}
        <li>
          ${open
            ? html`<button type="button" class="stage" @click=${() => open(group)}>${content}</button>`
            : html`<div class="stage">${content}</div>`}
        </li>`;
    })}
  </ol>`;
}

export function funnel(widget: Widget, t: Texts, open: Open) {
  return grouped(widget, t, (groups) => stages(groups, t, open));
}
