// schemas/api as an OpenAPI 3.1 document: what programs may ask of one app of a hub.
//
// All requests go to one address (docs/api.md). OpenAPI tells operations apart by address and
// method, so each request stands as an address with its type behind a '#', which clients leave out
// of what they send: what goes over the wire is the documented message.
import { cpp_literal, pascal_case } from "./files.mjs";

const version = "1";

// References into common.schema.json become references into the document's components.
function with_references(part) {
  if (Array.isArray(part)) return part.map(with_references);
  if (part === null || typeof part !== "object") return part;
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) =>
      name === "$ref" ? [name, `#/components/schemas/${value.split("#/$defs/")[1]}`] : [name, with_references(value)],
    ),
  );
}

const json = (schema) => ({ "application/json": { schema } });
const ref = (name) => ({ $ref: `#/components/schemas/${name}` });
const response = (name) => ({ $ref: `#/components/responses/${name}` });
const refusals = {
  401: response("not_signed_in"),
  403: response("not_allowed"),
  429: response("too_many"),
  503: response("busy"),
};
const app_parameter = { name: "app", in: "path", required: true, description: "The app's id.", schema: { type: "string" } };

function message_operation(type, schema, name) {
  return {
    operationId: type.replaceAll(".", "_"),
    summary: schema.description,
    "x-repeatable": schema["x-repeatable"],
    parameters: [app_parameter],
    requestBody: {
      required: true,
      content: json({
        type: "object",
        required: ["id", "type", "params"],
        properties: {
          id: { type: "integer", description: "Comes back in the reply." },
          type: { const: type },
          params: ref(`${name}Request`),
          locale: { type: "string", description: "Of labels and messages: zh-CN or en." },
        },
      }),
    },
    responses: {
      200: {
        description: "The reply; a refusal of the app stands in it, with `ok` false.",
        content: json({ oneOf: [ref(`${name}Answer`), ref("Refusal")] }),
      },
      ...refusals,
    },
  };
}

export function open_api(schemas) {
  const common = schemas["common.schema.json"];
  const components = Object.fromEntries(
    Object.entries(common.$defs).map(([name, schema]) => [name, with_references(schema)]),
  );
  components.Refusal = {
    type: "object",
    required: ["ok", "diagnostics"],
    properties: { ok: { const: false }, diagnostics: { type: "array", items: { type: "object" } } },
  };
  const paths = {};
  for (const [file, schema] of Object.entries(schemas)) {
    if (schema === common) continue;
    const name = pascal_case(file.replace(".schema.json", ""));
    components[`${name}Request`] = with_references(schema.$defs.request);
    components[`${name}Reply`] = with_references(schema.$defs.reply);
    components[`${name}Answer`] = {
      type: "object",
      required: ["ok", "result"],
      properties: { id: { type: "integer" }, ok: { const: true }, result: ref(`${name}Reply`), changed: { type: "object" } },
    };
    paths[`/apps/{app}/api/request#${schema.title}`] = { post: message_operation(schema.title, schema, name) };
  }
  paths["/apps/{app}/api/blob"] = {
    post: {
      operationId: "file_put",
      summary: "Stores a file; the reply says what it is and its hash.",
      parameters: [app_parameter, { name: "name", in: "query", required: true, description: "What the file is called.", schema: { type: "string" } }],
      requestBody: { required: true, content: { "application/octet-stream": {} } },
      responses: { 200: { description: "What the file is.", content: json({ type: "object" }) }, ...refusals },
    },
  };
  paths["/apps/{app}/api/blob/{sha256}"] = {
    get: {
      operationId: "file_get",
      summary: "A stored file.",
      parameters: [app_parameter, { name: "sha256", in: "path", required: true, description: "64 hexadecimal digits.", schema: { type: "string" } }],
      responses: { 200: { description: "Its bytes.", content: { "application/octet-stream": {} } }, ...refusals },
    },
  };
  paths["/apps/{app}/api/events"] = {
    get: {
      operationId: "events",
      summary: "Server-sent events named `changed`, whose data says what changed.",
      parameters: [app_parameter],
      responses: { 200: { description: "A stream that stays open.", content: { "text/event-stream": {} } }, ...refusals },
    },
  };
  const webhooks = {
    changes: {
      post: {
        operationId: "changes_webhook",
        summary: "What changed in an app, as far as the webhook's key may know of it (a channel of the kind `changes`). At least once: the same `id` may come again.",
        parameters: [
          { name: "Tollgate-Id", in: "header", required: true, description: "`id` of the body.", schema: { type: "string" } },
          { name: "Tollgate-Timestamp", in: "header", required: true, description: "Seconds since 1970, when it was signed.", schema: { type: "string" } },
          { name: "Tollgate-Signature", in: "header", required: true, description: "`v1=` and the hexadecimal HMAC-SHA-256 by the signing secret over the timestamp, a dot and the body.", schema: { type: "string" } },
        ],
        requestBody: {
          required: true,
          content: json({
            type: "object",
            required: ["id", "type", "app", "changes", "made_at_ms", "attempt"],
            properties: {
              id: { type: "string" },
              type: { const: "changes" },
              app: { type: "string", description: "The app's id." },
              changes: { type: "array", items: ref("record_change") },
              made_at_ms: { type: "integer" },
              attempt: { type: "integer", description: "From 1." },
            },
          }),
        },
        responses: { "2XX": { description: "It is taken; anything else is tried again." } },
      },
    },
  };
  const refusal = (description) => ({ description, content: json(ref("Refusal")) });
  return {
    openapi: "3.1.0",
    info: {
      title: "Tollgate",
      version,
      description: "The messages of an app, as its pages send them. A key acts as one person or role of one app.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    security: [{ key: [] }],
    paths,
    webhooks,
    components: {
      securitySchemes: { key: { type: "http", scheme: "bearer", description: "A key that an administrator made." } },
      responses: {
        not_signed_in: refusal("The key is unknown, expired or revoked."),
        not_allowed: refusal("The key is for another app, or another site's page asked."),
        too_many: refusal("Too much is asked: nothing was done; `Retry-After` says when to try again."),
        busy: refusal("The hub or the app can't answer at the moment."),
      },
      schemas: components,
    },
  };
}

export const open_api_text = (schemas) => `${JSON.stringify(open_api(schemas), null, 2)}\n`;

// In pieces to be joined: compilers need not take a literal of more than 65,536 characters.
export function cpp_open_api(schemas) {
  const text = JSON.stringify(open_api(schemas));
  const pieces = text.match(/[\s\S]{1,8000}/gu).map((piece) => `    ${cpp_literal(piece)}`);
  return [
    "// Generated from schemas/api; do not edit.",
    "#pragma once",
    "",
    "#include <string_view>",
    "",
    "namespace tollgate::server {",
    "",
    `inline constexpr std::string_view kOpenApi[] = {\n${pieces.join(",\n")}};`,
    "",
    "}  // namespace tollgate::server",
    "",
  ].join("\n");
}
