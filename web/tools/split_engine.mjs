// Takes the engine apart: the functions that pages call in their first minute stay in its code, the rest
// goes into a second file that is loaded behind them (web/engine/program.ts). Which those are is measured:
// the minute is lived through with an engine that notes what is called.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

import { first_minute, later_visit } from "./first_minute.mjs";

/**
 * Called in a first minute, too, but by what no minute here has: what a hub answers, and an app with slips. Names
 * of functions begin so.
 */
const kAlways = [
  /^tollgate::sync::/,
  /^tollgate::store::(SyncRows|Store::sync_)/,
  /^tollgate::engine::(SyncDevice|AccessRights|EarlierVersions)/,
  /^tollgate::engine::Engine::.*(sync|device|receipt)/,
  /^tollgate::lint::Findings::/,
];
const kProfileBytes = 4 << 20;
const kDatabase = "tollgate.db";
/** What compiled C++ uses and browsers of four years know; tables of one's own need reference types. */
const kFeatures = ["bulk-memory", "exception-handling", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types", "sign-ext"].map(
  (feature) => `--enable-${feature}`,
);

/** Binaryen's wasm-split, which lies beside the wasm-opt of any Emscripten; undefined where there is none. */
function find_tool(root) {
  const folders = [
    join(root, ".cache/wasm/usr/bin"),
    ...(process.env.PATH ?? "").split(delimiter).flatMap((folder) => [folder, join(folder, "../bin"), join(dirname(folder), "bin")]),
  ];
  return folders.map((folder) => join(folder, "wasm-split")).find((file) => existsSync(file));
}

/**
 * `wasm`: the folder with tollgate.mjs and tollgate.wasm, whose functions have names; `template`: an app with
 * its sample. Gives {first, later}, both without names; undefined where nothing can be taken apart.
 */
export async function split_engine(root, wasm, template) {
  const tool = find_tool(root);
  const whole = join(wasm, "tollgate.wasm");
  if (tool === undefined || !names_of(readFileSync(whole)).size) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "tollgate-split-"));
  const file = (name) => join(folder, name);
  const run = (...args) => execFileSync(tool, args, { encoding: "utf8", maxBuffer: 256 << 20, stdio: ["ignore", "pipe", "inherit"] });
  try {
    run("--instrument", ...kFeatures, "-g", whole, "-o", file("noting.wasm"));
    writeFileSync(file("profile"), await live_through(join(wasm, "tollgate.mjs"), file("noting.wasm"), template));
    const always = [...names_of(readFileSync(whole))].filter((name) => kAlways.some((each) => each.test(name)));
    writeFileSync(file("always"), always.map(escaped).join("\n"));
    run("--split", "--quiet", ...kFeatures, whole, `--profile=${file("profile")}`, `--keep-funcs=@${file("always")}`, "--import-namespace=first",
      "--placeholder-namespace=later", "--export-prefix=%", "-o1", file("first.wasm"), "-o2", file("later.wasm"));
    return { first: readFileSync(file("first.wasm")), later: readFileSync(file("later.wasm")) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The files that a browser hands over. */
function files_in_memory() {
  const names = ["", "-wal", "-journal", "-checkpoints", "-key"].map((ending) => kDatabase + ending);
  const handles = names.map(() => {
    let bytes = new Uint8Array();
    const resize = (size) => {
      const next = new Uint8Array(size);
      next.set(bytes.subarray(0, size));
      bytes = next;
    };
    return {
      read: (into, { at }) => {
        const piece = bytes.subarray(at, at + into.length);
        into.set(piece);
        return piece.length;
      },
      write: (from, { at }) => {
        if (at + from.length > bytes.length) resize(at + from.length);
        bytes.set(from, at);
        return from.length;
      },
      truncate: resize,
      flush: () => undefined,
      getSize: () => bytes.length,
    };
  });
  return { names, handles };
}

/** What the engine that notes has called, as wasm-split reads it. */
async function live_through(script, code, template) {
  const { default: factory } = await import(pathToFileURL(script));
  let exports;
  const module = await factory({
    locateFile: (name) => name,
    tgOpfs: files_in_memory(),
    instantiateWasm: (imports, done) => {
      const compiled = new WebAssembly.Module(readFileSync(code));
      const instance = new WebAssembly.Instance(compiled, imports);
      ({ exports } = instance);
      return done(instance, compiled);
    },
  });
  const with_text = (text, use) => {
    const bytes = new TextEncoder().encode(text);
    const at = module._tg_allocate(bytes.length + 1);
    module.HEAPU8.set(bytes, at);
    const result = use(at, bytes.length);
    module._tg_free(at);
    return result;
  };
  const reply = () => {
    const at = module._tg_reply();
    return JSON.parse(new TextDecoder().decode(module.HEAPU8.subarray(at, at + module._tg_reply_size())));
  };
  let engine;
  const start = (options) => {
    engine = with_text(JSON.stringify({ storage: "opfs", path: kDatabase, ...options }), (at, size) => module._tg_create(at, size));
    if (!engine) throw new Error(`the engine does not start: ${JSON.stringify(reply())}`);
  };
  let id = 0;
  const ask = (type, params, principal) => {
    const message = JSON.stringify({ id: ++id, type, params, locale: id % 2 ? "zh-CN" : "en" });
    with_text(JSON.stringify(principal), (who, who_size) =>
      with_text(message, (at, size) => {
        // As the Worker's own loops ask, which take one turn.
        if (principal.administrator) return module._tg_request(engine, who, who_size, at, size);
        const number = module._tg_allocate(4);
        const unfinished = () => new DataView(module.HEAPU8.buffer, number, 4).getInt32(0, true);
        module._tg_begin(engine, who, who_size, at, size, 40, number);
        while (unfinished()) module._tg_go_on(engine, unfinished(), 40, number);
        module._tg_free(number);
      }),
    );
    return reply();
  };
  start({ app: readFileSync(join(template, "app.json"), "utf8") });
  const people = first_minute(template, ask);
  module._tg_destroy(engine);
  // Who comes back finds a database.
  start({});
  ask("engine.info", {}, {});
  later_visit(template, ask, people);
  const at = module._tg_allocate(kProfileBytes);
  const size = exports.__write_profile(at, kProfileBytes);
  if (size > kProfileBytes) throw new Error(`the profile has ${size} bytes`);
  return module.HEAPU8.slice(at, at + size);
}

/** As Binaryen writes a name: what its text format has no place for as a code. */
const escaped = (name) =>
  name.replace(/[^0-9A-Za-z!#$%&'*+\-./:<=>?@^_`|~]/g, (c) => [...Buffer.from(c)].map((byte) => `\\${byte.toString(16).padStart(2, "0")}`).join(""));

/** The names of a WebAssembly file's functions, from its section of names; none where it has no such. */
function names_of(bytes) {
  const names = new Set();
  let at = 8;
  const number = () => {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  const text = () => {
    const size = number();
    at += size;
    return bytes.toString("utf8", at - size, at);
  };
  while (at < bytes.length) {
    const kind = bytes[at++];
    const end = number() + at;
    if (kind === 0 && text() === "name") {
      while (at < end) {
        const part = bytes[at++];
        const part_end = number() + at;
        if (part === 1) {
          for (let count = number(); count > 0; count--) {
            number();
            names.add(text());
          }
        }
        at = part_end;
      }
    }
    at = end;
  }
  return names;
}
