// What machines ask of a hub about itself, and what it notes of its work.
import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { app_file, run, scratch, serve } from './binary.mjs';

const value = (text, name) => {
  const line = text.split('\n').find((each) => each.startsWith(`${name} `));
  assert.ok(line, `${name} in\n${text}`);
  return Number(line.slice(name.length + 1));
};

test('health, metrics for this machine or a token, and a log without anything personal', async (t) => {
  const folder = scratch(t);
  const token = join(folder, 'token');
  const log = join(folder, 'hub.log');
  writeFileSync(token, 'a secret of some length\n');
  const hub = await serve(t, ['--data', join(folder, 'data'), '--app', app_file, '--no-samples', '--metrics-token', token, '--log', log]);
  const health = await fetch(`${hub.url}/healthz`);
  assert.equal(health.status, 200);
  assert.deepEqual(await health.json(), { status: 'ok', apps: 1, apps_open: 1 });
  assert.equal((await fetch(`${hub.url}/healthz/live`)).status, 200);
  assert.equal((await fetch(`${hub.url}/healthz`, { method: 'POST' })).status, 405);

  const { session } = (await hub.ask('form.open', { form: 'visit' })).result;
  await hub.ask('form.set', { session, path: 'objection_response', value: 'Zhang Wei said so' });
  assert.equal((await hub.ask('form.save', { session, complete: false })).ok, true);
  await fetch(`${hub.url}/apps/medical_visit/api/blob/${'0'.repeat(64)}`);
  await hub.ask('"secret":"Zhang Wei"');
  const text = await (await fetch(`${hub.url}/metrics`)).text();
  const { op_count } = (await hub.ask('engine.info')).result;
  assert.equal(value(text, 'tollgate_log_ops{app="medical_visit"}'), op_count);
  assert.equal(value(text, 'tollgate_requests_total{route="file_out",status="404"}'), 1);
  assert.ok(value(text, 'tollgate_requests_total{route="message",status="200"}') >= 3);
  assert.ok(value(text, 'tollgate_request_seconds_count{route="message"}') >= 3);
  assert.ok(value(text, 'tollgate_database_bytes{app="medical_visit"}') > 10_000);
  assert.equal(value(text, 'tollgate_jobs_waiting{app="medical_visit"}'), 0);
  assert.equal(value(text, 'tollgate_outbox_messages{app="medical_visit"}'), 0);
  assert.ok(value(text, 'tollgate_connections') >= 1);
  assert.ok(value(text, 'process_resident_memory_bytes') > 1 << 20);
  // Each line is one of the format's.
  for (const line of text.trimEnd().split('\n')) assert.match(line, /^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [-+0-9.e]+)$/);

  // A proxy of this machine brings others: they need the token.
  const forwarded = { 'X-Forwarded-For': '10.0.0.9' };
  assert.equal((await fetch(`${hub.url}/metrics`, { headers: forwarded })).status, 403);
  assert.equal((await fetch(`${hub.url}/metrics`, { headers: { ...forwarded, Authorization: 'Bearer a secret of some lengtX' } })).status, 403);
  assert.equal((await fetch(`${hub.url}/metrics`, { headers: { ...forwarded, Authorization: 'Bearer a secret of some length' } })).status, 200);
  await hub.end();

  assert.equal(statSync(log).mode & 0o777, 0o600);
  const noted = readFileSync(log, 'utf8');
  assert.doesNotMatch(noted, /Zhang|secret|Originaltown|objection/);
  const lines = noted.trim().split('\n').map((line) => JSON.parse(line));
  assert.deepEqual([lines[0].event, lines.at(-1).event], ['start', 'end']);
  const saved = lines.find((line) => line.type === 'form.save');
  assert.deepEqual([saved.level, saved.route, saved.app, saved.status, saved.peer], ['info', 'message', 'medical_visit', 200, '127.0.0.1']);
  assert.ok(lines.some((line) => line.level === 'warning' && line.status === 404));
});

test('bad options of monitoring are said', async (t) => {
  const short = join(scratch(t), 'short');
  writeFileSync(short, 'short\n');
  for (const [options, code] of [
    [['--log-level', 'loud'], 'cli.log_level'],
    [['--metrics-token', short], 'cli.token'],
    [['--metrics-token', `${short}-none`], 'server.cannot_read'],
  ]) {
    const { code: exit, out } = await run(['serve', '--json', '--app', app_file, ...options]);
    assert.equal(exit, 2, out);
    assert.equal(JSON.parse(out.split('\n')[0]).code, code);
  }
});
