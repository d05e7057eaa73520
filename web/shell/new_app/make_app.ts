// What the hub is asked for a new app: to make it, and to take its first rows.

import type { EngineClient } from "../../engine/client.ts";
import { Refused } from "../../engine/client.ts";
import { Hub, unreachable } from "../../engine/hub.ts";
import type { CallReply } from "../../engine/protocol.ts";
import { begin, step } from "../../components/import/steps.ts";
import type { ReadFile } from "../../components/import/table.ts";
import type { TableApp } from "./table_app.ts";

export interface Progress {
  done: number;
  total: number;
}

/** The id of the new app. Throws Refused with what the hub says. */
export async function make_app(site_url: string, document: object): Promise<string> {
  const reply = await post(`${site_url}apps`, { document });
  if (!reply.ok) throw new Refused(reply.diagnostics ?? []);
  return (reply.result as { id: string }).id;
}

async function post(url: string, body: object): Promise<CallReply> {
  try {
    const response = await fetch(url, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    const is_json = (response.headers.get("Content-Type") ?? "").startsWith("application/json");
    return is_json ? ((await response.json()) as CallReply) : unreachable();
  } catch {
    return unreachable();
  }
}

/** Brings the rows in, in steps. A row that a rule does not take is a draft, as in any import. */
export async function import_rows(
  site_url: string,
  app: string,
  made: TableApp,
  lines: string[],
  tell: (progress: Progress) => void,
): Promise<void> {
  const hub = new Hub(`${site_url}apps/${app}/`);
  const client = {
    async request(type: string, params: object): Promise<unknown> {
      const reply = await hub.request({ type, params });
      if (!reply.ok) throw new Refused(reply.diagnostics ?? []);
      return reply.result;
    },
  } as Pick<EngineClient, "request">;
  const file = as_file(made.entity, lines);
  const run = begin(file, false);
  const settings = { entity: made.entity, columns: made.fields, key: "", keep_existing: false };
  while (!run.finished) {
    await step(client, file, settings, run);
    tell({ done: run.done, total: run.total });
  }
}

function as_file(name: string, rows: string[]): ReadFile {
  let line = 1;
  const lines = rows.map((text) => {
    const line_count = text.split("\n").length;
    const one = { text, line, line_count };
    line += line_count;
    return one;
  });
  return { name, head: undefined, delimiter: ",", lines };
}
