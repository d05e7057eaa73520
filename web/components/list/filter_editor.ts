// <tollgate-filter-editor>: narrows a list by one field: choices, records, a range of numbers or
// days, a period, a text, or whether there is a value at all.
//
// Properties: client, field, filter (what there is already), user (the reader, where the field names
// people). Event: tollgate-filter {filter}.

import { css, html, nothing } from "lit";
import type { PropertyValues } from "lit";
import type { EngineClient } from "../../engine/client.ts";
import type { ListField, Person, RowFilter } from "../../engine/generated/api.ts";
import { kLimits } from "../../engine/generated/limits.ts";
import { TollgateElement, error_text, tell } from "../element.ts";
import { basics, buttons, inputs } from "../theme.ts";
import { options_of } from "./filter_text.ts";
import { kPeriods } from "./list_state.ts";
import type { Period } from "./list_state.ts";

const kCandidates = 30;
const kSearchPause_ms = 180;
const kDefaultDays = 7;
const kMaxDays = 3660;

type Way = "value" | "empty" | "filled";
interface Named {
  id: string;
  label: string;
}

export class FilterEditor extends TollgateElement {
  static override properties = {
    client: { attribute: false },
    field: { attribute: false },
    filter: { attribute: false },
    user: { attribute: false },
    way_: { state: true },
    chosen_: { state: true },
    found_: { state: true },
    period_: { state: true },
    days_: { state: true },
    problem_: { state: true },
  };
  declare client: EngineClient;
  declare field: ListField;
  declare filter: RowFilter | undefined;
  declare user: Person | undefined;
  declare private way_: Way;
  declare private chosen_: Named[];
  declare private found_: Named[];
  declare private period_: Period | "own";
  declare private days_: number;
  declare private problem_: string;
  private timer_: ReturnType<typeof setTimeout> | undefined;
  private turn_ = 0;

  static override styles = [
    basics,
    buttons,
    inputs,
    css`
      form {
        display: grid;
        gap: 12px;
        min-width: min(300px, calc(100vw - 48px));
      }
      h2 {
        font-size: 0.9375rem;
      }
      fieldset {
        min-width: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }
      .options {
        display: grid;
        max-height: 260px;
        overflow: auto;
      }
      .option {
        display: flex;
        align-items: center;
        gap: 10px;
        min-height: 40px;
        padding: 4px 8px;
        border-radius: var(--radius);
        cursor: pointer;
      }
      .option:hover {
        background: var(--hover);
      }
      .option input {
        width: 18px;
        height: 18px;
        flex: none;
        accent-color: var(--accent);
      }
      .periods {
        display: grid;
        grid-template-columns: repeat(3, 1fr);
        gap: 8px;
      }
      .periods button {
        min-height: 40px;
        padding: 0 8px;
        font-size: 0.875rem;
      }
      .periods button[aria-pressed="true"],
      .ways button[aria-pressed="true"] {
        border-color: var(--accent);
        background: var(--accent-soft);
        color: var(--accent);
      }
      .range {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 8px;
      }
      label.stacked {
        display: grid;
        gap: 4px;
        font-size: 0.875rem;
      }
      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .ways button {
        min-height: 36px;
        padding: 0 12px;
        border-radius: 99px;
        font-size: 0.875rem;
      }
      .problem {
        color: var(--danger);
        font-size: 0.875rem;
      }
    `,
  ];

