// The hub from outside: it answers, keeps what it was told, survives abuse and ends cleanly.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { app_file, run, scratch, serve } from './binary.mjs';

const start = ['--app', app_file, '--no-samples'];

// Sends bytes as they are; resolves with what came back when the hub closes.
function raw(port, bytes, { wait_ms = 5000 } = {}) {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setTimeout(wait_ms, () => socket.destroy());
    socket.on('data', (data) => (answer += data.toString('latin1')));
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
  });
}

test('starts, answers, and ends with 0 on SIGTERM and SIGINT', async (t) => {
  for (const signal of ['SIGTERM', 'SIGINT']) {
    const hub = await serve(t, start);
    const info = await hub.ask('engine.info');
    assert.equal(info.ok, true);
    assert.equal(info.result.app_id, 'medical_visit');
    assert.equal(info.result.storage, 'memory');
    const ended = await hub.end(signal);
    assert.deepEqual(ended, { code: 0, signal: null });
  }
});

test('goes on where it ended, with the app the database holds', async (t) => {
  const db = join(scratch(t), 'a.db');
  const first = await serve(t, [...start, '--db', db]);
  const before = (await first.ask('engine.info')).result;
  assert.equal(before.storage, 'file');
  await first.end();
  const second = await serve(t, ['--db', db]);
  assert.deepEqual((await second.ask('engine.info')).result, before);
  await second.end();
  const verified = await run(['verify', db]);
  assert.equal(verified.code, 0, verified.err);
  assert.equal(verified.out.trim(), before.head_hash);
});

test('says which port is taken, and that a new database needs an app', async (t) => {
  const hub = await serve(t, start);
  const second = await run(['serve', '--json', ...start, '--listen', `127.0.0.1:${hub.port}`]);
  assert.equal(second.code, 1);
  assert.equal(JSON.parse(second.out).code, 'server.port_taken');
  const no_app = await run(['serve', '--json', '--db', join(scratch(t), 'new.db')]);
  assert.equal(no_app.code, 2);
  assert.equal(JSON.parse(no_app.out).code, 'server.no_app');
});

test('a message that is none gets diagnostics, not a crash', async (t) => {
  const hub = await serve(t, start);
  const bodies = [
    '',
    'null',
    '[]',
    '{"id":1}',
    '{"id":1,"type":"no.such","params":{}}',
    '{"id":1,"type":7,"params":[]}',
    '{"id":{},"type":"engine.info","params":{}}',
    '{"id":1,"type":"engine.info"',
    '\ufeff{}',
    Buffer.from([0xff, 0xfe, 0x00]),
    Buffer.from('{"id":1,"type":"\xc3\x28"}', 'latin1'),
    '['.repeat(100000),
    '{"a":'.repeat(5000) + '1' + '}'.repeat(5000),
    `{"id":1,"type":"app.check","params":{"text":${JSON.stringify('['.repeat(3_000_000))}}}`,
  ];
  for (const body of bodies) {
    const response = await fetch(`${hub.api}/request`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    });
    assert.equal(response.status, 200);
    const reply = await response.json();
    const refused = reply.ok === false || reply.result.valid === false;
    assert.ok(refused, `accepted: ${String(body).slice(0, 60)}`);
    const findings = reply.diagnostics ?? reply.result.findings;
    for (const finding of findings) {
      assert.match(finding.code, /^[a-z0-9_]+(\.[a-z0-9_]+)+$/);
      assert.ok(finding.message['zh-CN'] && finding.message.en);
    }
    assert.ok(findings.length > 0);
  }
  assert.equal((await hub.ask('engine.info')).ok, true);
});

test('a body above 8 MiB is refused', async (t) => {
  const hub = await serve(t, start);
  const head = (size) =>
    `POST /apps/medical_visit/api/request HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${size}\r\n\r\n`;
  assert.match(await raw(hub.port, head((8 << 20) + 1)), /^HTTP\/1\.1 413 .*server\.too_large/s);
  assert.match(await raw(hub.port, head(2 ** 60)), /^HTTP\/1\.1 413 /);
});

