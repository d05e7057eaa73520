// How many lines became what, and the lines with findings.

import { css, html, nothing } from "lit";
import type { ImportedLine } from "../../engine/generated/api.ts";
import { diagnostic_text } from "../element.ts";
import type { Texts } from "../text/index.ts";
import { field_of } from "./report.ts";
import type { ImportRun } from "./steps.ts";

/** More stand in the report. */
const kShownLines = 100;

const kOutcomes: [ImportedLine["outcome"], string][] = [
  ["imported", "good"],
  ["imported_as_draft", "warning"],
  ["updated", "accent"],
  ["unchanged", ""],
  ["refused", "risk"],
];

export function lines_view(t: Texts, run: ImportRun) {
  const with_findings = run.lines.filter(({ result }) => result.findings?.length);
  return html`<ul class="counts row">
      ${kOutcomes.map(
        ([outcome, look]) =>
          html`<li class="pill ${look}">${t.import_outcomes[outcome]} <span class="number">${run.counts[outcome]}</span></li>`,
      )}
    </ul>
    ${with_findings.length
      ? html`<div class="table-frame findings">
          <table>
            <caption>${t.import_with_findings(with_findings.length)}</caption>
            <thead>
              <tr>
                <th scope="col" class="number">${t.import_line}</th>
                <th scope="col">${t.import_outcome}</th>
                <th scope="col">${t.import_findings}</th>
              </tr>
            </thead>
            <tbody>
              ${with_findings.slice(0, kShownLines).map(({ result }) => line_view(t, result))}
            </tbody>
          </table>
        </div>`
      : nothing}
    ${with_findings.length > kShownLines
      ? html`<p class="soft small">${t.import_more_findings(with_findings.length - kShownLines)}</p>`
      : nothing}`;
}

function line_view(t: Texts, { line, outcome, findings = [] }: ImportedLine) {
  const look = kOutcomes.find(([name]) => name === outcome)?.[1] ?? "";
  return html`<tr>
    <td class="number">${line}</td>
    <td><span class="pill ${look}">${t.import_outcomes[outcome]}</span></td>
    <td>
      <ul>
        ${findings.map((finding) => html`<li>${field_of(finding.place?.pointer)}${diagnostic_text(finding)}</li>`)}
      </ul>
    </td>
  </tr>`;
}

export const lines_styles = css`
  .counts {
    margin-block: 8px;
  }
  .findings {
    margin-top: 12px;
    max-height: 60vh;
    overflow: auto;
  }
  caption {
    padding-block: 4px;
    text-align: start;
    font-weight: 550;
  }
  td li {
    overflow-wrap: anywhere;
  }
`;
