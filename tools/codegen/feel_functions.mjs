// The built-in functions of FEEL: the table that the checker and the evaluator read, the help that
// the completion shows, and a page of the docs.
import { cpp_literal, pascal_case, require_known } from "./files.mjs";
import { table } from "./docs_parts.mjs";

const result_rules = ["as_list", "as_item", "as_argument"];

// The functions with every word of them checked: what the generator does not know would be lost.
function checked(source) {
  require_known(source, ["description", "families", "domains", "functions"], "functions.json");
  const names = new Set();
  const labels = { "zh-CN": new Set(), en: new Set() };
  for (const f of source.functions) {
    const where = `functions.json: ${f.name}`;
    require_known(
      f,
      ["name", "label", "family", "signatures", "result", "result_rule", "takes", "domains", "description", "example", "value"],
      where,
    );
    if (names.has(f.name)) throw new Error(`${where} stands there twice`);
    names.add(f.name);
    for (const [language, taken] of Object.entries(labels)) {
      const label = f.label?.[language];
      if (!label || taken.has(label)) throw new Error(`${where}: a label of its own is needed in ${language}`);
      taken.add(label);
    }
    if (!source.families[f.family]) throw new Error(`${where}: no family '${f.family}'`);
    if (f.result_rule && !result_rules.includes(f.result_rule)) throw new Error(`${where}: result_rule '${f.result_rule}'`);
    if (f.takes && f.takes !== "quantities") throw new Error(`${where}: takes '${f.takes}'`);
    for (const text of [f.description["zh-CN"], f.description.en, f.result, f.example, f.value]) {
      if (!text) throw new Error(`${where}: description, result, example and value are needed`);
    }
    const parameters = f.signatures.flatMap((signature) => {
      require_known(signature, ["parameters", "variadic"], where);
      return signature.parameters;
    });
    for (const parameter of parameters) require_known(parameter, ["name", "type", "optional"], where);
    for (const name of Object.keys(f.domains ?? {})) {
      if (!parameters.some((p) => p.name === name)) throw new Error(`${where}: no parameter '${name}'`);
    }
  }
  return source.functions;
}

export function cpp_feel_functions(source) {
  const lists = new Map();
  const parameters = (f, signature) => {
    if (signature.parameters.length === 0) return "{}";
    const items = signature.parameters.map(({ name, type, optional }) => {
      const domain = f.domains?.[name] ?? source.domains[name];
      const words = domain ? `, {${cpp_literal(domain["zh-CN"])}, ${cpp_literal(domain.en)}}` : "";
      return `{${cpp_literal(name)}, ${cpp_literal(type)}, ${Boolean(optional)}${words}}`;
    });
    const text = `{${items.join(", ")}}`;
    if (!lists.has(text)) lists.set(text, `kParameters${lists.size}`);
    return lists.get(text);
  };
  const signatures = checked(source).flatMap((f, id) =>
    f.signatures.map((signature) => {
      const rule = `ResultRule::k${pascal_case(f.result_rule ?? "declared")}`;
      const family = `FunctionFamily::k${pascal_case(f.family)}`;
      return `{${[id, cpp_literal(f.name), family, parameters(f, signature), Boolean(signature.variadic), cpp_literal(f.result), rule, f.takes === "quantities"].join(", ")}}`;
    }),
  );
  return [
    "// Generated from schemas/feel/functions.json; do not edit.",
    '#include "tollgate/feel/function_table.h"',
    "namespace tollgate::feel {",
    "namespace {",
    ...[...lists].map(([text, name]) => `constexpr FunctionParameter ${name}[] = ${text};`),
    "constexpr FunctionSignature kFunctions[] = {",
    ...signatures.map((signature) => `    ${signature},`),
    "};",
    "}  // namespace",
    "std::span<const FunctionSignature> all_functions() { return kFunctions; }",
    "}  // namespace tollgate::feel",
    "",
  ].join("\n");
}

export function cpp_feel_help(source) {
  const entries = checked(source).map(
    ({ name, label, description, example, value }) =>
      `    {${[name, label["zh-CN"], label.en, description["zh-CN"], description.en, example, value].map(cpp_literal).join(", ")}},`,
  );
  return [
    "// Generated from schemas/feel/functions.json; do not edit.",
    '#include "tollgate/feel/function_help.h"',
    "namespace tollgate::feel {",
    "namespace {",
    "constexpr FunctionHelp kHelp[] = {",
    ...entries,
    "};",
    "}  // namespace",
    "std::span<const FunctionHelp> all_function_help() { return kHelp; }",
    "}  // namespace tollgate::feel",
    "",
  ].join("\n");
}

function usage({ name, signatures }) {
  return signatures.map(({ parameters, variadic }) => {
    const names = parameters.map((p) => (p.optional ? `[${p.name}]` : p.name));
    return `\`${name}(${[...names, ...(variadic ? ["…"] : [])].join(", ")})\``;
  });
}

export function docs_feel_functions(source) {
  const functions = checked(source);
  return Object.entries(source.families)
    .map(([family, { label, section }]) => {
      const rows = functions
        .filter((f) => f.family === family)
        .map((f) => [
          usage(f).join("<br>"),
          `${f.description["zh-CN"]}<br>${f.description.en}`,
          `\`${f.example}\``,
          `\`${f.value}\``,
        ]);
      return `## ${label.en} · ${label["zh-CN"]}\nDMN 1.5, ${section}.\n\n${table(["use", "what it gives", "example", "its value"], rows)}`;
    })
    .join("\n");
}
