// What the designer's preview shows, and through whose eyes: anybody of the app, any page of their menu.

import { html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { AppSummary, MenuItem, Person } from "../engine/generated/api.ts";
import type { EngineClient } from "../engine/client.ts";
import "../components/board.ts";
import "../components/dashboard.ts";
import "../components/form.ts";
import "../components/list.ts";
import "../components/quick_filter.ts";
import type { Texts } from "../components/text/index.ts";
import { menu_items } from "./menu.ts";

export interface Look {
  app: AppSummary;
  client: EngineClient;
  people: readonly Person[];
  /** The person that it is looked at as; "" for nobody. */
  person: string;
  /** A form's id, or a page of the menu: "view:my_visits". */
  page: string;
  on_person: (record: string) => void;
  on_page: (page: string) => void;
}

/** Pages of the person's menu that are no forms: those stand in a list of their own. */
export function other_pages(app: AppSummary): MenuItem[] {
  return menu_items(app).filter(({ type }) => type !== "form");
}

/** People by the role that the app tells of them, in the order of the app's roles. */
export function people_by_role(app: AppSummary, people: readonly Person[]): { label: string; people: Person[] }[] {
  const groups = app.roles.map(({ label }) => ({
    label,
    people: people.filter(({ role }) => role === label),
  }));
  const others = people.filter(({ role }) => !app.roles.some(({ label }) => label === role));
  return [...groups, { label: "", people: others }].filter((group) => group.people.length > 0);
}

export function look_choices(t: Texts, look: Look) {
  const { app, people } = look;
  const pages = other_pages(app);
  const option = (value: string, label: string, now: string) =>
    html`<option value=${value} .selected=${value === now}>${label}</option>`;
  const value_of = (event: Event) => (event.target as HTMLSelectElement).value;
  return html`${people.length > 0
    ? html`<label class="look"
        ><span>${t.preview_as}</span
        ><select @change=${(event: Event) => look.on_person(value_of(event))}>
          ${people_by_role(app, people).map(({ label, people: of_role }) =>
            label
              ? html`<optgroup label=${label}>
                  ${of_role.map(({ record, title }) => option(record, title, look.person))}
                </optgroup>`
              : of_role.map(({ record, title }) => option(record, title, look.person)),
          )}
        </select></label
      >`
    : nothing}
  ${app.forms.length + pages.length > 1
    ? html`<select aria-label=${t.preview_form} @change=${(event: Event) => look.on_page(value_of(event))}>
        ${app.forms.map(({ id, label }) => option(id, label, look.page))}
        ${pages.length
          ? html`<optgroup label=${t.preview_menu}>
              ${pages.map(({ type, target, label }) => option(`${type}:${target}`, label, look.page))}
            </optgroup>`
          : nothing}
      </select>`
    : nothing}`;
}

/** A page of the menu, as it stands in the app; nothing for a form, which the preview shows itself. */
export function look_page({ app, client, page, person }: Look) {
  const [type, target] = [page.slice(0, page.indexOf(":")), page.slice(page.indexOf(":") + 1)];
  const item = other_pages(app).find((one) => one.type === type && one.target === target);
  if (!item) return nothing;
  // Another person's page begins anew.
  return keyed(`${person}/${page}`, element_of(item, client));
}

function element_of({ type, target, mine }: MenuItem, client: EngineClient) {
  switch (type) {
    case "view":
      return html`<tollgate-list .client=${client} .view=${target}></tollgate-list>`;
    case "dashboard":
      return html`<tollgate-dashboard .client=${client} .dashboard=${target}></tollgate-dashboard>`;
    case "workflow":
      return html`<tollgate-board .client=${client} .workflow=${target} .mine=${mine ?? false}></tollgate-board>`;
    case "quick_filter":
      return html`<tollgate-quick-filter .client=${client} .filter=${target}></tollgate-quick-filter>`;
    default:
      return nothing;
  }
}
