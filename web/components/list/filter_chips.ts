// <tollgate-filter-chips>: what a list is narrowed to, a chip each, and more of it on request.
//
// Properties: client, fields, filters, user. Event: tollgate-filters {filters}.

import { css, html, nothing } from "lit";
import type { PropertyValues } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { EngineClient } from "../../engine/client.ts";
import type { ListField, Person, RowFilter } from "../../engine/generated/api.ts";
import { TollgateElement, tell } from "../element.ts";
import { icon } from "../icons.ts";
import { basics, buttons, inputs } from "../theme.ts";
import "./filter_editor.ts";
import { titles_of } from "./filter_editor.ts";
import { field_of, filter_words } from "./filter_text.ts";
import { kMaxFilters } from "./list_state.ts";
import "./popup.ts";
import type { Popup } from "./popup.ts";

/** So many fields are found without searching. */
const kFewFields = 8;

export class FilterChips extends TollgateElement {
  static override properties = {
    client: { attribute: false },
    fields: { attribute: false },
    filters: { attribute: false },
    user: { attribute: false },
    users_entity: { type: String },
    open_: { state: true },
    adding_: { state: true },
    search_: { state: true },
    titles_: { state: true },
  };
  declare client: EngineClient;
  declare fields: ListField[];
  declare filters: RowFilter[];
  declare user: Person | undefined;
  declare users_entity: string | undefined;
  /** The chip whose editor is open. */
  declare private open_: number | undefined;
  /** The field that is added. */
  declare private adding_: ListField | undefined;
  declare private search_: string;
  declare private titles_: ReadonlyMap<string, string>;

  static override styles = [
    basics,
    buttons,
    inputs,
    css`
      .chips {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
      }
      .chip {
        display: inline-flex;
        max-width: 100%;
      }
      .chip tollgate-popup {
        min-width: 0;
      }
      .chip > button {
        min-height: 36px;
        width: 36px;
        padding: 0;
        margin-inline-start: 2px;
        border-radius: 99px;
        border-color: transparent;
        background: none;
        color: var(--text-soft);
      }
      .chip > button svg {
        width: 14px;
        height: 14px;
      }
      .fields {
        display: grid;
        max-height: 320px;
        overflow: auto;
      }
      .fields button {
        justify-content: start;
        min-height: 40px;
        padding: 0 10px;
        border: 0;
        background: none;
        font-weight: 400;
        text-align: start;
      }
      .fields button:hover {
        background: var(--hover);
      }
      .find {
        margin-bottom: 8px;
      }
      .clear {
        min-height: 36px;
        padding: 0 10px;
        font-size: 0.875rem;
      }
    `,
  ];

  constructor() {
    super();
    this.fields = [];
    this.filters = [];
    this.search_ = "";
    this.titles_ = new Map();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("filters") || changed.has("fields")) void this.read_titles_();
  }

  override render() {
    const { list } = this.t;
    return html`<div class="chips" role="group" aria-label=${list.filter}>
      ${repeat(
        this.filters,
        (filter, index) => `${filter.field} ${index}`,
        (filter, index) => this.chip_(filter, index),
      )}
      ${this.filters.length < kMaxFilters && this.fields.some(({ filter }) => filter) ? this.add_() : nothing}
      ${this.filters.length
        ? html`<button type="button" class="quiet clear" @click=${() => this.set_([])}>${list.clear_filters}</button>`
        : nothing}
    </div>`;
  }

  private chip_(filter: RowFilter, index: number) {
    const field = field_of(this.fields, filter.field);
    const label = field?.label ?? this.t.list.unknown_field;
    const words = `${label} · ${filter_words(filter, field, this.titles_, this.t)}`;
    return html`<span class="chip">
      <tollgate-popup
        chip
        label=${this.t.list.change_filter(words)}
        text=${words}
        @tollgate-popup-open=${() => (this.open_ = index)}
        @tollgate-popup-closed=${() => (this.open_ = undefined)}
        >${this.open_ === index && field ? this.editor_(field, filter, index) : nothing}</tollgate-popup
      >
      <button
        type="button"
        aria-label=${this.t.list.remove_filter(label)}
        @click=${() => this.set_(this.filters.filter((_, at) => at !== index))}
      >
        ${icon("close")}
      </button>
    </span>`;
  }

  private add_() {
    return html`<tollgate-popup
      chip
      class="add"
      label=${this.t.list.add_filter}
      text=${this.t.list.filter}
      symbol="filter"
      @tollgate-popup-open=${() => (this.open_ = -1)}
      @tollgate-popup-closed=${() => {
        this.open_ = undefined;
        this.adding_ = undefined;
        this.search_ = "";
      }}
      >${this.open_ !== -1 ? nothing : this.adding_ ? this.editor_(this.adding_, undefined, this.filters.length) : this.choose_field_()}</tollgate-popup
    >`;
  }

  private choose_field_() {
    const fields = this.fields.filter(({ filter, field }) => filter && field);
    const wanted = this.search_.toLowerCase();
    const shown = fields.filter(({ label }) => label.toLowerCase().includes(wanted));
    return html`${fields.length > kFewFields
        ? html`<input
            class="find"
            type="search"
            aria-label=${this.t.search}
            placeholder=${this.t.search}
            @input=${(event: Event) => (this.search_ = (event.target as HTMLInputElement).value.trim())}
          />`
        : nothing}
      <div class="fields" role="group" aria-label=${this.t.list.add_filter}>
        ${shown.map(
          (field) => html`<button type="button" aria-label=${this.t.list.filter_by(field.label)} @click=${() => void this.begin_(field)}>
            ${field.label}
          </button>`,
        )}
        ${shown.length ? nothing : html`<p class="soft small">${this.t.no_match}</p>`}
      </div>`;
  }

  private async begin_(field: ListField): Promise<void> {
    this.adding_ = field;
    await this.updateComplete;
    const editor = this.renderRoot.querySelector<HTMLElement & { updateComplete: Promise<unknown> }>(".add tollgate-filter-editor");
    await editor?.updateComplete;
    const inside = editor?.shadowRoot;
    (inside?.querySelector<HTMLElement>("input, fieldset input, .periods button") ?? inside?.querySelector<HTMLElement>("button"))?.focus();
  }

  private editor_(field: ListField, filter: RowFilter | undefined, index: number) {
    const names_people = field.filter === "reference" && field.entity === this.users_entity;
    return html`<tollgate-filter-editor
      .client=${this.client}
      .field=${field}
      .filter=${filter}
      .user=${names_people ? this.user : undefined}
      @tollgate-filter=${(event: CustomEvent<{ filter: RowFilter }>) => {
        event.stopPropagation();
        const filters = [...this.filters];
        filters[index] = event.detail.filter;
        (event.currentTarget as HTMLElement).closest<Popup>("tollgate-popup")?.close();
        this.set_(filters);
      }}
    ></tollgate-filter-editor>`;
  }

  private set_(filters: RowFilter[]): void {
    tell(this, "tollgate-filters", { filters });
  }

  private async read_titles_(): Promise<void> {
    const titles = new Map(this.titles_);
    await Promise.all(
      this.filters.map(async ({ field, kind, values = [] }) => {
        const entity = field_of(this.fields, field)?.entity;
        const unknown = values.filter((id) => !titles.has(id));
        if (kind !== "one_of" || !entity || !unknown.length) return;
        for (const [id, title] of await titles_of(this.client, entity, unknown)) titles.set(id, title);
      }),
    );
    if (titles.size !== this.titles_.size) this.titles_ = titles;
  }
}
customElements.define("tollgate-filter-chips", FilterChips);
