// How much a browser loads: each file of the built site, raw, gzip and brotli.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { root, table, write_results } from '../../results.mjs';

const site = join(root, 'build/site');
if (!existsSync(join(site, 'index.html'))) {
  console.error('no site in build/site: run ./dev build first');
  process.exit(1);
}

const measured = readdirSync(site, { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && !/\.(br|gz|map)$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((file) => {
    const bytes = readFileSync(file);
    // Built names carry a hash that changes with every build.
    const name = relative(site, file).replace(/-[\w-]{8}(?=\.\w+$)/, '');
    const large = bytes.length > 4 << 20;
    return {
      name,
      path: relative(site, file),
      raw: bytes.length,
      gzip: gzipSync(bytes, { level: 9 }).length,
      brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: large ? 9 : 11 } }).length,
    };
  })
  .sort((a, b) => b.gzip - a.gzip);

const groups = {
  'engine: first file and glue': (name) => /^(assets\/)?tollgate\.(wasm|mjs)$/.test(name),
  'engine: second file, loaded behind it': (name) => name === 'assets/tollgate_later.wasm',
  'designer (wasm and glue)': (name) => name.startsWith('designer/'),
  'scripts and styles of the pages': (name) => /^assets\/.*\.(js|css)$/.test(name) || name === 'service_worker.js',
  'pages, icons, notices': (name) => !/^apps\/[a-z]/.test(name) && /\.(html|svg|png|txt|webmanifest|ico)$/.test(name),
  'app document': (name) => /^apps\/[^/]+\/app\.json$/.test(name),
  'sample data (first start only)': (name) => /^apps\/[a-z][^/]*\/(?!app\.json|index\.html|designer\.html)/.test(name),
};
const sums = Object.entries(groups).map(([group, belongs]) => {
  const files = measured.filter((file) => belongs(file.name));
  const sum = (kind) => files.reduce((total, file) => total + file[kind], 0);
  return { name: group, raw: sum('raw'), gzip: sum('gzip'), brotli: sum('brotli') };
});

// A form inside another page: what its page names and what that imports at once, with the engine's first file.
const form = files_of_form();
sums.push({ name: 'an embedded form, all together', ...Object.fromEntries(['raw', 'gzip', 'brotli'].map((kind) => [kind, measured.filter((file) => form.has(file.path)).reduce((total, file) => total + file[kind], 0)])) });

function files_of_form() {
  const found = new Set(['service_worker.js', 'tollgate.mjs']);
  const add = (path) => {
    if (found.has(path) || !existsSync(join(site, path))) return;
    found.add(path);
    const text = readFileSync(join(site, path), 'utf8');
    if (path.endsWith('.css')) return;
    const names = path.endsWith('.html')
      ? text.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)
      : text.matchAll(/(?:from|import) ?["']([^"']+\.js)["']|new URL\(["'`]([^"'`]+\.js)["'`]/g);
    for (const [, one, other] of names) add(join(path, '..', one ?? other));
  };
  add('apps/_/index.html');
  const [, first] = /wasm_path = "([^"]+)"/.exec(readFileSync(join(site, 'tollgate.mjs'), 'utf8')) ?? [];
  if (first) found.add(first);
  return found;
}

const kb = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`;
const rows = (files) => files.map((file) => [file.name, kb(file.raw), kb(file.gzip), kb(file.brotli)]);
const head = ['', 'raw', 'gzip', 'brotli'];
write_results(
  'size',
  'What a browser loads',
  'e2e/size/run.mjs',
  { groups: sums, files: measured },
  `${table(head, rows(sums))}\n\n## The largest files\n\n${table(head, rows(measured.slice(0, 12)))}`,
);
