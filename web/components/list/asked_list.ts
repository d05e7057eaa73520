// What every request about the list's rows names alike.

import type { RowFilter, RowSort } from "../../engine/generated/api.ts";
import type { ListState } from "./list_state.ts";

export interface AskedList {
  view?: string;
  entity?: string;
  search?: string;
  filters?: RowFilter[];
  sort?: RowSort[];
}

export function asked_list(of: { view?: string | undefined; entity?: string | undefined }, state: ListState): AskedList {
  return {
    ...(of.view ? { view: of.view } : {}),
    ...(of.entity ? { entity: of.entity } : {}),
    ...(state.search ? { search: state.search } : {}),
    ...(state.filters.length ? { filters: state.filters } : {}),
    ...(state.sort ? { sort: [state.sort] } : {}),
  };
}
