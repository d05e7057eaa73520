// What a person must know before typing: where data is kept, what failed, what waits.

import { html, nothing } from "lit";
import type { SyncStatusReply } from "../engine/generated/api.ts";
import type { EngineStatus } from "../engine/protocol.ts";
import { diagnostic_text } from "../components/element.ts";
import { icon } from "../components/icons.ts";
import type { Texts } from "../components/text/index.ts";
import { version_before, wish_for_version } from "./version_wish.ts";

/** What the engine says at its start that hinders nothing. */
const kTold: ReadonlySet<string> = new Set(["storage.rebuilt", "engine.clock_behind", "engine.clock_moved"]);

export interface Notices {
  status: EngineStatus | undefined;
  problem: string;
  /** Takes a newer version of the site on. */
  update: (() => void) | undefined;
  restart: () => void;
}

export function notices_view(t: Texts, { status, problem, update, restart }: Notices) {
  if (!status) return nothing;
  return html`${status.storage === "memory" && status.phase !== "failed"
      ? html`<div class="notice warning" role="alert">
          ${icon("alert")}
          <p>
            <strong>${t.memory_title}</strong> ${t[`memory_${status.memory_reason ?? "no_opfs"}`]}
            ${status.memory_reason === "insecure_context" ? connection_link(t) : nothing}
          </p>
        </div>`
      : nothing}
    ${status.phase === "lost"
      ? html`<div class="notice danger" role="alert">
          ${icon("alert")}
          <p class="grow"><strong>${t.lost_title}</strong> ${t.lost_text}</p>
          <button type="button" @click=${restart}>${t.lost_restart}</button>
        </div>`
      : nothing}
    ${status.storage === "hub" ? on_hub_view(t) : nothing}
    ${status.sync?.rows_left ? receiving_view(t, status.sync) : nothing}
    ${status.diagnostics
      ?.filter(({ code }) => kTold.has(code))
      .map((told) => html`<p class="notice" role="status">${diagnostic_text(told)}</p>`)}
    ${update
      ? html`<div class="notice" role="status">
          <p class="grow">${t.update_ready}</p>
          <button type="button" class="quiet" @click=${update}>${t.update_now}</button>
        </div>`
      : nothing}
    ${problem ? html`<p class="notice danger" role="alert">${problem}</p>` : nothing}`;
}

// An app's pages lie two folders below the site.
const connection_link = (t: Texts) => html`<a href="../../connection.html">${t.connection_more}</a>`;

function on_hub_view(t: Texts) {
  return html`<div class="notice">
    <p>${window.isSecureContext ? t.on_hub : html`${t.connection_on_hub} ${connection_link(t)}`}</p>
  </div>`;
}

/** People work while the rest comes; what is not here yet is missing in lists and numbers. */
function receiving_view(t: Texts, { rows, rows_left }: SyncStatusReply) {
  const text = t.receiving(rows, rows + rows_left);
  return html`<div class="notice receiving">
    <p>${text}</p>
    <progress max=${rows + rows_left} value=${rows} aria-label=${text}></progress>
  </div>`;
}

export function waiting_view(t: Texts, app_id: string, status: EngineStatus | undefined, patient: boolean) {
  if (status?.phase === "failed") {
    const before = version_before(status);
    const go_back = (version: number) => {
      wish_for_version(app_id, version);
      location.reload();
    };
    return html`<div class="waiting card" role="alert">
      <h1>${t.failed_title}</h1>
      ${(status.diagnostics ?? []).map((d) => html`<p>${diagnostic_text(d)}</p>`)}
      ${before === undefined
        ? nothing
        : html`<button type="button" class="primary" @click=${() => go_back(before)}>${t.failed_use_version(before)}</button>`}
      <button type="button" @click=${() => location.reload()}>${t.retry}</button>
    </div>`;
  }
  const { progress } = status ?? {};
  return html`<div class="waiting" role="status">
    <span class="mark large" aria-hidden="true"></span>
    ${progress
      ? html`<p>${(status?.phase === "filling" ? t.filling : t.importing)(progress.done, progress.total)}</p>
          <progress max=${progress.total} value=${progress.done} aria-label=${t.starting}></progress>`
      : html`<p>${t.starting}</p>
          <progress aria-label=${t.starting}></progress>
          <p class="soft small">${waiting_for(t, status, patient)}</p>`}
  </div>`;
}

function waiting_for(t: Texts, status: EngineStatus | undefined, patient: boolean): string {
  if (status?.phase === "importing") return t.starting_sample;
  if (status?.phase === "filling") return t.starting_fill;
  return status?.epoch || patient ? t.starting_program : t.starting_long;
}
