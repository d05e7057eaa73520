// Rules over metrics, one a row: figures today, healthy or at risk and since when, and the way to those concerned.

import { html, nothing } from "lit";
import type { Check, Widget } from "../../engine/generated/api.ts";
import { icon } from "../icons.ts";
import type { Texts } from "../text/index.ts";
import type { Open } from "./kind.ts";

function state_word(check: Check, t: Texts): string {
  const words = { good: t.check_healthy, warning: t.check_between, risk: t.check_at_risk, none: t.check_unknown };
  return words[check.level];
}

function who(check: Check, t: Texts, open: Open) {
  const { concerned } = check;
  if (!open || !check.drillable) return nothing;
  if (concerned === 0) return html`<span class="soft">${t.check_nobody}</span>`;
  const text = concerned === undefined ? t.drill_hint : t.check_concerned(concerned);
  const target = { key: check.id, label: check.label, value: null, text, level: check.level, count: concerned ?? 0 };
  return html`<button type="button" class="link" aria-label="${check.label}: ${text}" @click=${() => open(target)}>
    ${text}${icon("forward")}
  </button>`;
}

function row(check: Check, t: Texts, open: Open) {
  return html`<tr>
    <th scope="row">
      ${check.label} ${check.help ? html`<span class="soft small help">${check.help}</span>` : nothing}
    </th>
    <td>
      <dl class="figures">
        ${check.figures.map(
          (figure, index) =>
            html`<div class=${index === 0 ? "first" : ""} title=${figure.help ?? nothing}>
              <dt>${figure.label}</dt>
              <dd class="number">${figure.text || t.no_value}</dd>
            </div>`,
        )}
      </dl>
    </td>
    <td>
      <span class="pill ${check.level}">${state_word(check, t)}</span>
      ${check.since
        ? html`<span class="soft small since number">${t.check_since(check.since, check.since_is_earlier ?? false)}</span>`
        : nothing}
    </td>
    <td class="who">${who(check, t, open)}</td>
  </tr>`;
}

export function checks(widget: Widget, t: Texts, open: Open) {
  const all = widget.checks ?? [];
  return html`<h2>${widget.label}</h2>
    ${all.length === 0
      ? html`<p class="soft nothing">${t.no_value}</p>`
      : html`<table class="checks" aria-label=${widget.label}>
          <thead>
            <tr>
              <th scope="col"><span class="visually-hidden">${widget.label}</span></th>
              <th scope="col">${t.check_figures}</th>
              <th scope="col">${t.check_state}</th>
              <th scope="col">${t.check_who}</th>
            </tr>
          </thead>
          <tbody>
            ${all.map((check) => row(check, t, open))}
          </tbody>
        </table>`}`;
}
