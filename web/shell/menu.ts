// The page's menu: what the app document gives the person's role.

import { html, nothing } from "lit";
import type { AppSummary, AppSummaryRole, MenuItem } from "../engine/generated/api.ts";
import { icon } from "../components/icons.ts";
import type { IconName } from "../components/icons.ts";
import { kept_questions } from "../components/kept_questions.ts";
import { ask_address } from "./route.ts";
import type { Texts } from "../components/text/index.ts";

/** As many fit at the foot of a phone; the others come with "more". */
const kPhoneEntries = 5;

export interface Entry {
  address: string;
  label: string;
  icon: IconName;
}

const kIcons: Record<string, IconName> = {
  view: "list",
  form: "add",
  dashboard: "chart",
  workflow: "funnel",
  quick_filter: "filter",
};

/** The role that the engine says the page acts in. */
export function role_in(app: AppSummary): AppSummaryRole | undefined {
  return app.roles.find(({ id }) => id === app.role);
}

/** What the role's menu holds; of an app without roles everything it has. The first is where people start. */
export function menu_items(app: AppSummary): MenuItem[] {
  if (app.roles.length) return role_in(app)?.menu ?? [];
  const of = (type: MenuItem["type"], list: { id: string; label: string }[]): MenuItem[] =>
    list.map(({ id, label }) => ({ type, target: id, label }));
  return [
    ...of("dashboard", app.dashboards),
    ...of("view", app.views),
    ...of("workflow", app.workflows),
    ...of("quick_filter", app.quick_filters),
    ...of("form", app.forms),
  ];
}

export function views_in_menu(app: AppSummary): string[] {
  return menu_items(app).filter(({ type }) => type === "view").map(({ target }) => target);
}

export function menu_entries(t: Texts, app: AppSummary): Entry[] {
  const outbox: Entry = { address: "#/outbox", label: t.outbox, icon: "send" };
  const entries = [
    ...menu_items(app).map(entry_of),
    ...(asks(app) ? ask_entries(t, app) : []),
    ...(role_in(app)?.outbox ? [outbox] : []),
  ];
  return entries.filter(
    (entry, index) => entries.findIndex((other) => other.address === entry.address) === index,
  );
}

/** Whoever reads figures may ask for others. */
function asks(app: AppSummary): boolean {
  return menu_items(app).some(({ type }) => type === "quick_filter" || type === "dashboard");
}

function ask_entries(t: Texts, app: AppSummary): Entry[] {
  const kept = kept_questions(app.id).map((text): Entry => ({ address: ask_address(text), label: text, icon: "filter" }));
  return [
    { address: "#/ask", label: t.ask, icon: "search" },
    ...kept,
    { address: "#/insight", label: t.insight, icon: "chart" },
  ];
}

/** Whether the person may bring records of the entity in from files. */
export function may_import(app: AppSummary, entity: string): boolean {
  return Boolean(app.entities.find(({ id }) => id === entity)?.may_import);
}

/** Whether the person may make records of the entity. */
export function may_create(app: AppSummary, entity: string): boolean {
  return Boolean(app.entities.find(({ id }) => id === entity)?.may_create);
}

/** Whether the menu shows the workflow with the person's own records alone. */
export function is_mine(app: AppSummary, workflow: string): boolean {
  return menu_items(app).some(({ type, target, mine }) => type === "workflow" && target === workflow && mine);
}

function entry_of({ type, target, label }: MenuItem): Entry {
  return { address: `#/${type}/${encodeURIComponent(target)}`, label, icon: kIcons[type] ?? "list" };
}

export interface MenuView {
  entries: Entry[];
  here: string;
  /** All entries are shown, also those that a phone folds. */
  all: boolean;
  on_form: boolean;
  on_more: () => void;
}

export function menu_view(t: Texts, { entries, here, all, on_form, on_more }: MenuView) {
  const crowded = entries.length > kPhoneEntries;
  return html`<nav
    aria-label=${t.menu}
    class="${crowded ? "crowded" : ""} ${all ? "all" : ""}"
    ?data-form=${on_form}
  >
    <ul>
      ${entries.map((entry) => {
        const current = here === entry.address || /^[/?]/.test(here.slice(entry.address.length));
        return html`<li>
          <a
            href=${entry.address}
            aria-current=${current && here.startsWith(entry.address) ? "page" : nothing}
            >${icon(entry.icon)}<span>${entry.label}</span></a
          >
        </li>`;
      })}
      ${entries.length
        ? html`<li class="more">
            <button type="button" aria-expanded=${all ? "true" : "false"} @click=${on_more}>
              ${icon(all ? "down" : "list")}<span>${t.more}</span>
            </button>
          </li>`
        : nothing}
    </ul>
    <tollgate-theme-choice></tollgate-theme-choice>
  </nav>`;
}
