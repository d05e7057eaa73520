// Asks the questions of a file as WebAssembly: the engine as browsers load it, with files on disk in place of
// the browser's. Prints what `data_bench questions` prints.
//
//   node bench/e2e/insight/wasm.mjs MODULE.mjs DATABASE USER QUESTIONS.json
import { closeSync, fstatSync, ftruncateSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [script, database, user, file] = process.argv.slice(2);

// What a Worker hands over: names, and a handle for each.
const kName = 'tollgate.db';
const endings = ['', '-wal', '-journal', '-checkpoints', '-key'];
const handles = endings.map((ending) => {
  const opened = openSync(database + ending, ending === '' ? 'r+' : 'a+');
  // 'a+' makes a file that is not there, and would only append.
  const handle = ending === '' ? opened : (closeSync(opened), openSync(database + ending, 'r+'));
  return {
    read: (into, { at }) => readSync(handle, into, 0, into.length, at),
    write: (from, { at }) => writeSync(handle, from, 0, from.length, at),
    truncate: (size) => ftruncateSync(handle, size),
    flush: () => undefined,
    getSize: () => fstatSync(handle).size,
  };
});

const { default: factory } = await import(pathToFileURL(script));
const module = await factory({ locateFile: (name) => new URL(name, pathToFileURL(script)).pathname, tgOpfs: { names: endings.map((ending) => kName + ending), handles } });

function with_text(text, use) {
  const bytes = new TextEncoder().encode(text);
  const at = module._tg_allocate(bytes.length + 1);
  module.HEAPU8.set(bytes, at);
  const result = use(at, bytes.length);
  module._tg_free(at);
  return result;
}

function reply() {
  const at = module._tg_reply();
  return JSON.parse(new TextDecoder().decode(module.HEAPU8.subarray(at, at + module._tg_reply_size())));
}

let engine;
let id = 0;
function ask(type, params, principal) {
  const message = JSON.stringify({ id: ++id, type, params, locale: 'en' });
  const ok = with_text(JSON.stringify(principal), (who, who_size) => with_text(message, (at, size) => module._tg_request(engine, who, who_size, at, size)));
  if (!ok) console.error(`${type}: ${JSON.stringify(reply()).slice(0, 600)}`);
}

function cpu_us(action) {
  const began = process.cpuUsage();
  action();
  const { user: code, system } = process.cpuUsage(began);
  return code + system;
}

const say = (what, more) => console.log(JSON.stringify({ what, ...more, peak_mb: Math.round(module.HEAPU8.length / 2 ** 20) }));

say('open', {
  cpu_us: cpu_us(() => {
    engine = with_text(JSON.stringify({ storage: 'opfs', path: kName }), (at, size) => module._tg_create(at, size));
    if (!engine) throw new Error(`the engine does not start: ${JSON.stringify(reply())}`);
  }),
});
say('made behind, before anybody asks', { cpu_us: cpu_us(() => ask('timers.run', { dashboards: true }, { administrator: true })) });
for (const { what, type, params, again } of JSON.parse(readFileSync(file, 'utf8'))) {
  const turn = () => cpu_us(() => ask(type, params, { user }));
  const first_us = turn();
  const times = Array.from({ length: again }, turn).sort((a, b) => a - b);
  say(what, { first_us, again_us: times[times.length >> 1], longest_us: times.at(-1) });
}
module._tg_destroy(engine);
