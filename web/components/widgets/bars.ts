// Groups as bars.

import { html, nothing, type TemplateResult } from "lit";
import type { Group, Widget } from "../../engine/generated/api.ts";
import { full_track, width_of } from "../bars.ts";
import type { Texts } from "../text/index.ts";
import { group_name, level_label, type Open } from "./kind.ts";

/** A group's line: a button where something lies below it. */
export function bar(group: Group, content: TemplateResult, open: Open) {
  return html`<li aria-current=${group.current_label ? "date" : nothing}>
    ${open
      ? html`<button type="button" class="bar" @click=${() => open(group)}>${content}</button>`
      : html`<div class="bar">${content}</div>`}
  </li>`;
}

export function bars_view(groups: Group[], format: Widget["format"], t: Texts, open: Open) {
  const full = full_track(groups, format);
  return html`<ol class="bars">
    ${groups.map((group) => {
      const level = group.level ?? "none";
      const word = level_label(level, undefined, t);
      const content = html`<span class="name">${group_name(group)}</span>
        <span class="amount number">${group.text}${word ? html` <span class="pill ${level}">${word}</span>` : nothing}</span>
        <span class="track"
          ><i class=${level} .style=${`--share: ${width_of(group, full)}`}></i
        ></span>`;
      return bar(group, content, open);
    })}
  </ol>`;
}
