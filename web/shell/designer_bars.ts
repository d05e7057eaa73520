// What a designer must know about their work and decide, in bars that stay until that is done.

import { css, html, nothing, type TemplateResult } from "lit";
import type { AppGetReply, Diagnostic } from "../engine/generated/api.ts";
import { diagnostic_text } from "../components/element.ts";
import { icon } from "../components/icons.ts";
import { current_locale, type Texts } from "../components/text/index.ts";
import type { Grounds } from "./designer_drafts.ts";
import { at_places, place_words } from "./designer_places.ts";

const kMaxSentences = 3;

export interface Bars {
  /** Another version was saved meanwhile. */
  conflict: AppGetReply | undefined;
  load_theirs(): void;
  merge(): void;
  keep_mine(): void;
  /** Why the save was refused, and the text of which that speaks. */
  refused: Diagnostic[];
  refused_text: string;
  show_problems(): void;
  dismiss_refusal(): void;
  /** Saved on this device only. */
  unsent: boolean;
  /** The app began with nothing. */
  is_new_here: boolean;
  help(): void;
  dismiss_help(): void;
  /** Who else has the app open, in words; "" for nobody. */
  company: string;
  /** When the unsaved changes were made that are in edit again. */
  restored_at_ms: number | undefined;
  /** Where a page prepared them: what speaks for them. */
  grounds: Grounds | undefined;
  discard_restored(): void;
  dismiss_restored(): void;
}

export function bars_view(t: Texts, bars: Bars) {
  return html`${bars.conflict ? conflict_bar(t, bars, bars.conflict) : nothing}
  ${bars.refused.length ? refused_bar(t, bars) : nothing}
  ${bars.unsent ? bar("warning", html`<p>${t.design_unsent}</p>`, nothing) : nothing}
  ${bars.is_new_here ? help_bar(t, bars) : nothing}
  ${bars.company ? html`<div class="bar" role="status">${icon("person")}<div class="grow">${bars.company}</div></div>` : nothing}
  ${bars.restored_at_ms !== undefined ? restored_bar(t, bars, bars.restored_at_ms) : nothing}`;
}

function conflict_bar(t: Texts, bars: Bars, theirs: AppGetReply) {
  return bar(
    "warning",
    html`<p><strong>${t.design_conflict(theirs.version)}</strong> ${t.design_conflict_hint}</p>`,
    html`<button type="button" @click=${bars.merge}>${t.design.merge}</button>
      <button type="button" class="quiet" @click=${bars.load_theirs}>${t.design_load_theirs}</button>
      <button type="button" class="quiet" @click=${bars.keep_mine}>${t.design_keep_mine}</button>`,
  );
}

function refused_bar(t: Texts, bars: Bars) {
  const placed = at_places(bars.refused);
  const shown = placed.length ? placed : bars.refused;
  return bar(
    "danger",
    html`<p><strong>${t.design_refused(shown.length)}</strong></p>
      <ul>
        ${shown.slice(0, kMaxSentences).map((diagnostic) => html`<li>${with_place(bars.refused_text, diagnostic)}</li>`)}
        ${shown.length > kMaxSentences ? html`<li>${t.design_more_problems(shown.length - kMaxSentences)}</li>` : nothing}
      </ul>`,
    html`${placed.length
        ? html`<button type="button" @click=${bars.show_problems}>${t.design_show_problems}</button>`
        : nothing}
      ${close(t, bars.dismiss_refusal)}`,
  );
}

function restored_bar(t: Texts, bars: Bars, at_ms: number) {
  const time = new Intl.DateTimeFormat(current_locale(), { dateStyle: "short", timeStyle: "short" }).format(at_ms);
  return bar(
    "",
    bars.grounds
      ? html`<p><strong>${t.design_prepared(bars.grounds.title)}</strong></p>
          <ul>
            ${bars.grounds.sentences.map((sentence) => html`<li>${sentence}</li>`)}
          </ul>
          <p><a href=${bars.grounds.address} target="_blank">${t.design_prepared_rows}</a></p>`
      : html`<p>${t.design_restored(time)}</p>`,
    html`<button type="button" class="quiet" @click=${bars.discard_restored}>${t.design_discard_restored}</button>
      ${close(t, bars.dismiss_restored)}`,
  );
}

function help_bar(t: Texts, bars: Bars) {
  return html`<div class="bar" role="status">
    ${icon("form")}
    <div class="grow">${t.guide.begin}</div>
    <div class="actions">
      <button type="button" @click=${bars.help}>${t.guide.open}</button>
      <button type="button" class="quiet" @click=${bars.dismiss_help}>${t.guide.not_now}</button>
    </div>
  </div>`;
}

function with_place(text: string, diagnostic: Diagnostic): string {
  const place = place_words(text, diagnostic.place?.pointer ?? "", current_locale());
  return place ? `${place}: ${diagnostic_text(diagnostic)}` : diagnostic_text(diagnostic);
}

function close(t: Texts, done: () => void) {
  return html`<button type="button" class="icon quiet" aria-label=${t.close} @click=${done}>${icon("close")}</button>`;
}

function bar(kind: "" | "warning" | "danger", what: TemplateResult, actions: unknown) {
  return html`<div class="bar ${kind}" role=${kind === "" ? "status" : "alert"}>
    ${icon("alert")}
    <div class="grow">${what}</div>
    <div class="actions">${actions}</div>
  </div>`;
}

export const bar_styles = css`
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 12px;
    padding: 8px 16px;
    border-bottom: 1px solid var(--accent-line);
    background: var(--accent-soft);
    color: var(--accent-hover);
    font-size: 0.875rem;
  }
  .bar.warning {
    border-color: var(--warning-line);
    background: var(--warning-soft);
    color: var(--warning);
  }
  .bar.danger {
    border-color: var(--danger-line);
    background: var(--danger-soft);
    color: var(--danger);
  }
  .bar .grow {
    flex: 1;
    min-width: 220px;
  }
  .bar ul {
    margin: 2px 0 0;
    padding-inline-start: 18px;
    max-height: 4.5rem;
    overflow-y: auto;
    overflow-wrap: anywhere;
  }
  .bar .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
`;
