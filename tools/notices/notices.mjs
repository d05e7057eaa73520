// Writes the licence texts of everything that the built site and the hub carry into one file:
//
//   node tools/notices/notices.mjs OUT.txt
//
// The texts are read from the pinned sources themselves, so they are the ones of the versions
// that are built; those that do not come with their sources as they reach us lie in texts/. A work
// without its licence is an error: nothing ships unnamed.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const deps = process.env.TOLLGATE_DEPS ?? path.join(root, '.cache/deps');

const texts = path.join(root, 'tools/notices/texts');
const emscripten = process.env.TOLLGATE_EMSCRIPTEN ?? path.join(root, '.cache/wasm/usr/share/emscripten');

const shipped = [
  ['Tollgate', path.join(root, 'LICENSE')],
  ['mpdecimal', path.join(deps, 'mpdecimal/COPYRIGHT.txt')],
  ['libsodium', path.join(deps, 'libsodium/LICENSE')],
  ['JSON for Modern C++', path.join(deps, 'json/LICENSE.MIT')],
  ['SQLite (public domain), as packaged by better-sqlite3', path.join(deps, 'sqlite3/LICENSE')],
  ['PCRE2', path.join(deps, 'pcre2/LICENCE')],
  ['utf8proc', path.join(deps, 'utf8proc/LICENSE.md')],
  ['zlib', path.join(deps, 'zlib/LICENSE')],
  ['IANA time zone database', path.join(texts, 'tzdata.txt')],
  ['Dear ImGui', path.join(deps, 'imgui/LICENSE.txt')],
  ['Lit', path.join(root, 'web/node_modules/lit/LICENSE')],
  ['Boost', path.join(texts, 'boost.txt')],
  ['jemalloc', path.join(texts, 'jemalloc.txt')],
  ['Emscripten', path.join(texts, 'emscripten.txt')],
  ['libc++, libc++abi, libunwind and compiler-rt of LLVM', path.join(texts, 'llvm.txt')],
  ['musl', path.join(emscripten, 'system/lib/libc/musl/COPYRIGHT')],
];

const out = process.argv[2];
if (!out) {
  process.stderr.write('usage: node tools/notices/notices.mjs OUT.txt\n');
  process.exit(2);
}
const parts = shipped.map(([name, file]) => {
  if (!existsSync(file)) {
    process.stderr.write(`notices: the licence of ${name} is missing; run ./dev setup to fetch the sources\n`);
    process.exit(1);
  }
  return [name, readFileSync(file, 'utf8')];
});
const line = '='.repeat(80);
writeFileSync(out, parts.map(([name, text]) => `${line}\n${name}\n${line}\n\n${text.trim()}\n`).join('\n'));
