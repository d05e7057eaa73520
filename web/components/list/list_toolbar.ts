// What stands above a list: the search, how it is looked at, kept views, columns, actions, order and
// groups. On a phone most of it is behind one button, so that the rows are in sight.

import { html, nothing } from "lit";
import type { EngineClient } from "../../engine/client.ts";
import type { RecordListReply } from "../../engine/generated/api.ts";
import { kLimits } from "../../engine/generated/limits.ts";
import { icon } from "../icons.ts";
import type { RowOrder } from "../rows.ts";
import type { Texts } from "../text/index.ts";
import "./columns_choice.ts";
import "./list_actions.ts";
import type { ListMemory, SavedView } from "./list_memory.ts";
import { list_query } from "./list_state.ts";
import type { ListState, Look } from "./list_state.ts";
import { group_choice, look_choice, sort_choice } from "./list_tools.ts";
import "./popup.ts";
import type { AskedRows } from "./row_pages.ts";
import "./views_choice.ts";

export interface ToolbarParts {
  client: EngineClient;
  found: RecordListReply;
  state: ListState;
  look: Look;
  looks: readonly Look[];
  order: RowOrder;
  asked: AskedRows;
  /** Ids of columns that the person chose; undefined: as the app has them. */
  columns: string[] | undefined;
  memory: ListMemory;
  is_narrow: boolean;
  may_export: boolean;
  /** Rows are being chosen. */
  chooses: boolean;
  on_state: (change: Partial<ListState>, replace?: boolean) => void;
  on_columns: (columns: string[] | undefined) => void;
  on_view: (event: CustomEvent<SavedView>) => void;
  on_views_open: () => void;
  on_choose: () => void;
  on_search: (event: Event) => void;
  on_composing: (composing: boolean) => void;
}

export function toolbar_view(t: Texts, parts: ToolbarParts) {
  const { found, state, look, is_narrow, memory } = parts;
  const { list } = t;
  const is_list = look === "list";
  const looks = look_choice(t, parts.looks, look, parts.on_state, is_narrow);
  const order = is_list ? sort_choice(t, found, parts.order) : nothing;
  const groups = is_list ? group_choice(t, found, state, parts.on_state) : nothing;
  const columns = html`<tollgate-columns
    .fields=${found.fields ?? []}
    .columns=${parts.columns ?? found.columns.map(({ id }) => id)}
    @tollgate-columns=${(event: CustomEvent<{ columns: string[] | undefined }>) => parts.on_columns(event.detail.columns)}
  ></tollgate-columns>`;
  return html`<div class="tools">
    ${search_view(t, parts)} ${is_narrow ? nothing : looks}
    ${is_narrow
      ? html`<tollgate-popup label=${list.display} symbol="columns">
          <div class="display">${looks} ${order} ${groups} ${columns}</div>
        </tollgate-popup>`
      : nothing}
    <tollgate-popup label=${list.views} text=${list.views} compact symbol="star" @tollgate-popup-open=${parts.on_views_open}>
      <tollgate-views .memory=${memory} .query=${list_query(state)} .columns=${parts.columns} @tollgate-view=${parts.on_view}></tollgate-views>
    </tollgate-popup>
    ${is_narrow
      ? nothing
      : html`<tollgate-popup label=${list.columns} text=${list.columns} compact symbol="columns">${columns}</tollgate-popup>`}
    <tollgate-list-actions
      .client=${parts.client}
      .asked=${parts.asked}
      .may_export=${parts.may_export}
      .may_choose=${is_list}
      .chooses=${parts.chooses}
      @tollgate-list-choose=${parts.on_choose}
    ></tollgate-list-actions>
    ${is_narrow ? nothing : html`${order} ${groups}`}
  </div>`;
}

function search_view(t: Texts, { found, state, on_search, on_composing }: ToolbarParts) {
  return html`<div class="search" role="search">
    ${icon("search")}
    <input
      type="search"
      aria-label="${t.search} ${found.label}"
      placeholder=${t.search}
      maxlength=${kLimits.search_characters}
      .value=${state.search}
      @input=${on_search}
      @compositionstart=${() => on_composing(true)}
      @compositionend=${(event: Event) => {
        on_composing(false);
        on_search(event);
      }}
    />
  </div>`;
}
