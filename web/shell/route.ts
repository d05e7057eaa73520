// Addresses of a page, after the #: the site is a plain folder, so paths are not its to choose.

import type { Crumb, Values } from "../engine/generated/api.ts";
import { parse_begun_from } from "../components/follow_up.ts";
import type { BegunFrom } from "../components/follow_up.ts";
import { list_query, parse_list_state } from "../components/list/list_state.ts";
import type { ListState } from "../components/list/list_state.ts";

/** What a dashboard is narrowed to: "entity/field" to a value. Without it the dashboard's own choice. */
export type Narrowing = Record<string, string>;

export interface DashboardPlace {
  dashboard: string;
  widget?: string | undefined;
  path: Crumb[];
  narrowing?: Narrowing | undefined;
  /** As dashboard_days.ts reads it. */
  days?: string | undefined;
}

export type Route =
  | { kind: "home" }
  | { kind: "view"; view: string; state: ListState }
  | {
      kind: "form";
      form: string;
      record: string | undefined;
      field: string | undefined;
      /** Of a new record: what it begins with, or the record that it begins like. */
      values?: Values;
      copy?: string;
      /** The record that it is begun from, and by which of its follow-ups. */
      begun_from?: BegunFrom;
    }
  | { kind: "record"; entity: string; record: string }
  | { kind: "workflow"; workflow: string }
  | ({ kind: "dashboard" } & DashboardPlace)
  | { kind: "quick_filter"; filter: string }
  | { kind: "ask"; text: string }
  | { kind: "insight"; part: string; params: Record<string, string> }
  | { kind: "import"; entity: string }
  | { kind: "outbox" }
  | { kind: "inbox" }
  | { kind: "unknown" };

/** Of a question in an address. The engine reads less and says so. */
const kLongestQuestion = 2000;

export function ask_address(text: string): string {
  return `#/ask${text ? `?text=${encodeURIComponent(text)}` : ""}`;
}

export function view_address(view: string, state: ListState): string {
  return `#/view/${encodeURIComponent(view)}${list_query(state)}`;
}

export function insight_address(part: string, params: Record<string, string>): string {
  const query = new URLSearchParams(params).toString();
  return `#/insight/${encodeURIComponent(part)}${query ? `?${query}` : ""}`;
}

export function parse_route(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [kind, first, second] = path.split("/").map(decode);
  const params = new URLSearchParams(query);
  if (!kind) return { kind: "home" };
  if (kind === "outbox" || kind === "inbox") return { kind };
  if (kind === "ask") return { kind, text: (params.get("text") ?? "").slice(0, kLongestQuestion) };
  if (kind === "insight") return { kind, part: first ?? "", params: Object.fromEntries(params) };
  if (!first) return { kind: "unknown" };
  const begun_from = parse_begun_from(params.get("from"));
  switch (kind) {
    case "view":
      return { kind, view: first, state: parse_list_state(params) };
    case "form":
      return {
        kind,
        form: first,
        record: second || undefined,
        field: params.get("field") ?? undefined,
        ...first_values(params.get("values")),
        ...(params.get("copy") ? { copy: params.get("copy")! } : {}),
        ...(begun_from ? { begun_from } : {}),
      };
    case "record":
      return second ? { kind, entity: first, record: second } : { kind: "unknown" };
    case "workflow":
      return { kind, workflow: first };
    case "dashboard":
      return {
        kind,
        dashboard: first,
        widget: second || undefined,
        path: parse_path(params.get("path")),
        narrowing: parse_narrowing(params.get("filters")),
        ...(params.get("days") ? { days: params.get("days")! } : {}),
      };
    case "import":
      return { kind, entity: first };
    case "quick_filter":
      return { kind, filter: first };
    default:
      return { kind: "unknown" };
  }
}

export function dashboard_address({ dashboard, widget, path, narrowing, days }: DashboardPlace): string {
  const query = [
    ...(path.length ? [`path=${encodeURIComponent(JSON.stringify(path))}`] : []),
    ...(narrowing ? [`filters=${encodeURIComponent(JSON.stringify(narrowing))}`] : []),
    ...(days ? [`days=${encodeURIComponent(days)}`] : []),
  ].join("&");
  const place = [dashboard, ...(widget ? [widget] : [])].map(encodeURIComponent).join("/");
  return `#/dashboard/${place}${query ? `?${query}` : ""}`;
}

/** An address can be written by anybody: only what has the right shape is taken. */
function parse_path(text: string | null): Crumb[] {
  if (!text) return [];
  try {
    const path: unknown = JSON.parse(text);
    if (!Array.isArray(path) || path.length > 10) return [];
    return path
      .filter((crumb): crumb is Crumb => typeof crumb === "object" && crumb !== null && "key" in crumb)
      .map(({ key, label }) => (typeof label === "string" ? { key, label } : { key }));
  } catch {
    return [];
  }
}

function first_values(text: string | null): { values?: Values } {
  if (!text) return {};
  try {
    const values: unknown = JSON.parse(text);
    if (typeof values !== "object" || values === null || Array.isArray(values)) return {};
    return { values: values as Values };
  } catch {
    return {};
  }
}

function parse_narrowing(text: string | null): Narrowing | undefined {
  if (text === null) return undefined;
  try {
    const narrowing: unknown = JSON.parse(text);
    if (typeof narrowing !== "object" || narrowing === null || Array.isArray(narrowing)) return undefined;
    return Object.fromEntries(
      Object.entries(narrowing).filter(
        (entry): entry is [string, string] => typeof entry[1] === "string" && entry[0].includes("/"),
      ),
    );
  } catch {
    return undefined;
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
