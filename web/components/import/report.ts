// What became of each line, as a table beside the line itself, for whoever mends the rest.

import { diagnostic_text } from "../element.ts";
import type { Texts } from "../text/index.ts";
import type { ImportRun } from "./steps.ts";
import type { ReadFile } from "./table.ts";
import { csv_cell, safe_cell } from "./table.ts";

export function report_text(t: Texts, file: ReadFile, run: ImportRun): string {
  const head = [t.import_line, t.import_outcome, t.import_record, t.import_findings].map(csv_cell);
  const rows = run.lines.map(({ result, text }) => {
    const findings = (result.findings ?? []).map(
      (finding) => `${field_of(finding.place?.pointer)}${diagnostic_text(finding)}`,
    );
    return [
      String(result.line),
      t.import_outcomes[result.outcome],
      safe_cell(result.record ?? ""),
      safe_cell(findings.join("\n")),
      // The rows of a table follow as they are.
      file.head ? text : csv_cell(text),
    ].join(",");
  });
  // With a byte order mark spreadsheet programs know that it is UTF-8.
  return `\uFEFF${[...head, file.head ? file.head.text : t.import_original].join(",")}\r\n${rows.join("\r\n")}\r\n`;
}

/** "beds: ", or nothing where the finding is about the whole line. */
export function field_of(pointer: string | undefined): string {
  const field = /^\/values\/(.+)$/.exec(pointer ?? "")?.[1] ?? /^\/([a-z]+)$/.exec(pointer ?? "")?.[1];
  return field ? `${field}: ` : "";
}
