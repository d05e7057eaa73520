// How a filter reads: "本周", "≥ 1000", "北京 等 3 项".

import type { ListField, RowFilter } from "../../engine/generated/api.ts";
import type { Texts } from "../text/index.ts";

/** Titles of records that filters name, by their ids. */
export type Titles = ReadonlyMap<string, string>;

export function field_of(fields: readonly ListField[], id: string): ListField | undefined {
  return fields.find(({ field }) => field === id);
}

export function options_of(field: ListField, t: Texts): { id: string; label: string }[] {
  if (field.options) return field.options;
  return field.filter === "choice" ? [{ id: "true", label: t.yes }, { id: "false", label: t.no }] : [];
}

export function filter_words(filter: RowFilter, field: ListField | undefined, titles: Titles, t: Texts): string {
  switch (filter.kind) {
    case "empty":
      return t.list.is_empty;
    case "filled":
      return t.list.is_filled;
    case "contains":
      return t.list.contains(filter.text ?? "");
    case "period":
      return period_words(filter, t);
    case "range":
      return range_words(filter, field, t);
    case "one_of": {
      const values = filter.values ?? [];
      const known = field ? options_of(field, t) : [];
      const label = (id: string) => known.find((each) => each.id === id)?.label ?? titles.get(id) ?? "…";
      return values.length ? t.list.any_of(label(values[0]!), values.length - 1) : "";
    }
  }
}

function period_words({ period = "today", days = 7 }: RowFilter, t: Texts): string {
  if (period === "last_days") return t.list.last_days(days);
  if (period === "next_days") return t.list.next_days(days);
  return t.list.periods[period];
}

function range_words({ from, to }: RowFilter, field: ListField | undefined, t: Texts): string {
  const is_date = field?.filter === "date";
  if (from && to) return from === to ? from : t.list.between(from, to);
  if (from) return is_date ? t.list.since(from) : t.list.at_least(from);
  return is_date ? t.list.until(to ?? "") : t.list.at_most(to ?? "");
}