test('nothing outside the site folder is served', async (t) => {
  const folder = scratch(t);
  mkdirSync(join(folder, 'site'));
  writeFileSync(join(folder, 'site', 'index.html'), 'start');
  writeFileSync(join(folder, 'secret.txt'), 'the secret');
  const hub = await serve(t, [...start, '--site', join(folder, 'site')]);
  assert.equal(await (await fetch(`${hub.url}/`)).text(), 'start');
  for (const path of ['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/..%5csecret.txt', '//secret.txt']) {
    const answer = await raw(hub.port, `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    assert.match(answer, /^HTTP\/1\.1 404 /, path);
    assert.doesNotMatch(answer, /the secret/);
  }
});

test('other origins and other host names are refused', async (t) => {
  const hub = await serve(t, [...start, '--host', 'hub.example'], { accounts: true });
  const post = (headers) =>
    raw(hub.port, `POST /apps/medical_visit/api/request HTTP/1.1\r\nConnection: close\r\n${headers}Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`);
  assert.match(await post('Host: localhost\r\nOrigin: https://evil.example\r\n'), /^HTTP\/1\.1 403 .*server\.foreign_origin/s);
  assert.match(await post('Host: evil.example\r\n'), /^HTTP\/1\.1 403 .*server\.unknown_host/s);
  assert.match(await post('Host: hub.example\r\nOrigin: https://hub.example\r\n'), /^HTTP\/1\.1 401 .*accounts\.not_signed_in/s);
});

test('people sign in unless it is a demo, which only this machine reaches', async (t) => {
  const folder = scratch(t);
  const db = join(folder, 'a.db');
  const first = await serve(t, [...start, '--db', db], { accounts: true });
  assert.equal((await first.ask('engine.info')).diagnostics[0].code, 'accounts.not_signed_in');
  const told = () => first.out_text().split('\n').filter(Boolean).map((line) => JSON.parse(line)).find((line) => line.administrator_link);
  while (!told()) await new Promise((done) => setTimeout(done, 20));
  assert.match(told().administrator_link, /^http:\/\/127\.0\.0\.1:\d+\/sign_in\.html#invitation=[0-9a-f]{64}$/);
  await first.end();
  const refused = async (...args) => JSON.parse((await run(['serve', '--json', '--demo', ...start, ...args])).out).code;
  assert.equal(await refused('--listen', '0.0.0.0:0'), 'cli.demo_loopback');
  assert.equal(await refused('--host', 'hub.example'), 'cli.demo_loopback');
  assert.equal(await refused('--public-address', 'https://hub.example'), 'cli.demo_loopback');
  assert.equal(await refused('--db', db), 'cli.demo_has_accounts');
});

test('noise on many connections leaves it running', async (t) => {
  const hub = await serve(t, start);
  let seed = 12345;
  const random = (limit) => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % limit;
  const starts = ['', 'GET / HTTP/1.1\r\n', 'POST /apps/medical_visit/api/request HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n'];
  const noise = [];
  for (let i = 0; i < 200; i++) {
    const bytes = Buffer.from(Array.from({ length: random(2000) }, () => random(256)));
    noise.push(raw(hub.port, Buffer.concat([Buffer.from(starts[random(starts.length)]), bytes]), { wait_ms: 500 }));
  }
  await Promise.all(noise);
  assert.equal((await hub.ask('engine.info')).ok, true);
  assert.deepEqual(await hub.end(), { code: 0, signal: null });
});

test('idle clients hold nothing up, not even the end', async (t) => {
  const hub = await serve(t, start);
  const idle = Array.from({ length: 300 }, () => raw(hub.port, 'GET / HT', { wait_ms: 60000 }));
  const events = raw(hub.port, 'GET /apps/medical_visit/api/events HTTP/1.1\r\nHost: localhost\r\n\r\n', { wait_ms: 60000 });
  const answers = await Promise.all(Array.from({ length: 50 }, () => hub.ask('engine.info')));
  assert.ok(answers.every((answer) => answer.ok));
  const started = Date.now();
  assert.deepEqual(await hub.end(), { code: 0, signal: null });
  assert.ok(Date.now() - started < 4000);
  await Promise.all([...idle, events]);
});
