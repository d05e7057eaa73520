// The engine's program: a small script and its compiled code. The code is compiled while files are opened,
// and once for all engines of a Worker.

import type { ModuleFactory } from "./wasm_engine.ts";

/** tollgate.mjs as web/tools/build.mjs leaves it. */
interface ProgramScript {
  default: ModuleFactory;
  /** Of the code, below the engine's folder; its name holds its hash. A stand-in for tests has none. */
  wasm_path?: string;
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
  const { default: factory, wasm_path } = script;
  if (wasm_path === undefined) return factory;
  const code = await compile(engine_url + wasm_path);
  return (options) =>
    factory({
      ...options,
      instantiateWasm: (imports, done) => done(new WebAssembly.Instance(code, imports), code),
    });
}

/**
 * The browser keeps what it compiled for a file of its own cache. Where that let go of the file and there
 * is no network, the service worker has a copy; it also serves where a server does not name the type.
 */
async function compile(url: string): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compileStreaming(fetch(url));
  } catch {
    const kept = await fetch(`${url}?kept`);
    if (!kept.ok) throw new Error(`${url}: ${kept.status}`);
    return WebAssembly.compile(await kept.arrayBuffer());
  }
}
