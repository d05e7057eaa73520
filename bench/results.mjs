// Writes one measurement's results beside the others, as JSON and as a table for people.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i ? '--:' : '---'))), ...rows.map(line)].join('\n');
}

// script: how to make it again, below bench/.
export function write_results(name, title, script, data, text) {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root }).toString().trim();
  const machine = `node ${process.version}, ${cpus().length} cores`;
  const folder = join(root, 'bench/results');
  mkdirSync(folder, { recursive: true });
  const page = `# ${title}\n\nMade by \`./dev bench\` (\`node bench/${script}\`) at ${commit}, ${machine}.\n\n${text}\n`;
  writeFileSync(join(folder, `${name}.md`), page);
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify({ commit, machine, ...data }, null, 1)}\n`);
  process.stdout.write(`${page}\n`);
}
