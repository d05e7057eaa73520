// An app made of a table: one entity with a field for each column, the form that fills it in, and the
// list that shows it. The rows come in afterwards, as any import.

import type { GuessedColumn } from "./guess_columns.ts";
import { canonical_cell } from "./guess_columns.ts";
import { csv_cell } from "../../components/import/table.ts";
import { readable_id } from "./readable_id.ts";

export interface TableApp {
  /** An app document without its id, which the hub gives. */
  document: Record<string, unknown>;
  entity: string;
  /** The field of each column. */
  fields: string[];
}

const kListColumns = 6;

/** `name`: what a row is ("门店"), in the language `locale`. */
export async function table_app(name: string, columns: GuessedColumn[], locale: string): Promise<TableApp> {
  const label = (text: string) => ({ [locale]: text });
  const taken = new Set<string>(["id", "at", "status"]);
  const entity = await readable_id(name, "entry", new Set());
  const fields = [];
  for (const [index, column] of columns.entries()) {
    const id = await readable_id(column.header, `field_${index + 1}`, taken);
    fields.push({
      id,
      type: column.type,
      label: label(column.header),
      ...(column.options.length ? { options: await options_of(column, label) } : {}),
    });
  }
  const title = fields.find(({ type }) => type === "text") ?? fields[0];
  return {
    entity,
    fields: fields.map(({ id }) => id),
    document: {
      format: "tollgate.app/1",
      version: 1,
      label: label(name),
      locales: [locale],
      entities: [{ id: entity, label: label(name), ...(title ? { title: title.id } : {}), fields }],
      forms: [
        {
          id: entity,
          entity,
          label: label(name),
          sections: [{ id: "all", label: label(name), fields: fields.map(({ id }) => ({ field: id })) }],
        },
      ],
      views: [
        {
          id: `all_${entity}`.slice(0, 64),
          entity,
          label: label(name),
          columns: fields
            .filter(({ type }) => type !== "long_text")
            .slice(0, kListColumns)
            .map(({ id }) => ({ field: id })),
          form: entity,
        },
      ],
    },
  };
}

async function options_of(column: GuessedColumn, label: (text: string) => Record<string, string>) {
  const taken = new Set<string>();
  const options = [];
  for (const [index, text] of column.options.entries()) {
    options.push({ id: await readable_id(text, `option_${index + 1}`, taken), label: label(text) });
  }
  return options;
}

/** The rows as lines of an import: cells in the columns' order, read the way the columns were guessed. */
export function import_lines(columns: GuessedColumn[], rows: string[][]): string[] {
  return rows.map((row) =>
    columns.map(({ type }, index) => csv_cell(canonical_cell(type, row[index] ?? ""))).join(","),
  );
}
