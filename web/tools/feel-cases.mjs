// Runs FEEL conformance cases in the WebAssembly build; the counterpart of
// `tollgate feel --cases FILE.jsonl`: a JSON line for each failing case, at the end
// "N passed, N failed". Exit code 1 when a case failed, 2 for wrong use.
//
//   node web/tools/feel-cases.mjs FILE.jsonl [--build DIR]
//
// Without --build: build/wasm, else build/wasm-debug, whichever is there.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const root = resolve(import.meta.dirname, "../..");

function read_arguments() {
  try {
    return parseArgs({ options: { build: { type: "string" } }, allowPositionals: true });
  } catch (error) {
    return { positionals: [], values: {}, error };
  }
}

const { positionals, values, error } = read_arguments();
if (error || positionals.length !== 1) {
  if (error) console.error(error.message);
  console.error("usage: node web/tools/feel-cases.mjs FILE.jsonl [--build DIR]");
  process.exit(2);
}
const builds = values.build ? [resolve(values.build)] : [join(root, "build/wasm"), join(root, "build/wasm-debug")];
const program = builds.map((build) => join(build, "bin/feel_cases.mjs")).find(existsSync);
if (!program) {
  console.error(
    "no WebAssembly build of feel_cases: . ./emsdk-env.sh && cmake --preset wasm && ninja -C build/wasm feel_cases",
  );
  process.exit(2);
}
const { default: load } = await import(pathToFileURL(program).href);
const module = await load({ print: (line) => process.stdout.write(`${line}\n`) });
const code = module.callMain([resolve(positionals[0])]);
process.exitCode = typeof code === "number" ? code : 0;
