// What a key costs in long forms: from the event until the field that it shows is there, and until a
// chain of computed numbers has reached its last, both with the layout of the page. In Chromium, on the built site.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch, new_context } from '../../../tests/e2e/harness.mjs';
import { make_folder, make_site, serve_static } from '../../../tests/e2e/site.mjs';
import { median, table, write_results } from '../../results.mjs';
import { long_form } from './app.mjs';

const sizes = [50, 500, 1900];
const keys = 60;

const folder = make_folder('forms');
make_site(folder.path, 1);
const server = await serve_static(folder.path);
const browser = await launch(['--use-angle=swiftshader']);

// In the page: types a text and waits until `seen` of a field's element holds.
async function keystrokes({ from, to, texts, attribute }) {
  const find = (node, match) => {
    for (const element of node.querySelectorAll('*')) {
      if (match(element)) return element;
      const inside = element.shadowRoot && find(element.shadowRoot, match);
      if (inside) return inside;
    }
  };
  const field = (path) => find(document, (element) => element.path === path);
  const input = field(from).shadowRoot.querySelector('input');
  const target = field(to);
  const shown = () => (attribute ? String(target.hidden) : target.shadowRoot.querySelector('input')?.value ?? target.shadowRoot.textContent);
  const times = [];
  for (const text of texts) {
    const before = shown();
    const began = performance.now();
    input.value = text;
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    while (shown() === before) {
      await new Promise((done) => { const channel = new MessageChannel(); channel.port1.onmessage = done; channel.port2.postMessage(0); });
      if (performance.now() - began > 5000) throw new Error(`no change of ${to} after ${text}`);
    }
    document.documentElement.getBoundingClientRect();  // with the layout that a frame needs
    times.push(performance.now() - began);
    await new Promise((done) => setTimeout(done, 30));
  }
  return times;
}

const rows = [];
const numbers = {};
try {
  for (const size of sizes) {
    const app = join(folder.path, 'apps/medical_visit');
    mkdirSync(app, { recursive: true });
    writeFileSync(join(app, 'app.json'), JSON.stringify({ ...long_form(size), id: 'medical_visit' }));
    const context = await new_context(browser, {});
    const page = await context.newPage();
    const began = performance.now();
    await page.goto(`${server.url}apps/medical_visit/#/form/entry`);
    await page.getByRole('textbox', { name: 'Field 0', exact: true }).waitFor({ timeout: 30000 });
    const open_ms = performance.now() - began;
    await page.waitForTimeout(1500);
    const shows = await page.evaluate(keystrokes, {
      from: 'f0', to: 'f1', attribute: true,
      texts: Array.from({ length: keys }, (_, index) => (index % 2 ? 'hide' : 'show')),
    });
    const last = size - 7;
    const chain = await page.evaluate(keystrokes, {
      from: 'f2', to: `f${last}`, attribute: false,
      texts: Array.from({ length: keys }, (_, index) => String(index + 1)),
    });
    numbers[size] = { open_ms, show_ms: median(shows), chain_ms: median(chain) };
    rows.push([`${size} fields`, `${Math.round(open_ms)} ms`, `${median(shows).toFixed(2)} ms`, `${median(chain).toFixed(2)} ms`]);
    console.log(rows.at(-1).join(' | '));
    await context.close();
  }
  write_results('forms', 'Long forms', 'e2e/forms/run.mjs', numbers, table(['', 'form in a fresh browser', 'a key shows a field', 'a key moves the end of a chain'], rows));
} finally {
  await browser.close();
  await server.close();
  folder.remove();
}
