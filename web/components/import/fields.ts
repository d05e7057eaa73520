// What the columns of a table can hold: the entity's fields, and the facts of a record.

import type { Texts } from "../text/index.ts";

export interface FieldChoice {
  id: string;
  label: string;
  /** In all languages, to find the field by what stands above a column. */
  labels: string[];
  /** Records can be found by it. */
  is_key: boolean;
}

interface DocumentField {
  id: string;
  type: string;
  label?: Record<string, string>;
  computed?: string;
}
interface Document {
  locales?: string[];
  entities?: { id: string; fields?: DocumentField[] }[];
}

const kKeyTypes = new Set(["text", "long_text", "e_mail", "phone", "url"]);

export function fields_of(document_text: string, entity: string, locale: string): FieldChoice[] {
  const document = JSON.parse(document_text) as Document;
  const language = locale.split("-")[0]!;
  const fields = document.entities?.find(({ id }) => id === entity)?.fields ?? [];
  return fields
    .filter(({ computed }) => !computed)
    .map(({ id, type, label = {} }) => {
      const near = Object.keys(label).find((tag) => tag.split("-")[0] === language);
      const fallback = label[document.locales?.[0] ?? ""] ?? Object.values(label)[0] ?? id;
      return {
        id,
        label: label[locale] ?? (near ? label[near]! : fallback),
        labels: Object.values(label),
        is_key: kKeyTypes.has(type),
      };
    });
}

/** The facts of a record that are no fields: as the engine names them. */
export const kFacts = ["id", "at", "status"] as const;

export function fact_label(t: Texts, fact: (typeof kFacts)[number]): string {
  return { id: t.import_id, at: t.import_at, status: t.import_status }[fact];
}

/** What the column holds, as far as its name tells: a field's id, a fact, or "". */
export function matching_column(fields: FieldChoice[], name: string): string {
  const wanted = name.trim().toLowerCase();
  const same = (text: string) => text.toLowerCase() === wanted;
  const field = fields.find(({ id, labels }) => same(id) || labels.some(same));
  return field?.id ?? kFacts.find(same) ?? "";
}

/** Each field once: the first column that holds it. */
export function kept_columns(columns: string[]): string[] {
  return columns.map((column, index) => (columns.indexOf(column) === index ? column : ""));
}
