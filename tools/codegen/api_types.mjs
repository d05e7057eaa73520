// The schemas of schemas/api as a list of named types, independent of the language they become.
//
// Shapes: {kind: "text" | "integer" | "boolean" | "any" | "map_any"} ·
// {kind: "enum", values} · {kind: "list", item} · {kind: "map", item} · {kind: "nullable", item} ·
// {kind: "type", name}
import { pascal_case, require_known } from "./files.mjs";

const annotations = ["description", "title"];

// [{name, description, members: [{name, description, required, shape}], request?}] in an order in
// which each type stands after those it holds, plus aliases for definitions that are not objects, and
// the requests [{type, name, repeatable, question, description}].
// Who may send a request. reader: whoever may see what it asks about, as query tells; writer: whoever
// may do what it does, as the engine tells; administration: who looks after the app; hub: the hub
// itself; anyone: it asks about nothing that is anybody's.
const ACCESS = ["anyone", "reader", "writer", "administration", "hub"];

export function api_types(schemas) {
  const types = new Map();
  const common = schemas["common.schema.json"];
  if (!common) throw new Error("schemas/api has no common.schema.json");

  const singular = (name) => {
    if (name.endsWith("ies")) return `${name.slice(0, -3)}y`;
    return name.endsWith("s") && !name.endsWith("ss") ? name.slice(0, -1) : name;
  };

  function shape(schema, name, where) {
    if (schema.$ref) {
      require_known(schema, ["$ref", ...annotations], where);
      const def = schema.$ref.split("#/$defs/")[1];
      if (!common.$defs[def]) throw new Error(`${where}: no definition ${schema.$ref}`);
      return common_shape(def);
    }
    if (schema.enum) {
      require_known(schema, ["enum", "type", ...annotations], where);
      return { kind: "enum", values: schema.enum };
    }
    if (Array.isArray(schema.type)) {
      const [inner, last] = schema.type;
      if (schema.type.length !== 2 || last !== "null") throw new Error(`${where}: type ${schema.type}`);
      return { kind: "nullable", item: shape({ ...schema, type: inner }, name, where) };
    }
    switch (schema.type) {
      case undefined:
        require_known(schema, annotations, where);
        return { kind: "any" };
      case "string":
        require_known(schema, ["type", ...annotations], where);
        return { kind: "text" };
      case "integer":
        require_known(schema, ["type", ...annotations], where);
        return { kind: "integer" };
      case "boolean":
        require_known(schema, ["type", ...annotations], where);
        return { kind: "boolean" };
      case "array":
        require_known(schema, ["type", "items", "minItems", "maxItems", ...annotations], where);
        return {
          kind: "list",
          item: shape(schema.items, singular(name), `${where}/items`),
          least: schema.minItems,
          most: schema.maxItems,
        };
      case "object":
        return object_shape(schema, name, where);
      default:
        throw new Error(`${where}: type '${schema.type}'`);
    }
  }

  function object_shape(schema, name, where) {
    require_known(
      schema,
      ["type", "required", "properties", "additionalProperties", ...annotations],
      where,
    );
    if (schema.properties) {
      define(name, schema, where);
      return { kind: "type", name };
    }
    const item = schema.additionalProperties;
    if (item && item !== true) return { kind: "map", item: shape(item, singular(name), `${where}/*`) };
    return { kind: "map_any" };
  }

  function common_shape(def) {
    const schema = common.$defs[def];
    const name = pascal_case(def);
    if (schema.properties) {
      if (!types.has(name)) define(name, schema, `common#/$defs/${def}`);
      return { kind: "type", name };
    }
    return shape(schema, name, `common#/$defs/${def}`);
  }

  function define(name, schema, where, more = {}) {
    if (types.has(name)) {
      if (types.get(name).schema !== schema) throw new Error(`${where}: two types named ${name}`);
      return;
    }
    const type = { name, schema, description: schema.description, members: [], ...more };
    types.set(name, type);
    const required = schema.required ?? [];
    for (const member of required) {
      if (!schema.properties[member]) throw new Error(`${where}: required '${member}' is not there`);
    }
    type.members = Object.entries(schema.properties).map(([member, part]) => ({
      name: member,
      description: part.description,
      required: required.includes(member),
      shape: shape(part, name + pascal_case(member), `${where}/${member}`),
    }));
    // Taken out and put in again: a type stands after the types it holds.
    types.delete(name);
    types.set(name, type);
  }

  const aliases = [];
  for (const [def, schema] of Object.entries(common.$defs)) {
    const found = common_shape(def);
    if (!schema.properties) {
      aliases.push({ name: pascal_case(def), description: schema.description, shape: found });
    }
  }
  const requests = [];
  for (const [file, schema] of Object.entries(schemas)) {
    if (schema === common) continue;
    const type = schema.title;
    const name = pascal_case(file.replace(".schema.json", ""));
    for (const part of ["request", "reply"]) {
      if (!schema.$defs?.[part]?.properties) throw new Error(`${file}: no $defs/${part}`);
    }
    define(`${name}Reply`, schema.$defs.reply, file, { description: `What ${type} gives.` });
    define(`${name}Request`, schema.$defs.request, file, {
      description: schema.description,
      request: { type, reply: `${name}Reply`, question: schema["x-question"], access: schema["x-access"] },
    });
    if (typeof schema["x-repeatable"] !== "boolean") {
      throw new Error(`${file}: "x-repeatable" must say whether sending ${type} twice is the same as once`);
    }
    if (typeof schema["x-question"] !== "boolean") {
      throw new Error(`${file}: "x-question" must say whether ${type} is a question, whose rules are bounded together`);
    }
    // Of an app's people; who may send what to the hub is said by its accounts.
    if (schema.$id.startsWith("urn:tollgate:api:") && !ACCESS.includes(schema["x-access"])) {
      throw new Error(`${file}: "x-access" must say who may send ${type}: ${ACCESS.join(", ")}`);
    }
    requests.push({
      type,
      name,
      repeatable: schema["x-repeatable"],
      question: schema["x-question"],
      description: schema.description,
    });
  }
  return { types: [...types.values()], aliases, requests };
}
