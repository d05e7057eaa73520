// The page's menu: what the app document gives the person's role.

import { html, nothing } from "lit";
import type { AppSummary, MenuItem } from "../engine/generated/api.ts";
import { icon } from "../components/icons.ts";
import type { IconName } from "../components/icons.ts";
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

/** `roles`: those the page is for; the first that the app has gives the menu when nobody is chosen. */
export function menu_entries(app: AppSummary, roles: string[], more: Entry[]): Entry[] {
  const of = (id: string | undefined) => app.roles.find((role) => role.id === id);
  const own = roles.includes(app.role) ? of(app.role) : undefined;
  const role = own ?? roles.map(of).find(Boolean);
  const items = role?.menu ?? app.roles.flatMap(({ menu }) => menu);
  const entries = [...items.map(entry_of), ...more];
  return entries.filter(
    (entry, index) => entries.findIndex((other) => other.address === entry.address) === index,
  );
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
      ${crowded
        ? html`<li class="more">
            <button type="button" aria-expanded=${all ? "true" : "false"} @click=${on_more}>
              ${icon(all ? "down" : "list")}<span>${t.more}</span>
            </button>
          </li>`
        : nothing}
    </ul>
  </nav>`;
}
