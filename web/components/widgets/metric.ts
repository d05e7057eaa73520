// A number with its level, its way until now and what it should reach.

import { html, nothing } from "lit";
import type { Widget } from "../../engine/generated/api.ts";
import { compact_text } from "../compact_number.ts";
import { icon } from "../icons.ts";
import { digits_wide } from "../number_text.ts";
import type { Texts } from "../text/index.ts";
import { level_label, type Open } from "./kind.ts";
import { change_view, sparkline, target_view } from "./trend.ts";

export function metric(widget: Widget, t: Texts, open: Open) {
  const level = widget.level ?? "none";
  const word = level_label(level, widget.level_label, t);
  const text = widget.text || t.no_value;
  const short = compact_text(text);
  const shown = short ?? text;
  const body = html`<span class="label"><h2>${widget.label}</h2></span>
    <span class="row"
      ><span class="value number ${level}" title=${text} .style=${`--characters: ${digits_wide(shown)}`}>${shown}</span>${sparkline(widget, t)}</span
    >
    ${short ? html`<span class="soft small number">${text}</span>` : nothing} ${change_view(widget, t)}
    ${target_view(widget, t)}
    <span class="row">
      ${word ? html`<span class="pill ${level}">${word}</span>` : nothing}
      ${widget.count === undefined
        ? nothing
        : html`<span class="soft small number">${t.based_on(widget.count)}</span>`}
    </span>
    ${widget.help ? html`<span class="soft small help">${widget.help}</span>` : nothing}`;
  if (!open) return html`<div class="metric">${body}</div>`;
  return html`<div class="metric">
    ${body}
    <button type="button" class="cover" aria-label="${widget.label}: ${t.drill_hint}" @click=${() => open()}>
      ${icon("forward")}
    </button>
  </div>`;
}
