// What hinders a form from being submitted, in the order of its fields.

import type { Diagnostic } from "../engine/generated/api.ts";
import type { FormSession } from "../engine/form_session.ts";
import type { Texts } from "./text/index.ts";

export interface Problem {
  path: string;
  label: string;
  diagnostic: Diagnostic;
}

export function problems_of(session: FormSession, t: Texts): Problem[] {
  const labels = new Map<string, string>();
  const hidden = new Set<string>();
  for (const section of session.opened.sections) {
    for (const field of section.fields) {
      labels.set(field.path, field.label);
      if (session.sections.get(section.id) === false) hidden.add(field.path);
      for (const sub of field.fields ?? []) labels.set(`${field.path}/*/${sub.id}`, sub.label);
    }
  }
  const label_of = (path: string): string => {
    const [list, index, id] = path.split("/");
    if (id === undefined) return labels.get(path) ?? "";
    return `${t.item(labels.get(list!) ?? "", Number(index) + 1)} · ${labels.get(`${list}/*/${id}`) ?? ""}`;
  };
  const problems: Problem[] = [];
  for (const { path, visible, diagnostics } of session.states()) {
    if (visible === false || hidden.has(path.split("/")[0]!)) continue;
    for (const diagnostic of diagnostics ?? []) {
      if (diagnostic.severity === "error") problems.push({ path, label: label_of(path), diagnostic });
    }
  }
  const order = new Map([...labels.keys()].map((path, index) => [path, index]));
  const rank = (path: string) => order.get(path.split("/")[0]!) ?? -1;
  return problems.sort((a, b) => rank(a.path) - rank(b.path));
}
