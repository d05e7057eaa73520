// TypeScript types: of requests and replies, and of the app document.
import { api_types } from "./api_types.mjs";
import { pascal_case, require_known } from "./files.mjs";

const json_type =
  "export type Json = null | boolean | number | string | Json[] | { [member: string]: Json };\n";

function comment(text, indent = "") {
  return text ? `${indent}/** ${text.replace(/\s+/g, " ").replaceAll("*/", "* /")} */\n` : "";
}

function member_name(name) {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : JSON.stringify(name);
}

function array_of(type) {
  return /^[A-Za-z]+$/.test(type) ? `${type}[]` : `(${type})[]`;
}

function api_type(shape) {
  switch (shape.kind) {
    case "text":
      return "string";
    case "enum":
      return shape.values.map((value) => JSON.stringify(value)).join(" | ");
    case "integer":
      return "number";
    case "boolean":
      return "boolean";
    case "any":
      return "Json";
    case "map_any":
      return "{ [member: string]: Json }";
    case "nullable":
      return `${api_type(shape.item)} | null`;
    case "list":
      if (shape.least !== undefined && shape.least === shape.most) {
        return `[${Array(shape.least).fill(api_type(shape.item)).join(", ")}]`;
      }
      return array_of(api_type(shape.item));
    case "map":
      return `{ [member: string]: ${api_type(shape.item)} }`;
    case "type":
      return shape.name;
  }
}

export function ts_api(schemas, folder = "schemas/api") {
  const { types, aliases, requests } = api_types(schemas);
  const interfaces = types.map(({ name, description, members }) => {
    const lines = members.map(
      (m) =>
        comment(m.description, "  ") +
        `  ${member_name(m.name)}${m.required ? "" : "?"}: ${api_type(m.shape)};\n`,
    );
    if (lines.length === 0) return `${comment(description)}export type ${name} = Record<string, never>;\n`;
    return `${comment(description)}export interface ${name} {\n${lines.join("")}}\n`;
  });
  return [
    `// Generated from ${folder}; do not edit.\n`,
    json_type,
    ...aliases.map((a) => `${comment(a.description)}export type ${a.name} = ${api_type(a.shape)};\n`),
    ...interfaces,
    "/** Each request's params and result. */",
    "export interface Requests {",
    ...requests.map(
      ({ type, name }) => `  "${type}": { params: ${name}Request; result: ${name}Reply };`,
    ),
    "}",
    "",
    "export type RequestType = keyof Requests;",
    "",
  ].join("\n");
}

// The app document: one type a definition, anonymous objects inline.
export function ts_app(schema) {
  const type_of = (part, where, indent) => {
    if (part.$ref) return pascal_case(part.$ref.replace("#/$defs/", ""));
    if (part.const !== undefined) return JSON.stringify(part.const);
    if (part.enum) return part.enum.map((value) => JSON.stringify(value)).join(" | ");
    if (part.oneOf) return part.oneOf.map((one) => type_of(one, where, indent)).join(" | ");
    switch (part.type) {
      case "string":
        return "string";
      case "integer":
      case "number":
        return "number";
      case "boolean":
        return "boolean";
      case "array":
        return array_of(type_of(part.items, where, indent));
      case "object":
        return object_type(part, where, indent);
    }
    throw new Error(`${where}: no TypeScript for ${JSON.stringify(part)}`);
  };
  const object_type = (part, where, indent) => {
    if (!part.properties) {
      const item = part.additionalProperties;
      return `{ [member: string]: ${item ? type_of(item, where, indent) : "Json"} }`;
    }
    const inner = `${indent}  `;
    const members = Object.entries(part.properties).map(([name, child]) => {
      const optional = (part.required ?? []).includes(name) ? "" : "?";
      const type = type_of(child, `${where}/${name}`, inner);
      return `${comment(child.description, inner)}${inner}${member_name(name)}${optional}: ${type};\n`;
    });
    return `{\n${members.join("")}${indent}}`;
  };
  require_known(schema, ["$schema", "$id", "title", "description", "type", "required", "properties", "$defs"], "#");
  const defs = Object.entries(schema.$defs).map(
    ([name, def]) =>
      `${comment(def.description)}export type ${pascal_case(name)} = ${type_of(def, name, "")};\n`,
  );
  return [
    "// Generated from the app schema; do not edit.\n",
    json_type,
    ...defs,
    `${comment(schema.description)}export type App = ${object_type(schema, "#", "")};\n`,
  ].join("\n");
}
