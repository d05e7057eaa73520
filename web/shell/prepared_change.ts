// A change of the app that a page proposes: it is put where the designer looks for what was not
// saved, so the designer opens with it, and nothing holds before somebody has saved.

import type { EngineClient } from "../engine/client.ts";
import { browser_drafts, type DraftPlace, type Grounds } from "./designer_drafts.ts";

export interface Prepared {
  /** A quick filter and the metrics that it needs: quick_filter.ask's `keep`. */
  keep?: unknown;
  /** What makes an action compulsory: insight.backtest's `change`. */
  compulsory?: unknown;
  /** What was found that speaks for it; the designer shows it beside the change. */
  grounds?: Grounds;
}

type Document = Record<string, unknown>;
interface Kept {
  quick_filter: Document;
  metrics: Document[];
}
interface Compulsory {
  entity: string;
  field: string;
  required?: boolean;
  validation?: Document;
}

/** The document with the change in it. */
export function with_change(text: string, change: Prepared): string {
  const document = JSON.parse(text) as Document;
  const list = (of: Document, member: string): Document[] => {
    const found = of[member];
    return Array.isArray(found) ? (found as Document[]) : ((of[member] = []), of[member] as Document[]);
  };
  if (change.keep) {
    const { quick_filter, metrics } = change.keep as Kept;
    const known = list(document, "metrics");
    known.push(...metrics.filter(({ id }) => !known.some((other) => other["id"] === id)));
    list(document, "quick_filters").push(quick_filter);
    // It is for whoever reads figures.
    for (const role of list(document, "roles")) {
      const menu = role["menu"];
      const reads = Array.isArray(menu) && menu.some(({ type }: Document) => type === "quick_filter" || type === "dashboard");
      if (reads) (menu as Document[]).push({ type: "quick_filter", target: quick_filter["id"] });
    }
  }
  if (change.compulsory) {
    const { entity, field, required, validation } = change.compulsory as Compulsory;
    const of = list(document, "entities").find(({ id }) => id === entity);
    const at = of && list(of, "fields").find(({ id }) => id === field);
    if (at && required) at["required"] = true;
    if (at && validation) {
      const validations = list(at, "validations").filter(({ id }) => id !== validation["id"]);
      at["validations"] = [...validations, validation];
    }
  }
  return JSON.stringify(document);
}

export async function prepare_change(
  client: Pick<EngineClient, "request">,
  app: string,
  change: Prepared,
  place: DraftPlace = browser_drafts(),
): Promise<void> {
  const base = await client.request("app.get", {});
  const at_ms = Date.now();
  await place.put({
    id: `prepared-${at_ms.toString(36)}`, app, text: with_change(base.text, change), base_hash: base.hash, at_ms,
    ...(change.grounds ? { grounds: change.grounds } : {}),
  });
}
