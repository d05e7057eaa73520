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
      raw: bytes.length,
      gzip: gzipSync(bytes, { level: 9 }).length,
      brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: large ? 9 : 11 } }).length,
    };
  })
  .sort((a, b) => b.gzip - a.gzip);

const groups = {
  'engine (wasm and glue)': (name) => /^(assets\/)?tollgate\.(wasm|mjs)$/.test(name),
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
