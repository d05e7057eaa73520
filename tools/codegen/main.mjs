// Generates code from the schemas, so that no type is written twice.
//
//   node tools/codegen/main.mjs app-nodes schemas/app/app.schema.json OUT.cc
//   node tools/codegen/main.mjs cpp-api schemas/api OUT_FOLDER     messages.h, messages.cc
//   node tools/codegen/main.mjs ts-api schemas/api OUT.ts
//   node tools/codegen/main.mjs ts-app schemas/app/app.schema.json OUT.ts
//
// A file is written only when its text changes. Exit code 1: a schema uses what the generator does
// not know, or a file cannot be read or written; one line says which.
import { app_nodes } from "./app_nodes.mjs";
import { cpp_api } from "./cpp_api.mjs";
import { read_schema, read_schema_folder, write_if_changed } from "./files.mjs";
import { ts_api, ts_app } from "./ts_types.mjs";

const commands = {
  "app-nodes": (source, out) => write_if_changed(out, app_nodes(read_schema(source))),
  "cpp-api": (source, out) => {
    const { header, code } = cpp_api(read_schema_folder(source));
    write_if_changed(`${out}/messages.h`, header);
    write_if_changed(`${out}/messages.cc`, code);
  },
  "ts-api": (source, out) => write_if_changed(out, ts_api(read_schema_folder(source))),
  "ts-app": (source, out) => write_if_changed(out, ts_app(read_schema(source))),
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
