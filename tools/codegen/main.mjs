// Generates code and parts of the docs from the schemas, so that nothing is written twice.
//
//   node tools/codegen/main.mjs app-nodes schemas/app/app.schema.json OUT.cc
//   node tools/codegen/main.mjs cpp-api schemas/api OUT_FOLDER     messages.h, messages.cc
//   node tools/codegen/main.mjs cpp-hub schemas/hub OUT_FOLDER     the same for the hub's messages
//   node tools/codegen/main.mjs cpp-sync schemas/sync OUT_FOLDER   the same for devices and hub
//   node tools/codegen/main.mjs cpp-delivery schemas/delivery OUT_FOLDER     and for those about delivery
//   node tools/codegen/main.mjs cpp-packages schemas/packages OUT_FOLDER     and for those about packages
//   node tools/codegen/main.mjs cpp-handlers schemas/api OUT.h
//   node tools/codegen/main.mjs cpp-feel-functions|cpp-feel-help schemas/feel/functions.json OUT.cc
//   node tools/codegen/main.mjs cpp-limits schemas/limits.json OUT.h
//   node tools/codegen/main.mjs cpp-session-errors schemas/session_errors.json OUT.h
//   node tools/codegen/main.mjs cpp-semantics schemas/designer/semantics.json OUT.h
//   node tools/codegen/main.mjs cpp-policy schemas/content_security_policy.json OUT.h
//   node tools/codegen/main.mjs cpp-open-api schemas/api OUT.h     the API as OpenAPI 3.1, in a text
//   node tools/codegen/main.mjs open-api schemas/api OUT.json      the same as a file
//   node tools/codegen/main.mjs cpp-value-members schemas/app/value_members.json OUT.h
//   node tools/codegen/main.mjs cpp-evidence-findings schemas/app/evidence_findings.json OUT.h
//   node tools/codegen/main.mjs cpp-words schemas/app/words.json OUT.cc
//   node tools/codegen/main.mjs cpp-member-help schemas/app/member_help.json OUT.cc
//   node tools/codegen/main.mjs cpp-field-types schemas/app/field_types.json OUT.h
//   node tools/codegen/main.mjs field-rules schemas/app/field_types.json schemas/app/app.schema.json
//     writes what the table asks for into the app schema, which is kept in the repository
//   node tools/codegen/main.mjs check-field-rules ...              the same, but only compares
//   node tools/codegen/main.mjs web schemas web                    all TypeScript of the pages
//   node tools/codegen/main.mjs docs schemas docs                  the generated parts of the docs
//   node tools/codegen/main.mjs check-docs schemas docs            the same, but only compares
//
// A file is written only when its text changes. Exit code 1: a schema uses what the generator does
// not know, or a file cannot be read or written, or the docs are not what would be written; one
// line says which.
import { readFileSync } from "node:fs";
import { app_nodes } from "./app_nodes.mjs";
import { cpp_content_security_policy } from "./content_security_policy.mjs";
import { cpp_api } from "./cpp_api.mjs";
import { cpp_handlers } from "./cpp_handlers.mjs";
import { docs_requests } from "./docs_requests.mjs";
import { check_parts, write_parts } from "./docs_parts.mjs";
import {
  cpp_evidence_findings, docs_evidence_findings, ts_evidence_findings,
} from "./evidence_findings.mjs";
import { cpp_feel_functions, cpp_feel_help, docs_feel_functions } from "./feel_functions.mjs";
import { cpp_field_types, ts_field_types, with_field_types } from "./field_types.mjs";
import { read_schema, read_schema_folder, write_if_changed } from "./files.mjs";
import { cpp_limits, docs_limits, ts_limits } from "./limits.mjs";
import { cpp_open_api, open_api_text } from "./open_api.mjs";
import { cpp_semantics, ts_semantics } from "./semantics.mjs";
import { cpp_session_errors, ts_session_errors } from "./session_errors.mjs";
import { ts_requests } from "./ts_requests.mjs";
import { cpp_value_members, docs_blob, docs_value_members, ts_value_members } from "./value_members.mjs";
import { cpp_member_help } from "./member_help.mjs";
import { cpp_words, ts_words } from "./words.mjs";
import { ts_api, ts_app } from "./ts_types.mjs";

// File of the pages → its text.
const web = {
  "engine/generated/api.ts": (schemas) => ts_api(read_schema_folder(`${schemas}/api`)),
  "engine/generated/app.ts": (schemas) => ts_app(read_schema(`${schemas}/app/app.schema.json`)),
  "engine/generated/delivery.ts": (schemas) =>
    ts_api(read_schema_folder(`${schemas}/delivery`), "schemas/delivery"),
  "engine/generated/packages.ts": (schemas) => ts_api(read_schema_folder(`${schemas}/packages`), "schemas/packages"),
  "engine/generated/sign_in.ts": (schemas) => ts_api(read_schema_folder(`${schemas}/sign_in`), "schemas/sign_in"),
  "engine/generated/evidence_findings.ts": (schemas) =>
    ts_evidence_findings(read_schema(`${schemas}/app/evidence_findings.json`)),
  "engine/generated/field_types.ts": (schemas) =>
    ts_field_types(read_schema(`${schemas}/app/field_types.json`)),
  "engine/generated/hub.ts": (schemas) => ts_api(read_schema_folder(`${schemas}/hub`), "schemas/hub"),
  "engine/generated/limits.ts": (schemas) => ts_limits(read_schema(`${schemas}/limits.json`)),
  "engine/generated/requests.ts": (schemas) => ts_requests(read_schema_folder(`${schemas}/api`)),
  "engine/generated/session_errors.ts": (schemas) =>
    ts_session_errors(read_schema(`${schemas}/session_errors.json`)),
  "engine/generated/value_members.ts": (schemas) =>
    ts_value_members(read_schema(`${schemas}/app/value_members.json`)),
  "engine/generated/words.ts": (schemas) => ts_words(read_schema(`${schemas}/app/words.json`)),
  "designer-host/generated/semantics.ts": (schemas) =>
    ts_semantics(read_schema(`${schemas}/designer/semantics.json`)),
};

