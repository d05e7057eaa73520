// What a person keeps of a list, on this device and by a hub on others: which columns, in which order, and states of the
// list under names. Each person and each list has its own.

import { read_preference, write_preference } from "../preferences.ts";
import { parse_list_state } from "./list_state.ts";

export interface SavedView {
  name: string;
  /** As it stands in the address behind the list. */
  query: string;
  columns?: string[];
}

const kMaxViews = 30;
export const kLongestName = 60;

export class ListMemory {
  /** `scope`: the app and the person; `list`: the view's id. */
  constructor(
    private readonly scope_: string,
    private readonly list_: string,
  ) {}

  /** undefined: as the app has them. */
  get columns(): string[] | undefined {
    return texts(this.read_("columns"));
  }
  set columns(columns: string[] | undefined) {
    this.write_("columns", columns);
  }

  get views(): SavedView[] {
    const kept = this.read_("views");
    if (!Array.isArray(kept)) return [];
    return kept.flatMap((each) => view_from(each) ?? []).slice(0, kMaxViews);
  }

  /** Under the name of another one it takes that one's place. False: the device does not keep it. */
  save(view: SavedView): boolean {
    const others = this.views.filter(({ name }) => name !== view.name);
    return this.write_("views", [...others, view].slice(-kMaxViews));
  }

  remove(name: string): void {
    this.write_("views", this.views.filter((view) => view.name !== name));
  }

  private read_(what: string): unknown {
    return read_preference(this.scope_, `${this.list_}.${what}`);
  }

  private write_(what: string, value: unknown): boolean {
    return write_preference(this.scope_, `${this.list_}.${what}`, value);
  }
}

function texts(json: unknown): string[] | undefined {
  if (!Array.isArray(json)) return undefined;
  const found = json.filter((each) => typeof each === "string");
  return found.length ? found : undefined;
}

function view_from(json: unknown): SavedView | undefined {
  if (typeof json !== "object" || json === null) return undefined;
  const { name, query, columns } = json as Record<string, unknown>;
  if (typeof name !== "string" || !name.trim() || typeof query !== "string") return undefined;
  const chosen = texts(columns);
  return { name: name.slice(0, kLongestName), query, ...(chosen ? { columns: chosen } : {}) };
}

/** Whether two addresses' ends ask for the same. */
export function same_query(a: string, b: string): boolean {
  const state = (query: string) => JSON.stringify(parse_list_state(new URLSearchParams(query)));
  return state(a) === state(b);
}