  constructor() {
    super();
    this.way_ = "value";
    this.chosen_ = [];
    this.found_ = [];
    this.period_ = "own";
    this.days_ = kDefaultDays;
    this.problem_ = "";
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("field") && !changed.has("filter")) return;
    const { filter, field } = this;
    this.way_ = filter?.kind === "empty" || filter?.kind === "filled" ? filter.kind : field.filter === "presence" ? "filled" : "value";
    const known = options_of(field, this.t);
    const label = (id: string) => known.find((each) => each.id === id)?.label ?? "";
    this.chosen_ = (filter?.values ?? []).map((id) => ({ id, label: label(id) }));
    this.period_ = filter?.kind === "range" ? "own" : (filter?.period ?? "this_week");
    this.days_ = filter?.days ?? kDefaultDays;
    this.problem_ = "";
    if (field.filter === "reference") {
      void this.search_("");
      void this.name_chosen_();
    }
  }

  override render() {
    const { field } = this;
    if (!field) return nothing;
    return html`<form @submit=${this.on_submit_} novalidate>
      <h2>${field.label}</h2>
      ${field.filter === "presence" ? nothing : this.ways_()}
      ${this.way_ === "value" ? this.value_() : nothing}
      ${field.filter === "presence" ? this.presence_() : nothing}
      ${this.problem_ ? html`<p class="problem" role="alert">${this.problem_}</p>` : nothing}
      <button type="submit" class="primary">${this.t.list.apply}</button>
    </form>`;
  }

  private ways_() {
    const way = (id: Way, label: string) =>
      html`<button type="button" aria-pressed=${this.way_ === id ? "true" : "false"} @click=${() => (this.way_ = id)}>${label}</button>`;
    const { list } = this.t;
    return html`<div class="ways" role="group" aria-label=${list.how}>
      ${way("value", list.has_value)}${way("empty", list.is_empty)}${way("filled", list.is_filled)}
    </div>`;
  }

  private presence_() {
    const way = (id: Way, label: string) => html`<label class="option"
      ><input type="radio" name="way" .checked=${this.way_ === id} @change=${() => (this.way_ = id)} />${label}</label
    >`;
    return html`<fieldset aria-label=${this.field.label}>
      ${way("filled", this.t.list.is_filled)}${way("empty", this.t.list.is_empty)}
    </fieldset>`;
  }

  private value_() {
    const { filter } = this.field;
    if (filter === "choice") return this.choices_(options_of(this.field, this.t));
    if (filter === "reference") return this.records_();
    if (filter === "number") return this.range_("text");
    if (filter === "date") return this.days_view_();
    return html`<label class="stacked"
      >${this.t.list.contains_label}
      <input type="text" name="text" autocomplete="off" maxlength=${kLimits.search_characters} .value=${this.filter?.text ?? ""}
    /></label>`;
  }

  private choices_(options: Named[]) {
    return html`<fieldset class="options" aria-label=${this.field.label}>
      ${options.map((option) => this.option_(option))}
    </fieldset>`;
  }

  private option_(option: Named) {
    const checked = this.chosen_.some(({ id }) => id === option.id);
    return html`<label class="option"
      ><input type="checkbox" .checked=${checked} @change=${() => this.toggle_(option)} /><span>${option.label}</span></label
    >`;
  }

  private toggle_(option: Named): void {
    const rest = this.chosen_.filter(({ id }) => id !== option.id);
    this.chosen_ = rest.length < this.chosen_.length ? rest : [...rest, option];
    this.problem_ = "";
  }

  private records_() {
    const found = this.found_.filter(({ id }) => !this.chosen_.some((each) => each.id === id));
    const own = this.user && found.some(({ id }) => id === this.user?.record) ? this.user : undefined;
    const shown = own ? [{ id: own.record, label: `${own.title} (${this.t.list.me})` }, ...found.filter(({ id }) => id !== own.record)] : found;
    return html`<label class="stacked"
        >${this.t.list.search_in(this.field.label)}
        <input
          type="search"
          name="search"
          autocomplete="off"
          maxlength=${kLimits.search_characters}
          @input=${(event: Event) => this.search_soon_((event.target as HTMLInputElement).value)}
          @keydown=${(event: KeyboardEvent) => {
            if (event.key === "Enter") event.preventDefault();
          }}
      /></label>
      <fieldset class="options" aria-label=${this.field.label}>
        ${this.chosen_.map((each) => this.option_(each))} ${shown.map((each) => this.option_(each))}
        ${this.chosen_.length + shown.length ? nothing : html`<p class="soft small">${this.t.no_match}</p>`}
      </fieldset>`;
  }

  private days_view_() {
    const { list } = this.t;
    const counts = this.period_ === "last_days" || this.period_ === "next_days";
    return html`<div class="periods" role="group" aria-label=${list.period}>
        ${kPeriods.map((period) => this.period_button_(period, list.periods[period]))}
        ${this.period_button_("own", list.own_range)}
      </div>
      ${counts
        ? html`<label class="stacked"
            >${list.number_of_days}
            <input
              type="text"
              name="days"
              inputmode="numeric"
              .value=${String(this.days_)}
              @input=${(event: Event) => (this.days_ = Number((event.target as HTMLInputElement).value))}
          /></label>`
        : nothing}
      ${this.period_ === "own" ? this.range_("date") : nothing}`;
  }

  private period_button_(period: Period | "own", label: string) {
    return html`<button type="button" aria-pressed=${this.period_ === period ? "true" : "false"} @click=${() => (this.period_ = period)}>${label}</button>`;
  }

  private range_(type: "text" | "date") {
    const end = (name: "from" | "to", label: string) => html`<label class="stacked"
      >${label} <input type=${type} name=${name} inputmode=${type === "text" ? "decimal" : nothing} .value=${this.filter?.[name] ?? ""}
    /></label>`;
    return html`<div class="range">${end("from", this.t.list.from)}${end("to", this.t.list.to)}</div>`;
  }

  private readonly on_submit_ = (event: Event): void => {
    event.preventDefault();
    const filter = this.made_(new FormData(event.target as HTMLFormElement));
    if (filter) tell(this, "tollgate-filter", { filter });
    else this.problem_ = this.t.list.choose_value;
  };

  private made_(form: FormData): RowFilter | undefined {
    const field = this.field.field ?? "";
    if (this.way_ !== "value") return { field, kind: this.way_ };
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const { filter } = this.field;
    if (filter === "choice" || filter === "reference") {
      return this.chosen_.length ? { field, kind: "one_of", values: this.chosen_.map(({ id }) => id) } : undefined;
    }
    if (filter === "number") return this.made_range_(number_text(text("from")), number_text(text("to")));
    if (filter === "date") return this.made_days_(text("from"), text("to"));
    return text("text") ? { field, kind: "contains", text: text("text") } : undefined;
  }

  private made_days_(from: string, to: string): RowFilter | undefined {
    const field = this.field.field ?? "";
    if (this.period_ === "own") return this.made_range_(from, to);
    const counts = this.period_ === "last_days" || this.period_ === "next_days";
    if (!counts) return { field, kind: "period", period: this.period_ };
    const is_count = Number.isInteger(this.days_) && this.days_ >= 1 && this.days_ <= kMaxDays;
    return is_count ? { field, kind: "period", period: this.period_, days: this.days_ } : undefined;
  }

  private made_range_(from: string | undefined, to: string | undefined): RowFilter | undefined {
    if (from === undefined || to === undefined || !(from || to)) return undefined;
    return { field: this.field.field ?? "", kind: "range", ...(from ? { from } : {}), ...(to ? { to } : {}) };
  }

  private search_soon_(text: string): void {
    clearTimeout(this.timer_);
    this.timer_ = setTimeout(() => void this.search_(text.trim()), kSearchPause_ms);
  }

  private async search_(search: string): Promise<void> {
    const turn = ++this.turn_;
    try {
      const { rows } = await this.client.request("record.list", {
        entity: this.field.entity ?? "", limit: kCandidates, sort: [{ field: "title" }], ...(search ? { search } : {}),
      });
      if (turn === this.turn_) this.found_ = rows.map(({ record, title }) => ({ id: record, label: title }));
    } catch (error) {
      if (turn === this.turn_) this.problem_ = error_text(error);
    }
  }

  private async name_chosen_(): Promise<void> {
    const named = await titles_of(this.client, this.field.entity ?? "", this.chosen_.map(({ id }) => id));
    this.chosen_ = this.chosen_.map((each) => ({ ...each, label: named.get(each.id) ?? each.label }));
  }
}

/** "1,000" is 1000; undefined: no number. */
function number_text(text: string): string | undefined {
  const plain = text.replaceAll(/[,\s]/g, "");
  return plain === "" || /^-?\d+(\.\d+)?$/.test(plain) ? plain : undefined;
}

/** How records are called; those that may not be seen are left out. */
export async function titles_of(client: EngineClient, entity: string, ids: readonly string[]): Promise<Map<string, string>> {
  const named = await Promise.all(
    ids.map(async (record) => {
      const found = await client.request("record.get", { entity, record }).catch(() => undefined);
      return found ? ([record, found.row.title] as const) : undefined;
    }),
  );
  return new Map(named.filter((each) => each !== undefined));
}
customElements.define("tollgate-filter-editor", FilterEditor);
