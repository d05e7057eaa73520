// The site under test: a copy of build/site with a small sample, on a plain static server that sends
// the same security headers as the hub, or on the hub itself.
import { spawn } from 'node:child_process';
import { cpSync, createReadStream, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execFileSync } from 'node:child_process';
import { page_header } from '../../tools/codegen/content_security_policy.mjs';
import { read_schema } from '../../tools/codegen/files.mjs';

export const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));
const built_site = process.env.TOLLGATE_SITE ?? join(root, 'build/site');
const hub_binary = process.env.TOLLGATE_HUB ?? join(root, 'build/native/bin/tollgate');

const kTypes = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css',
  '.wasm': 'application/wasm', '.json': 'application/json', '.jsonl': 'application/jsonl', '.png': 'image/png',
  '.svg': 'image/svg+xml', '.webmanifest': 'application/manifest+json', '.ico': 'image/x-icon', '.pdf': 'application/pdf',
};

export const security_headers = {
  'Content-Security-Policy': page_header(read_schema(join(root, 'schemas/content_security_policy.json'))),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
};

// A folder of its own below build/e2e, removed by its `remove()`.
export function make_folder(name) {
  mkdirSync(join(root, 'build/e2e'), { recursive: true });
  const path = mkdtempSync(join(root, 'build/e2e', `${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

// Generated once in a run of many files.
export function make_template(folder, reps, template = 'medical-visit') {
  const store = process.env.TOLLGATE_E2E_SAMPLES;
  if (!store) return generate_template(folder, reps, template);
  const kept = join(store, `${template}-${reps ?? 0}`);
  if (!existsSync(kept)) {
    const fresh = mkdtempSync(join(store, 'new-'));
    generate_template(fresh, reps, template);
    try {
      renameSync(fresh, kept);
    } catch {
      rmSync(fresh, { recursive: true, force: true });  // another file was faster
    }
  }
  cpSync(kept, folder, { recursive: true });
}

function generate_template(folder, reps, template) {
  execFileSync(process.execPath, [join(root, `templates/${template}/generate_sample.mjs`), '--out', folder, ...(reps ? ['--reps', String(reps)] : [])]);
}

// A template's app, below a site: its address and, in the site's folder, its files.
const kTemplate = 'medical-visit';
const id_of = (template) => template.replaceAll('-', '_');
export const app_url = (site_url, template = kTemplate) => `${site_url}apps/${id_of(template)}/`;
export const app_folder = (folder, template = kTemplate) => join(folder, 'apps', id_of(template));

// reps: how many reps the sample holds; 0 is all of them. Each fresh browser imports it once more, 100
// records a rep: few are enough where no figures and no long lists are looked at. Other templates have
// small samples, which are taken whole.
export function make_site(folder, reps = 2, template = kTemplate) {
  if (!existsSync(join(built_site, 'index.html'))) throw new Error(`no site at ${built_site}: run ./dev build first`);
  cpSync(built_site, folder, { recursive: true });
  const app = app_folder(folder, template);
  if (template !== kTemplate) {
    cpSync(app_folder(folder), app, { recursive: true });
    rmSync(join(app, 'evidence'), { recursive: true, force: true });
    rmSync(app_folder(folder), { recursive: true });
  }
  make_template(app, template === kTemplate ? reps : 0, template);
  const { id, label } = JSON.parse(readFileSync(join(app, 'app.json'), 'utf8'));
  writeFileSync(join(folder, 'apps/index.json'), JSON.stringify({ apps: [{ id, label }] }));
}

// host: 127.0.0.1, or another loopback address that browsers do not take for a secure origin's.
export async function serve_static(folder, { host = '127.0.0.1' } = {}) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    let file = join(folder, normalize(path));
    if (!file.startsWith(folder) || request.method !== 'GET') return response.writeHead(404, security_headers).end();
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, 'index.html');
    if (!existsSync(file)) return response.writeHead(404, security_headers).end();
    response.writeHead(200, { ...security_headers, 'Content-Type': kTypes[extname(file)] ?? 'application/octet-stream', 'Cache-Control': 'no-cache', 'Content-Length': statSync(file).size });
    createReadStream(file).pipe(response);
  });
  await new Promise((done) => server.listen(0, host, done));
  return {
    url: `http://${host}:${server.address().port}/`,
    close: () => new Promise((done) => { server.closeAllConnections(); server.close(done); }),
  };
}

async function free_port() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

export const hub_exists = () => existsSync(hub_binary);

// Starts `tollgate serve` and waits until it answers; stop() ends it as ctrl-c does.
// `url`: where one was before; `demo`: anybody may act as anybody; `args`: more of the command line.
export async function serve_hub({ site, app, db, url = '', demo = true, args = [] }) {
  url ||= `http://127.0.0.1:${await free_port()}/`;
  const hub = spawn(hub_binary, ['serve', '--listen', new URL(url).host, '--db', db, '--app', app, '--site', site, ...(demo ? ['--demo'] : []), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  hub.stdout.on('data', (text) => { printed += text; });
  hub.stderr.on('data', (text) => { printed += text; });
  const ended = new Promise((done) => hub.on('exit', (code) => done(code)));
  const { id } = JSON.parse(readFileSync(join(app, 'app.json'), 'utf8'));
  const gave_up = Date.now() + 120000;
  for (;;) {
    if (hub.exitCode !== null) throw new Error(`the hub ended with ${hub.exitCode}:\n${printed}`);
    const reply = await request(url, 'engine.info', {}, {}, id).catch(() => null);
    if (reply?.ok || reply?.diagnostics?.[0]?.code === 'accounts.not_signed_in') break;
    if (Date.now() > gave_up) { hub.kill('SIGKILL'); throw new Error(`the hub does not answer:\n${printed}`); }
    await new Promise((done) => setTimeout(done, 100));
  }
  return { url, stop: async () => { hub.kill('SIGTERM'); return ended; }, kill: async () => { hub.kill('SIGKILL'); return ended; }, printed: () => printed };
}

// A hub without an app, with its data in a folder.
export async function serve_empty_hub({ site, data, args = [] }) {
  const url = `http://127.0.0.1:${await free_port()}/`;
  const hub = spawn(hub_binary, ['serve', '--demo', '--listen', new URL(url).host, '--data', data, '--site', site, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise((done) => hub.on('exit', (code) => done(code)));
  while (!(await fetch(`${url}apps/index.json`).then((reply) => reply.ok, () => false))) {
    if (hub.exitCode !== null) throw new Error(`the hub ended with ${hub.exitCode}`);
    await new Promise((done) => setTimeout(done, 100));
  }
  return { url, stop: async () => { hub.kill('SIGTERM'); return ended; } };
}

// One message to a hub's app.
export async function request(url, type, params, more = {}, template = kTemplate) {
  const response = await fetch(`${app_url(url, template)}api/request`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ id: 1, type, params, locale: 'zh-CN', ...more }) });
  return response.json();
}

// The sample's records by entity, as written by the generator.
export function sample_of(folder, template) {
  const records = readFileSync(join(app_folder(folder, template), 'sample.jsonl'), 'utf8').trim().split('\n').slice(1).map((line) => JSON.parse(line));
  const by = {};
  for (const record of records) (by[record.entity] ??= []).push(record);
  return by;
}
