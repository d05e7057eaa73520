// Takes the engine apart: the functions that pages call in their first minute stay in its code, the rest
// goes into a second file that is loaded behind them (web/engine/program.ts). Which those are is measured:
// the minute is lived through with an engine that notes what is called.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

import { first_minute } from "./first_minute.mjs";

/** Called in a first minute at a hub, by messages that no minute here brings: names of functions begin so. */
const kAlways = [/tollgate::sync::/, /sync_(take|next|fill|rows)/i];
const kProfileBytes = 4 << 20;

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
    run("--instrument", "-all", "-g", whole, "-o", file("noting.wasm"));
    writeFileSync(file("profile"), await live_through(join(wasm, "tollgate.mjs"), file("noting.wasm"), template));
    const always = [...names_of(readFileSync(whole))].filter((name) => kAlways.some((each) => each.test(name)));
    writeFileSync(file("always"), always.map(escaped).join("\n"));
    run("--split", "--quiet", "-all", whole, `--profile=${file("profile")}`, `--keep-funcs=@${file("always")}`, "--import-namespace=first",
      "--placeholder-namespace=later", "--export-prefix=%", "-o1", file("first.wasm"), "-o2", file("later.wasm"));
    return { first: readFileSync(file("first.wasm")), later: readFileSync(file("later.wasm")) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the engine that notes has called, as wasm-split reads it. */
async function live_through(script, code, template) {
  const { default: factory } = await import(pathToFileURL(script));
  let exports;
  const module = await factory({
    locateFile: (name) => name,
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
  const options = { storage: "memory", app: readFileSync(join(template, "app.json"), "utf8") };
  const engine = with_text(JSON.stringify(options), (at, size) => module._tg_create(at, size));
  if (!engine) throw new Error(`the engine does not start: ${JSON.stringify(reply())}`);
  let id = 0;
  const ask = (type, params, principal) => {
    const message = JSON.stringify({ id: ++id, type, params, locale: id % 2 ? "zh-CN" : "en" });
    with_text(JSON.stringify(principal), (who, who_size) =>
      with_text(message, (at, size) => {
        const number = module._tg_allocate(4);
        const unfinished = () => new DataView(module.HEAPU8.buffer, number, 4).getInt32(0, true);
        module._tg_begin(engine, who, who_size, at, size, 40, number);
        while (unfinished()) module._tg_go_on(engine, unfinished(), 40, number);
        module._tg_free(number);
      }),
    );
    return reply();
  };
  first_minute(template, ask);
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
