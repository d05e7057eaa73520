// The engine's program: a small script and its compiled code. The code is compiled while files are opened,
// and once for all engines of a Worker. What no page's first minute calls lies in a second file
// (web/tools/split_engine.mjs), which comes behind the first.

import { compile } from "./compile.ts";
import { DeferredCode } from "./deferred_code.ts";
import type { ModuleFactory } from "./wasm_engine.ts";

/** tollgate.mjs as web/tools/build.mjs leaves it. */
interface ProgramScript {
  default: ModuleFactory;
  /** Of the code, below the engine's folder; its name holds its hash. A stand-in for tests has none. */
  wasm_path?: string;
  /** Of the second file, where the code was taken apart. */
  later_path?: string;
}

let program: { url: string; loaded: Promise<ModuleFactory> } | undefined;

/** `engine_url`: the folder that holds tollgate.mjs, with a slash at its end. */
export function load_program(engine_url: string): Promise<ModuleFactory> {
  if (program?.url !== engine_url) {
    const loaded = load(engine_url).catch((error: unknown) => {
      program = undefined;
      throw error;
    });
    program = { url: engine_url, loaded };
  }
  return program.loaded;
}

async function load(engine_url: string): Promise<ModuleFactory> {
  const script = (await import(/* @vite-ignore */ `${engine_url}tollgate.mjs`)) as ProgramScript;
  const { default: factory, wasm_path, later_path } = script;
  if (wasm_path === undefined) return factory;
  const code = await compile(engine_url + wasm_path);
  const later = later_path === undefined ? undefined : new DeferredCode(engine_url + later_path);
  return (options) =>
    factory({
      ...options,
      instantiateWasm: (imports, done) =>
        done(later ? later.instantiate(code, imports) : new WebAssembly.Instance(code, imports), code),
    });
}
