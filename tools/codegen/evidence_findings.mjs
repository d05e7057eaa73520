// What makes people look at a photo or fix once more, in words: for the runtime, the pages and the docs.
import { cpp_literal, pascal_case, require_known } from "./files.mjs";
import { table } from "./docs_parts.mjs";

function checked(source) {
  const known = new Set();
  for (const finding of source.findings) {
    const where = `evidence_findings.json: ${finding.code}`;
    require_known(finding, ["code", "zh-CN", "en"], where);
    if (!/^[a-z][a-z_]*$/.test(finding.code ?? "") || known.has(finding.code)) throw new Error(`${where}: code`);
    if (!finding["zh-CN"] || !finding.en) throw new Error(`${where}: words are missing`);
    known.add(finding.code);
  }
  return source.findings;
}

export function cpp_evidence_findings(source) {
  const findings = checked(source);
  return [
    "// Generated from schemas/app/evidence_findings.json; do not edit.",
    "#pragma once",
    "",
    "#include <string_view>",
    "",
    "namespace tollgate {",
    "",
    "namespace evidence_findings {",
    ...findings.map(
      ({ code }) => `inline constexpr const char* k${pascal_case(code)} = ${cpp_literal(code)};`,
    ),
    "}  // namespace evidence_findings",
    "",
    "struct EvidenceFinding {",
    "  std::string_view code;",
    "  std::string_view zh;",
    "  std::string_view en;",
    "};",
    "",
    "inline constexpr EvidenceFinding kEvidenceFindings[] = {",
    ...findings.map(
      (f) => `    {${cpp_literal(f.code)}, ${cpp_literal(f["zh-CN"])}, ${cpp_literal(f.en)}},`,
    ),
    "};",
    "",
    "}  // namespace tollgate",
    "",
  ].join("\n");
}

export function ts_evidence_findings(source) {
  return [
    "// Generated from schemas/app/evidence_findings.json; do not edit.",
    "/** Words by the code of a finding and the language. */",
    "export const kEvidenceFindings: Readonly<Record<string, { readonly [language: string]: string }>> = {",
    ...checked(source).map(
      (f) => `  ${f.code}: { "zh-CN": ${JSON.stringify(f["zh-CN"])}, en: ${JSON.stringify(f.en)} },`,
    ),
    "};",
    "",
  ].join("\n");
}

export function docs_evidence_findings(source) {
  return table(
    ["finding", "请核实：", "needs a look:"],
    checked(source).map((f) => [`\`${f.code}\``, f["zh-CN"], f.en]),
  );
}
