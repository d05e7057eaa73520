// The choices above a list: how it is looked at, by what it is ordered where no heads can be tapped,
// and by what it is grouped.

import { html, nothing } from "lit";
import type { ListField, RecordListReply } from "../../engine/generated/api.ts";
import { field_type } from "../../engine/generated/field_types.ts";
import { icon } from "../icons.ts";
import type { IconName } from "../icons.ts";
import type { RowOrder } from "../rows.ts";
import type { Texts } from "../text/index.ts";
import { kLooks, kUnits, sort_of } from "./list_state.ts";
import type { ListState, Look, Unit } from "./list_state.ts";

export type OnState = (change: Partial<ListState>) => void;

const kSymbols: Record<Look, IconName> = {
  list: "list", board: "board", calendar: "calendar", gallery: "picture", timeline: "timeline", map: "place",
};

export function date_fields(fields: readonly ListField[]): ListField[] {
  return fields.filter(({ filter, field }) => filter === "date" && field);
}

export function picture_fields(fields: readonly ListField[]): ListField[] {
  return fields.filter(({ type, field }) => field && field_type(type)?.element === "evidence");
}

export function location_fields(fields: readonly ListField[]): ListField[] {
  return fields.filter(({ type, field }) => field && field_type(type)?.family === "location");
}

/** How a view of that kind is looked at. */
export function look_of_kind(kind: string | undefined): Look {
  return kLooks.find((look) => look === kind) ?? "list";
}

export function looks_of({ fields = [] }: RecordListReply, has_stages: boolean, is_located: boolean): Look[] {
  return [
    "list",
    ...(has_stages ? ["board" as const] : []),
    ...(date_fields(fields).length ? ["calendar" as const] : []),
    ...(picture_fields(fields).length ? ["gallery" as const] : []),
    ...(date_fields(fields).length ? ["timeline" as const] : []),
    ...(is_located || location_fields(fields).length ? ["map" as const] : []),
  ];
}

export function look_choice(t: Texts, looks: readonly Look[], now: Look, on_state: OnState, with_words = false) {
  if (looks.length < 2) return nothing;
  return html`<div class="looks ${with_words ? "words" : ""}" role="group" aria-label=${t.list.look}>
    ${looks.map(
      (look) => html`<button
        type="button"
        aria-pressed=${now === look ? "true" : "false"}
        aria-label=${t.list.looks[look]}
        title=${t.list.looks[look]}
        @click=${() => {
          if (look !== now) on_state({ look, by: undefined, day: undefined, span: undefined });
        }}
      >
        ${icon(kSymbols[look])}${with_words ? html`<span>${t.list.looks[look]}</span>` : nothing}
      </button>`,
    )}
  </div>`;
}

/** Which of several fields a way of looking goes by. */
export function by_choice(label: string, fields: readonly ListField[], by: ListField, on_state: OnState) {
  if (fields.length < 2) return nothing;
  return html`<label class="by"
    ><span class="soft small">${label}</span>
    <select .value=${by.field ?? ""} @change=${(event: Event) => on_state({ by: (event.target as HTMLSelectElement).value })}>
      ${fields.map((each) => html`<option value=${each.field!} ?selected=${each === by}>${each.label}</option>`)}
    </select></label
  >`;
}

/** A phone has no heads to tap. */
export function sort_choice(t: Texts, found: RecordListReply, order: RowOrder) {
  const columns = found.columns.filter(({ field }) => field && order.fields.has(field));
  if (!columns.length) return nothing;
  const now = order.sort ? `${order.sort.descending ? "-" : ""}${order.sort.field}` : "";
  return html`<select
    class="order"
    aria-label=${t.sort_by}
    .value=${now}
    @change=${(event: Event) => {
      const wanted = (event.target as HTMLSelectElement).value;
      order.on_sort(wanted ? sort_of(wanted) : undefined);
    }}
  >
    <option value="" ?selected=${!now}>${t.usual_order}</option>
    ${columns.flatMap(({ field, label }) =>
      ["", "-"].map(
        (way) => html`<option value="${way}${field}" ?selected=${now === `${way}${field}`}>
          ${way ? t.sort_down(label) : t.sort_up(label)}
        </option>`,
      ),
    )}
  </select>`;
}

export function group_choice(t: Texts, found: RecordListReply, state: ListState, on_state: OnState) {
  const fields = (found.fields ?? []).filter(({ groupable, field }) => groupable && field);
  if (!fields.length) return nothing;
  const now = fields.find(({ field }) => field === state.group);
  return html`<select
      aria-label=${t.list.group}
      .value=${now?.field ?? ""}
      @change=${(event: Event) => on_state({ group: (event.target as HTMLSelectElement).value || undefined, unit: undefined })}
    >
      <option value="" ?selected=${!now}>${t.list.group_none}</option>
      ${fields.map(
        ({ field, label }) => html`<option value=${field!} ?selected=${field === now?.field}>${t.list.group_by(label)}</option>`,
      )}
    </select>
    ${now?.filter === "date"
      ? html`<select
          aria-label=${t.list.group_unit}
          .value=${state.unit ?? "month"}
          @change=${(event: Event) => on_state({ unit: (event.target as HTMLSelectElement).value as Unit })}
        >
          ${kUnits.map((unit) => html`<option value=${unit} ?selected=${unit === (state.unit ?? "month")}>${t.list.units[unit]}</option>`)}
        </select>`
      : nothing}`;
}
