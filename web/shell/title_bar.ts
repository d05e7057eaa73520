// The bar on top of an app's page: its name, whom the page acts for, how far this device is with the hub,
// messages, and the other language.

import { html, nothing } from "lit";
import type { AppSummary, SyncStatusReply } from "../engine/generated/api.ts";
import { icon } from "../components/icons.ts";
import "../components/sync_state.ts";
import { current_locale, kLocales, set_locale } from "../components/text/index.ts";
import type { Texts } from "../components/text/index.ts";
import { role_in } from "./menu.ts";

export interface TitleBar {
  site_url: string;
  /** undefined: it is not read yet. */
  app: AppSummary | undefined;
  /** The app has people, and none of them is chosen. */
  is_nobody: boolean;
  /** Who is shown in the corner; undefined: the app knows no people. */
  person: { name: string; hint: string; on_press: () => void } | undefined;
  sync: SyncStatusReply | undefined;
  /** Messages that were not read; undefined: no hub says so. */
  unread: number | undefined;
  on_role: (role: string) => void;
}

export function title_bar(t: Texts, bar: TitleBar) {
  const { app } = bar;
  const role = app && !bar.is_nobody ? role_in(app) : undefined;
  return html`<header class="top">
    <a class="brand" href=${bar.site_url} aria-label="${t.start_title} ${t.home}"><span class="mark" aria-hidden="true"></span></a
    ><strong class="grow app-name">${app?.label ?? t.start_title}${role && !app?.chooses_role ? html` <span class="role">${role.label}</span>` : nothing}</strong>
    ${role_choice(t, bar)}
    ${bar.sync
      ? html`<tollgate-sync
          .status=${bar.sync}
          .link=${(entity: string, record: string) => `#/record/${encodeURIComponent(entity)}/${encodeURIComponent(record)}`}
        ></tollgate-sync>`
      : nothing}
    ${bell(t, bar)} ${person_chip(bar)} ${locale_button()}
  </header>`;
}

/** Where the app does not tell the role from the person's record. */
function role_choice(t: Texts, { app, on_role }: TitleBar) {
  if (!app?.chooses_role || app.roles.length < 2) return nothing;
  return html`<select class="role" aria-label=${t.role} @change=${(event: Event) => on_role((event.target as HTMLSelectElement).value)}>
    ${app.roles.map(({ id, label }) => html`<option value=${id} .selected=${id === app.role}>${label}</option>`)}
  </select>`;
}

function bell(t: Texts, { app, is_nobody, unread }: TitleBar) {
  if (!app || is_nobody) return nothing;
  const many = (unread ?? 0) > 99 ? "99+" : String(unread);
  return html`<a class="bell" href="#/inbox" aria-label="${t.inbox}${unread ? ` · ${t.inbox_unread(unread)}` : ""}"
    >${icon("bell")}${unread ? html`<span class="count" aria-hidden="true">${many}</span>` : nothing}</a
  >`;
}

function person_chip({ person }: TitleBar) {
  if (!person) return nothing;
  return html`<button type="button" class="person" aria-label="${person.name} · ${person.hint}" @click=${person.on_press}>
    ${icon("person")}<span>${person.name}</span>
  </button>`;
}

function locale_button() {
  const other = kLocales.find(({ id }) => id !== current_locale()) ?? kLocales[0];
  const short = other.id === "zh-CN" ? "中" : "EN";
  return html`<button type="button" class="locale" lang=${other.id} aria-label="${short} · ${other.name}" @click=${() => set_locale(other.id)}>
    ${short}
  </button>`;
}
