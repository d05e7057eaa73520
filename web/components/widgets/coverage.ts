// A share by a group; where it is at risk, who could take over what is uncovered, one tap away.

import { html, nothing } from "lit";
import type { Group, Proposal, Widget } from "../../engine/generated/api.ts";
import { full_track, width_of } from "../bars.ts";
import { icon } from "../icons.ts";
import type { Texts } from "../text/index.ts";
import { group_name, level_label, type Assign, type Open } from "./kind.ts";

function reasons(proposal: Proposal): string {
  return [proposal.experience, proposal.load]
    .filter((figure) => figure !== undefined)
    .map(({ label, text }) => `${label} ${text}`)
    .join(" · ");
}

function proposal_view(widget: Widget, group: Group, proposal: Proposal, t: Texts, assign: Assign) {
  const name = t.assign_to(group.uncovered ?? 0, group.label, proposal.title);
  return html`<li>
    <span class="who"
      ><strong>${proposal.title}</strong> <span class="soft small number">${reasons(proposal)}</span></span
    >
    ${assign
      ? html`<button
          type="button"
          class="quiet"
          aria-label=${name}
          title=${name}
          ?disabled=${assign.is_busy}
          @click=${() => assign.to(widget, group, proposal)}
        >
          ${icon("check")}${t.assign}
        </button>`
      : nothing}
  </li>`;
}

function group_view(widget: Widget, group: Group, full: number, t: Texts, open: Open, assign: Assign) {
  const word = level_label(group.level, undefined, t);
  const content = html`<span class="name">${group_name(group)}</span>
    <span class="amount number"
      >${group.text}${word ? html` <span class="pill ${group.level}">${word}</span>` : nothing}</span
    >
    <span class="track"><i class=${group.level} .style=${`--share: ${width_of(group, full)}`}></i></span>`;
  const proposals = group.proposals;
  return html`<li>
    ${open
      ? html`<button type="button" class="bar" @click=${() => open(group)}>${content}</button>`
      : html`<div class="bar">${content}</div>`}
    ${proposals
      ? html`<div class="proposals">
          <p class="soft small">
            ${t.uncovered(group.uncovered ?? 0)}${proposals.length === 0 ? html` ${t.nobody_free}` : nothing}
          </p>
          ${proposals.length
            ? html`<ul aria-label=${t.proposed_for(group.label)}>
                ${proposals.map((proposal) => proposal_view(widget, group, proposal, t, assign))}
              </ul>`
            : nothing}
        </div>`
      : nothing}
  </li>`;
}

export function coverage(widget: Widget, t: Texts, open: Open, assign: Assign) {
  const groups = widget.groups ?? [];
  const full = full_track(groups, widget.format);
  return html`<h2>${widget.label}</h2>
    ${widget.help ? html`<p class="soft small">${widget.help}</p>` : nothing}
    ${groups.length === 0
      ? html`<p class="soft nothing">${t.no_value}</p>`
      : html`<ol class="bars coverage">
          ${groups.map((group) => group_view(widget, group, full, t, open, assign))}
        </ol>`}`;
}