// Page of the docs → its generated parts by name.
const docs = {
  "api.md": {
    requests: (schemas) => docs_requests(read_schema_folder(`${schemas}/api`)),
    blob: (schemas) => docs_blob(read_schema(`${schemas}/app/value_members.json`)),
    limits: (schemas) => docs_limits(read_schema(`${schemas}/limits.json`)),
  },
  "app-document.md": {
    value_members: (schemas) => docs_value_members(read_schema(`${schemas}/app/value_members.json`)),
  },
  "evidence.md": {
    findings: (schemas) => docs_evidence_findings(read_schema(`${schemas}/app/evidence_findings.json`)),
  },
  "feel-functions.md": {
    functions: (schemas) => docs_feel_functions(read_schema(`${schemas}/feel/functions.json`)),
  },
};

const app_schema_text = (table, schema) =>
  `${JSON.stringify(with_field_types(read_schema(table), read_schema(schema)), null, 2)}\n`;

const commands = {
  "app-nodes": (source, out) => write_if_changed(out, app_nodes(read_schema(source))),
  "cpp-api": (source, out) => {
    const { header, code } = cpp_api(read_schema_folder(source));
    write_if_changed(`${out}/messages.h`, header);
    write_if_changed(`${out}/messages.cc`, code);
  },
  "cpp-delivery": (source, out) => {
    const { header, code } = cpp_api(read_schema_folder(source), { folder: "schemas/delivery", module: "delivery" });
    write_if_changed(`${out}/messages.h`, header);
    write_if_changed(`${out}/messages.cc`, code);
  },
  "cpp-evidence-findings": (source, out) => write_if_changed(out, cpp_evidence_findings(read_schema(source))),
  "cpp-hub": (source, out) => {
    const { header, code } = cpp_api(read_schema_folder(source), { folder: "schemas/hub", module: "accounts" });
    write_if_changed(`${out}/messages.h`, header);
    write_if_changed(`${out}/messages.cc`, code);
  },
  "cpp-packages": (source, out) => {
    const { header, code } = cpp_api(read_schema_folder(source), { folder: "schemas/packages", module: "packages" });
    write_if_changed(`${out}/messages.h`, header);
    write_if_changed(`${out}/messages.cc`, code);
  },
  "cpp-sign-in": (source, out) => {
    const { header, code } = cpp_api(read_schema_folder(source), { folder: "schemas/sign_in", module: "sign_in" });
    write_if_changed(`${out}/messages.h`, header);
    write_if_changed(`${out}/messages.cc`, code);
  },
  "cpp-sync": (source, out) => {
    const { header, code } = cpp_api(read_schema_folder(source), { folder: "schemas/sync", module: "sync" });
    write_if_changed(`${out}/messages.h`, header);
    write_if_changed(`${out}/messages.cc`, code);
  },
  "cpp-feel-functions": (source, out) => write_if_changed(out, cpp_feel_functions(read_schema(source))),
  "cpp-feel-help": (source, out) => write_if_changed(out, cpp_feel_help(read_schema(source))),
  "cpp-field-types": (source, out) => write_if_changed(out, cpp_field_types(read_schema(source))),
  "field-rules": (source, out) => write_if_changed(out, app_schema_text(source, out)),
  "check-field-rules": (source, out) => {
    if (readFileSync(out, "utf8") === app_schema_text(source, out)) return;
    throw new Error(`${out} does not say what ${source} asks for; run this with field-rules`);
  },
  "cpp-handlers": (source, out) => write_if_changed(out, cpp_handlers(read_schema_folder(source))),
  "cpp-limits": (source, out) => write_if_changed(out, cpp_limits(read_schema(source))),
  "cpp-member-help": (source, out) => write_if_changed(out, cpp_member_help(read_schema(source))),
  "cpp-open-api": (source, out) => write_if_changed(out, cpp_open_api(read_schema_folder(source))),
  "open-api": (source, out) => write_if_changed(out, open_api_text(read_schema_folder(source))),
  "cpp-policy": (source, out) => write_if_changed(out, cpp_content_security_policy(read_schema(source))),
  "cpp-semantics": (source, out) => write_if_changed(out, cpp_semantics(read_schema(source))),
  "cpp-session-errors": (source, out) => write_if_changed(out, cpp_session_errors(read_schema(source))),
  "cpp-value-members": (source, out) => write_if_changed(out, cpp_value_members(read_schema(source))),
  "cpp-words": (source, out) => write_if_changed(out, cpp_words(read_schema(source))),
  web: (schemas, out) => {
    for (const [file, text] of Object.entries(web)) write_if_changed(`${out}/${file}`, text(schemas));
  },
  docs: (schemas, out) => {
    for (const [page, parts] of Object.entries(docs)) write_parts(`${out}/${page}`, parts, schemas);
  },
  "check-docs": (schemas, out) => {
    for (const [page, parts] of Object.entries(docs)) check_parts(`${out}/${page}`, parts, schemas);
  },
};

const [, , command, source, out] = process.argv;
if (!commands[command] || !source || !out) {
  console.error(`usage: node main.mjs ${Object.keys(commands).join("|")} SOURCE OUT`);
  process.exit(2);
}
try {
  commands[command](source, out);
} catch (problem) {
  console.error(`codegen ${command}: ${problem.message}`);
  process.exit(1);
}
