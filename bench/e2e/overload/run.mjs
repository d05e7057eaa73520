// Ten times more than the hub keeps in line, at once: 5,120 saves while it takes 512. How soon it says no
// (429), how soon the others are done, and whether all that it acknowledged is there after it is killed in
// the middle of a second such flood.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, root, table, write_results } from '../../results.mjs';

const binary = process.env.TOLLGATE_BINARY ?? join(root, 'build/native/bin/tollgate');
const kAtOnce = 10 * 512;
const folder = mkdtempSync(join(tmpdir(), 'tollgate-overload-'));
const database = join(folder, 'notes.db');
const label = (text) => ({ 'zh-CN': text, en: text });
writeFileSync(join(folder, 'app.json'), JSON.stringify({
  format: 'tollgate.app/1', id: 'notes', version: 1, label: label('Notes'), locales: ['en', 'zh-CN'], time_zone: 'Asia/Shanghai',
  entities: [{ id: 'note', label: label('Note'), title: 'name', fields: [{ id: 'name', type: 'text', label: label('Name') }] }],
  forms: [{ id: 'note', entity: 'note', label: label('Note'), sections: [{ id: 's', fields: [{ field: 'name' }] }] }],
}));
const hub = spawn(binary, ['serve', '--json', '--demo', '--listen', '127.0.0.1:0', '--db', database, '--app', join(folder, 'app.json')], { stdio: ['ignore', 'pipe', 'inherit'] });
const url = await new Promise((resolve, reject) => {
  let out = '';
  hub.on('close', (code) => reject(new Error(`the hub ended with ${code}: ${out}`)));
  hub.stdout.on('data', (data) => {
    out += data;
    const said = out.split('\n').find((line) => line.includes('"url"'));
    if (said) resolve(JSON.parse(said).url);
  });
});
const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
function ask(type, params) {
  const body = JSON.stringify({ id: 1, type, params });
  const began = performance.now();
  return new Promise((resolve) => {
    const failed = () => resolve({ status: 0, ms: performance.now() - began });
    const sent = request(`${url}/apps/notes/api/request`, { method: 'POST', agent, headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) } }, (answer) => {
      let text = '';
      answer.on('data', (data) => (text += data));
      answer.on('error', failed);
      answer.on('end', () => {
        try {
          const reply = JSON.parse(text);
          resolve({ status: reply.ok || answer.statusCode !== 200 ? answer.statusCode : -1, ms: performance.now() - began, reply });
        } catch {
          failed();
        }
      });
    });
    sent.on('error', failed);
    sent.end(body);
  });
}
const save = (id) => ask('data.import', { text: JSON.stringify({ entity: 'note', id, values: { name: id } }) });
const worst = (times, part) => [...times].sort((a, b) => a - b)[Math.floor((times.length - 1) * part)];

try {
  // Connections are made before it counts.
  await Promise.all(Array.from({ length: kAtOnce }, () => ask('engine.info', {})));
  const answers = await Promise.all(Array.from({ length: kAtOnce }, (_, i) => save(`a${i}`)));
  const of = (status) => answers.filter((answer) => answer.status === status);
  const [saved, refused] = [of(200), of(429)];
  const after = await ask('engine.info', {});
  // A second flood, in which it is killed.
  let second = 0;
  await Promise.all(Array.from({ length: kAtOnce }, async (_, i) => {
    const { status } = await save(`b${i}`);
    if (status === 200 && ++second === 100) hub.kill('SIGKILL');
  }));
  const verified = JSON.parse(execFileSync(binary, ['verify', '--json', database], { encoding: 'utf8' }).trim().split('\n').at(-1));
  const kept_at_least = after.reply.result.op_count + second;
  const numbers = {
    at_once: kAtOnce, saved: saved.length, refused: refused.length, otherwise: kAtOnce - saved.length - refused.length,
    refused_median_ms: median(refused.map(({ ms }) => ms)), refused_p99_ms: worst(refused.map(({ ms }) => ms), 0.99),
    saved_median_ms: median(saved.map(({ ms }) => ms)), saved_p99_ms: worst(saved.map(({ ms }) => ms), 0.99),
    next_ms: after.ms, killed_after: second, ops: verified.op_count, lost: Math.max(0, kept_at_least - verified.op_count),
  };
  write_results('overload', 'Ten times more than the hub takes', 'e2e/overload/run.mjs', numbers, table(['', ''], [
    ['saves at once', String(kAtOnce)],
    ['done', `${numbers.saved}, half within ${Math.round(numbers.saved_median_ms)} ms, 99 of 100 within ${Math.round(numbers.saved_p99_ms)} ms`],
    ['refused with 429', `${numbers.refused}, half within ${Math.round(numbers.refused_median_ms)} ms, 99 of 100 within ${Math.round(numbers.refused_p99_ms)} ms`],
    ['answered otherwise, or not at all', String(numbers.otherwise)],
    ['whoever asks right after it', `${numbers.next_ms.toPrecision(3)} ms`],
    ['acknowledged in a second flood until the hub was killed', String(second)],
    ['lost of what was acknowledged', String(numbers.lost)],
  ]));
  if (numbers.lost > 0 || numbers.otherwise > 0) process.exitCode = 1;
} finally {
  hub.kill('SIGKILL');
  agent.destroy();
  rmSync(folder, { recursive: true, force: true });
}
