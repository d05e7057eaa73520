// A hub that encrypts: by a certificate of its own authority, and by one from files.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { request as plain_request } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import { test } from 'node:test';
import { app_file, run, scratch, serve } from './binary.mjs';

// {status, headers, body, authorized}
const get = (url, options = {}) =>
  new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? request : plain_request;
    const asked = send(url, { agent: false, ...options }, (response) => {
      const authorized = response.socket.authorized;
      const protocol = response.socket.getProtocol?.();
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts), authorized, protocol }));
    });
    asked.on('error', reject);
    asked.end(options.body);
  });

test('a first start makes an authority that devices can trust, and keeps it', async (t) => {
  const folder = scratch(t);
  const data = join(folder, 'data');
  const site = join(folder, 'site');
  mkdirSync(site);
  writeFileSync(join(site, 'large.bin'), Buffer.alloc(3_000_000, 'bytes in pieces'));
  const hub = await serve(t, ['--data', data, '--app', app_file, '--no-samples', '--tls', '--site', site]);
  assert.match(hub.url, /^https:\/\/127\.0\.0\.1:\d+$/);
  const ca = readFileSync(join(data, 'hub-tls-ca.pem'));
  for (const key of ['hub-tls-ca.key', 'hub-tls.key']) assert.equal(statSync(join(data, key)).mode & 0o777, 0o600);
  await assert.rejects(get(`${hub.url}/healthz`), /self-signed certificate/);
  const health = await get(`${hub.url}/healthz`, { ca });
  assert.deepEqual([health.status, health.authorized, health.protocol], [200, true, 'TLSv1.3']);
  assert.equal((await get(`${hub.url}/healthz`, { ca, maxVersion: 'TLSv1.2' })).protocol, 'TLSv1.2');
  await assert.rejects(get(`${hub.url}/healthz`, { ca, minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }));
  assert.equal((await get(`https://localhost:${hub.port}/healthz`, { ca })).authorized, true);
  // What does not fit into a record, in and out.
  const bytes = Buffer.alloc(3_000_000, 'bytes in pieces');
  const put = await get(`${hub.api}/blob?name=note.txt`, { ca, method: 'POST', headers: { 'Content-Type': 'application/octet-stream', 'Content-Length': bytes.length }, body: bytes });
  assert.equal(JSON.parse(put.body).result.size_bytes, bytes.length);
  assert.ok((await get(`${hub.url}/large.bin`, { ca })).body.equals(bytes));
  // The guide and the file.
  const guide = await get(`${hub.url}/certificate`, { ca });
  assert.match(guide.body.toString(), /<h1>[^<]*证书[\s\S]*([0-9A-F]{2}:){31}[0-9A-F]{2}/);
  const file = await get(`${hub.url}/certificate/hub.crt`, { ca });
  assert.equal(file.headers['content-type'], 'application/x-x509-ca-cert');
  assert.ok(file.body.equals(ca));
  await hub.end();
  const again = await serve(t, ['--data', data, '--tls']);
  assert.equal((await get(`${again.url}/healthz`, { ca })).authorized, true);
  // Who speaks plainly, or says nothing, does no harm.
  await assert.rejects(get(`http://127.0.0.1:${again.port}/healthz`));
  assert.equal((await get(`${again.url}/healthz`, { ca })).status, 200);
  await again.end();

  // The same as files of somebody else's, and what does not fit together.
  const files = ['--tls-certificate', join(data, 'hub-tls.pem'), '--tls-key', join(data, 'hub-tls.key')];
  const other = await serve(t, ['--app', app_file, '--no-samples', ...files]);
  assert.equal((await get(`${other.url}/healthz`, { ca })).authorized, true);
  assert.equal((await get(`${other.url}/certificate`, { ca })).status, 404);
  await other.end();
  for (const [options, code] of [
    [['--tls-certificate', join(data, 'hub-tls.pem')], 'cli.tls'],
    [['--tls'], 'cli.tls'],
    [['--http-redirect', '127.0.0.1:0'], 'cli.tls'],
    [['--tls-certificate', join(data, 'hub-tls.pem'), '--tls-key', join(data, 'hub-tls-ca.key')], 'server.tls_key'],
    [['--tls-certificate', join(data, 'hub-tls.key'), '--tls-key', join(data, 'hub-tls.key')], 'server.tls_certificate'],
  ]) {
    const { out } = await run(['serve', '--json', '--app', app_file, ...options]);
    assert.equal(JSON.parse(out.split('\n')[0]).code, code);
  }
});

test('plain HTTP leads to the encrypted address, and says how to trust it', async (t) => {
  const data = join(scratch(t), 'data');
  const port = 20_000 + (process.pid % 20_000);
  const hub = await serve(t, ['--data', data, '--app', app_file, '--no-samples', '--tls', '--http-redirect', `127.0.0.1:${port}`]);
  const moved = await get(`http://127.0.0.1:${port}/apps/medical_visit/?a=b`);
  assert.deepEqual([moved.status, moved.headers.location], [308, `${hub.url}/apps/medical_visit/?a=b`]);
  assert.equal((await get(`http://127.0.0.1:${port}/certificate`)).status, 200);
  assert.ok((await get(`http://127.0.0.1:${port}/certificate/hub.crt`)).body.equals(readFileSync(join(data, 'hub-tls-ca.pem'))));
  // Nobody is led elsewhere by a name of their own.
  assert.equal((await get(`http://127.0.0.1:${port}/`, { headers: { Host: 'elsewhere.example' } })).status, 403);
  assert.equal((await hub.end()).code, 0);
});
