// The app schema as constant C++ data (runtime/model/schema_node.h): no JSON is parsed at start-up,
// the order of members is kept for the canonical form, and a keyword that the checker would not
// check fails the build.
import { cpp_literal, require_known } from "./files.mjs";

const annotations = ["description", "default", "title"];
const patterns = {
  "^[a-z][a-z0-9_]{0,63}$": "kId",
  "^([01][0-9]|2[0-3]):[0-5][0-9]$": "kTimeOfDay",
  "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$": "kLocale",
};

class Emitter {
  constructor(schema) {
    this.defs = schema.$defs;
    this.forward = [];
    this.body = [];
    this.count = 0;
  }

  // The C++ name of the node for `schema`; `noun` is what messages call such a thing.
  node(schema, noun, where) {
    if (schema.$ref) return this.reference(schema, where);
    const name = `anonymous_${++this.count}`;
    this.define(name, schema, noun, where);
    return name;
  }

  reference(schema, where) {
    require_known(schema, ["$ref", ...annotations], where);
    const def = schema.$ref.replace("#/$defs/", "");
    if (!this.defs[def]) throw new Error(`${where}: no definition ${schema.$ref}`);
    return `def_${def}`;
  }

  define(name, schema, noun, where) {
    this.forward.push(`extern const SchemaNode ${name};`);
    const parts = [`.noun = ${cpp_literal(noun)}`];
    const add = (member, value) => parts.push(`.${member} = ${value}`);
    const keywords = (...more) => require_known(schema, ["type", ...annotations, ...more], where);
    if (schema.$ref) {
      const target = this.defs[schema.$ref.replace("#/$defs/", "")];
      const { $ref, ...own } = schema;
      require_known(own, annotations, where);
      this.forward.pop();
      this.define(name, { ...target, ...own }, noun, where);
      return;
    }
    if (schema.oneOf) {
      keywords("oneOf", "x-discriminator");
      add("kind", "NodeKind::kOneOf");
      const nodes = schema.oneOf.map((part, i) => this.node(part, noun, `${where}/oneOf/${i}`));
      this.table(name, "alternatives", "const SchemaNode* const", nodes.map((n) => `&${n}`), parts);
      if (schema["x-discriminator"]) {
        this.require_variants(schema, where);
        add("discriminator", cpp_literal(schema["x-discriminator"]));
      }
    } else if (schema.enum || schema.const !== undefined) {
      keywords("enum", "const");
      add("kind", "NodeKind::kEnum");
      const values = (schema.enum ?? [schema.const]).map(cpp_literal);
      this.table(name, "values", "const std::string_view", values, parts);
    } else {
      const define_kind = this[`define_${schema.type}`];
      if (!define_kind) throw new Error(`${where}: no rule for type '${schema.type}'`);
      define_kind.call(this, { name, schema, noun, where, parts, add, keywords });
    }
    this.body.push(`const SchemaNode ${name} = {${parts.join(", ")}};`);
  }

  // Alternatives are told apart by one member: each has it, required, with a word of its own.
  require_variants(schema, where) {
    const tag = schema["x-discriminator"];
    const words = schema.oneOf.map((part) => {
      const target = part.$ref ? this.defs[part.$ref.replace("#/$defs/", "")] : part;
      const word = target?.properties?.[tag]?.const;
      if (typeof word !== "string" || !target.required?.includes(tag)) {
        throw new Error(`${where}: ${part.$ref ?? "an alternative"} has no required const '${tag}'`);
      }
      return word;
    });
    if (new Set(words).size < words.length) throw new Error(`${where}: '${tag}' is not unique`);
  }

  table(name, member, type, items, parts) {
    if (items.length === 0) return;
    this.body.push(`${type} ${name}_${member}[] = {${items.join(", ")}};`);
    parts.push(`.${member} = ${name}_${member}`);
  }

  define_object({ name, schema, noun, where, parts, add, keywords }) {
    // allOf: what a field's type allows, which lint takes from the table of field types itself.
    const rules = name === "def_field" ? ["allOf"] : [];
    keywords("required", "properties", "additionalProperties", "minProperties", "maxProperties", ...rules);
    if (!schema.properties) {
      add("kind", "NodeKind::kMap");
      if (schema.additionalProperties) {
        add("item", `&${this.node(schema.additionalProperties, noun, `${where}/*`)}`);
      }
      this.range(schema.minProperties, schema.maxProperties, add);
      return;
    }
    if (schema.additionalProperties) throw new Error(`${where}: properties and additionalProperties`);
    add("kind", "NodeKind::kObject");
    const members = Object.entries(schema.properties).map(([member, part]) => {
      const child = this.node(part, `${noun}.${member}`, `${where}/${member}`);
      const required = (schema.required ?? []).includes(member);
      return `{${cpp_literal(member)}, &${child}, ${required}}`;
    });
    this.table(name, "members", "const SchemaMember", members, parts);
  }

  define_array({ schema, noun, where, add, keywords }) {
    keywords("items", "minItems", "maxItems");
    add("kind", "NodeKind::kArray");
    add("item", `&${this.node(schema.items, noun, `${where}/items`)}`);
    this.range(schema.minItems, schema.maxItems, add);
  }

  define_string({ schema, where, add, keywords }) {
    keywords("pattern", "minLength", "maxLength");
    add("kind", "NodeKind::kText");
    if (schema.pattern) {
      const known = patterns[schema.pattern];
      if (!known) throw new Error(`${where}: unknown pattern ${schema.pattern}`);
      add("pattern", `TextPattern::${known}`);
    }
    this.range(schema.minLength, schema.maxLength, add);
  }

  define_integer({ schema, add, keywords }) {
    keywords("minimum", "maximum");
    add("kind", "NodeKind::kInteger");
    this.range(schema.minimum, schema.maximum, add);
  }

  define_number({ schema, add, keywords }) {
    keywords("minimum", "maximum");
    add("kind", "NodeKind::kNumber");
    this.range(schema.minimum, schema.maximum, add);
  }

  define_boolean({ add, keywords }) {
    keywords();
    add("kind", "NodeKind::kBoolean");
  }

  range(least, most, add) {
    for (const bound of [least, most]) {
      if (bound !== undefined && !Number.isInteger(bound)) throw new Error(`bound ${bound}`);
    }
    if (least !== undefined) add("least", least);
    if (most !== undefined) add("most", most);
  }
}

export function app_nodes(schema) {
  const emitter = new Emitter(schema);
  const { $schema, $id, $defs, ...root } = schema;
  for (const [name, def] of Object.entries($defs)) {
    emitter.define(`def_${name}`, def, name, `#/$defs/${name}`);
  }
  emitter.define("def_app", root, "document", "#");
  return [
    "// Generated from the app schema; do not edit.",
    '#include "schema_node.h"',
    "namespace tollgate::model {",
    "namespace {",
    ...emitter.forward,
    ...emitter.body,
    "}  // namespace",
    "const SchemaNode& app_schema() { return def_app; }",
    "}  // namespace tollgate::model",
    "",
  ].join("\n");
}
