// An import in steps: each sends as many lines as a message takes, and goes on behind those that the
// engine read. A step whose answer got lost is sent again: lines that are in are unchanged.

import type { DataImportReply, DataImportRequest, DataImportUndoReply, ImportedLine } from "../../engine/generated/api.ts";
import type { EngineClient } from "../../engine/client.ts";
import type { FileLine, ReadFile } from "./table.ts";

const kStepLines = 2000;
const kStepCharacters = 500_000;

export interface ImportSettings {
  entity: string;
  /** Of a table: what each column holds, "" to leave it out. */
  columns: string[] | undefined;
  key: string;
  keep_existing: boolean;
}

export type Counts = Pick<
  DataImportReply,
  "imported" | "imported_as_draft" | "updated" | "unchanged" | "refused"
>;

export interface ImportRun {
  batch: string;
  preview: boolean;
  counts: Counts;
  /** What became of each line, with its text. */
  lines: { result: ImportedLine; text: string }[];
  done: number;
  total: number;
  finished: boolean;
}

type Requests = Pick<EngineClient, "request">;

export function begin(file: ReadFile, preview: boolean, batch = ""): ImportRun {
  const counts = { imported: 0, imported_as_draft: 0, updated: 0, unchanged: 0, refused: 0 };
  return { batch, preview, counts, lines: [], done: 0, total: file.lines.length, finished: !file.lines.length };
}

/** One step; `run` says where it stands. */
export async function step(client: Requests, file: ReadFile, settings: ImportSettings, run: ImportRun): Promise<void> {
  const lines = next_lines(file.lines, run.done);
  const first = lines[0];
  if (!first) {
    run.finished = true;
    return;
  }
  const reply = await client.request("data.import", params_of(file, settings, run, lines));
  run.batch = reply.batch;
  for (const name of Object.keys(run.counts) as (keyof Counts)[]) run.counts[name] += reply[name];
  const by_line = new Map(lines.map((line) => [line.line, line.text]));
  for (const result of reply.lines) run.lines.push({ result, text: by_line.get(result.line) ?? "" });
  const next = first.line + reply.lines_read;
  const read = lines.filter(({ line }) => line < next).length;
  if (!read) throw new Error("the import does not go on");
  run.done += read;
  run.finished = run.done >= run.total;
}

function next_lines(lines: FileLine[], from: number): FileLine[] {
  const next: FileLine[] = [];
  let characters = 0;
  for (let i = from; i < lines.length && next.length < kStepLines; i++) {
    characters += lines[i]!.text.length;
    if (next.length && characters > kStepCharacters) break;
    next.push(lines[i]!);
  }
  return next;
}

function params_of(
  file: ReadFile,
  { entity, columns, key, keep_existing }: ImportSettings,
  run: ImportRun,
  lines: FileLine[],
): DataImportRequest {
  // Blank lines that were left out stand again where they were, so that each keeps its number.
  let text = "";
  let line = lines[0]!.line;
  for (const one of lines) {
    text += "\n".repeat(one.line - line) + one.text + "\n";
    line = one.line + one.line_count;
  }
  return {
    text,
    first_line: lines[0]!.line,
    source: file.name,
    entity,
    ...(run.batch ? { batch: run.batch } : {}),
    ...(columns ? { columns, delimiter: file.delimiter } : {}),
    ...(key ? { key } : {}),
    ...(keep_existing ? { keep_existing } : {}),
    ...(run.preview ? { preview: true } : {}),
  };
}

/** Takes the import back, to its end. */
export async function undo(
  client: Requests,
  batch: string,
): Promise<Pick<DataImportUndoReply, "restored" | "kept">> {
  const all: Pick<DataImportUndoReply, "restored" | "kept"> = { restored: 0, kept: [] };
  for (let before: number | undefined; ; ) {
    const reply = await client.request("data.import_undo", { batch, ...(before === undefined ? {} : { before }) });
    all.restored += reply.restored;
    all.kept.push(...reply.kept);
    if (reply.next === undefined) return all;
    before = reply.next;
  }
}
