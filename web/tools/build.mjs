// Makes the site: one static folder. What other builds made (engine, designer, template) is taken from
// build/; what is missing is said, and the rest is built all the same.
//
//   node tools/build.mjs [--wasm DIR] [--template DIR] [--out DIR] [--fast]
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { parseArgs } from "node:util";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import { split_engine } from "./split_engine.mjs";

const web = resolve(import.meta.dirname, "..");
const root = resolve(web, "..");
const { values: options } = parseArgs({
  options: {
    wasm: { type: "string", default: join(root, "build/wasm/web") },
    // An app's folder with app.json; may be given several times.
    template: { type: "string", multiple: true, default: [join(root, "build/template/medical-visit")] },
    // Templates as packages, for the gallery of a hub.
    packages: { type: "string", default: join(root, "build/packages") },
    out: { type: "string", default: join(root, "build/site") },
    // Without compressed copies: for working on the pages.
    fast: { type: "boolean", default: false },
  },
});
const site = resolve(options.out);

function node(...args) {
  execFileSync(process.execPath, args, { cwd: web, stdio: "inherit" });
}

async function copy_engine() {
  if (!existsSync(join(options.wasm, "tollgate.wasm"))) {
    console.error(`no engine at ${options.wasm}: build the wasm preset first (./dev build)`);
    process.exitCode = 1;
    return;
  }
  for (const name of readdirSync(options.wasm)) {
    if (!/\.(mjs|wasm)$/.test(name)) continue;
    if (name.startsWith("tollgate.")) continue;
    const folder = name.startsWith("designer") ? join(site, "designer") : site;
    mkdirSync(folder, { recursive: true });
    copyFileSync(join(options.wasm, name), join(folder, name));
  }
  // Named by its hash, the code may stay in browsers' caches for ever, and compiled code beside it; the
  // script says the name.
  const put = (name, code) => {
    const path = `assets/${name}-${createHash("sha256").update(code).digest("hex").slice(0, 8)}.wasm`;
    writeFileSync(join(site, path), code);
    return JSON.stringify(path);
  };
  const parts = options.fast ? undefined : await split_engine(root, options.wasm, options.template[0]);
  const script = readFileSync(join(options.wasm, "tollgate.mjs"), "utf8");
  const first = put("tollgate", parts?.first ?? readFileSync(join(options.wasm, "tollgate.wasm")));
  const later = parts && put("tollgate_later", parts.later);
  writeFileSync(
    join(site, "tollgate.mjs"),
    `${script}\nexport const wasm_path = ${first};\n${later ? `export const later_path = ${later};\n` : ""}`,
  );
}

// Each template becomes an app of the site: its document and data, beside the pages that every app has.
function copy_templates() {
  const apps = options.template.map((template) => {
    const { id, label } = JSON.parse(readFileSync(join(template, "app.json"), "utf8"));
    const folder = join(site, "apps", id);
    cpSync(template, folder, { recursive: true });
    cpSync(join(site, "apps/_"), folder, { recursive: true });
    return { id, label };
  });
  writeFileSync(join(site, "apps/index.json"), JSON.stringify({ apps }));
}

function copy_packages() {
  if (!existsSync(options.packages)) return;
  mkdirSync(join(site, "templates"), { recursive: true });
  for (const name of readdirSync(options.packages)) {
    if (name.endsWith(".tollgate")) copyFileSync(join(options.packages, name), join(site, "templates", name));
  }
}

// Where pages were when a site held one app: each leads to the page of now.
function write_old_addresses() {
  const moved = readFileSync(join(site, "moved.html"));
  for (const name of JSON.parse(readFileSync(join(web, "shell/old_addresses.json"), "utf8"))) {
    writeFileSync(join(site, name), moved);
  }
  rmSync(join(site, "moved.html"));
}

function all_files(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

const address = (file) => relative(site, file).split(sep).join("/");

// Everything but the sample data, which is needed once, and what is never asked for offline.
function write_service_worker() {
  const files = all_files(site)
    .filter((file) => {
      const path = address(file);
      return !/\.(br|gz|tollgate)$/.test(path) && (!path.startsWith("apps/") || /^apps\/(_\/.*|[^/]+\/app\.json)$/.test(path));
    })
    .map((file) => [
      address(file),
      createHash("sha256").update(readFileSync(file)).digest("hex").slice(0, 16),
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const version = createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 12);
  const source = readFileSync(join(web, "platform/service_worker.js"), "utf8")
    .replace('["__FILES__"]', JSON.stringify(files, null, 1))
    .replace("__VERSION__", version);
  writeFileSync(join(site, "service_worker.js"), source);
}

function compress() {
  for (const file of all_files(site)) {
    if (!/\.(html|js|mjs|css|json|jsonl|svg|txt|wasm|webmanifest)$/.test(file)) continue;
    const bytes = readFileSync(file);
    if (bytes.length < 1024) continue;
    // The highest level takes half a minute for the sample data and saves a few per cent.
    const quality = bytes.length > 4_000_000 && !file.endsWith(".wasm") ? 7 : 11;
    const packed = brotliCompressSync(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: quality,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    });
    writeFileSync(`${file}.br`, packed);
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  }
}

function sizes() {
  const size = (file, end = "") => (existsSync(file + end) ? statSync(file + end).size : 0);
  for (const file of all_files(site).filter((each) => /\.(js|mjs|css|wasm)$/.test(each))) {
    const kb = (bytes) => `${(bytes / 1024).toFixed(1).padStart(8)}`;
    console.log(`${kb(size(file))} ${kb(size(file, ".gz"))} ${kb(size(file, ".br"))} KB  ${address(file)}`);
  }
}

rmSync(site, { recursive: true, force: true });
node(join(web, "node_modules/vite/bin/vite.js"), "build", "--logLevel", "warn", "--outDir", site, "--emptyOutDir");
await copy_engine();
copy_templates();
copy_packages();
write_old_addresses();
const notices = join(root, "tools/notices/notices.mjs");
if (existsSync(notices)) node(notices, join(site, "notices.txt"));
write_service_worker();
if (!options.fast) {
  compress();
  console.log("     raw     gzip   brotli");
  sizes();
}
