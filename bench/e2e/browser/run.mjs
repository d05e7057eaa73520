// What a person waits for, in Chromium on the built site: until a page can be used, until what a key
// changes is on the screen, until what was saved will survive a power cut. The engine runs in the
// browser; the whole sample is loaded.
import { launch, new_context } from '../../../tests/e2e/harness.mjs';
import { be, form, go, menu } from '../../../tests/e2e/pages.mjs';
import { cast, local_time } from '../../../tests/e2e/people.mjs';
import { app_url, make_folder, make_site, serve_static } from '../../../tests/e2e/site.mjs';
import { median, table, write_results } from '../../results.mjs';

const starts = 5;
const keys = 60;
const saves = 60;

const folder = make_folder('bench');
make_site(folder.path, 0);
const who = cast(folder.path);
const server = await serve_static(folder.path);
const browser = await launch(['--use-angle=swiftshader']);
const percentile = (list, share) => [...list].sort((a, b) => a - b)[Math.floor(list.length * share)];
const timing = (list) => ({ median_ms: median(list), p95_ms: percentile(list, 0.95) });

async function timed(action) {
  const began = performance.now();
  await action();
  return performance.now() - began;
}

// From asking for the page until its menu and list are there.
async function ready(page) {
  await page.goto(`${app_url(server.url)}`);
  await menu(page).waitFor({ timeout: 120000 });
  await page.getByRole('link').first().waitFor();
}

try {
  const first_starts = [];
  const later_starts = [];
  const designer_starts = [];
  for (let i = 0; i < starts; i++) {
    const context = await new_context(browser, { phone: true, geolocation: who.place });
    const page = await context.newPage();
    first_starts.push(await timed(async () => {
      await page.goto(`${app_url(server.url)}`);
      await page.getByRole('dialog', { name: /请选择您的身份/ }).waitFor({ timeout: 120000 });
    }));
    await be(page, who.rep);
    await page.close();
    const again = await context.newPage();
    later_starts.push(await timed(() => ready(again)));
    await again.close();
    const designer = await context.newPage();
    await designer.setViewportSize({ width: 1280, height: 800 });
    designer_starts.push(await timed(async () => {
      await designer.goto(`${app_url(server.url)}designer.html`);
      await designer.getByRole('button', { name: '保存' }).first().waitFor({ timeout: 120000, state: 'attached' });
    }));
    await context.close();
  }

  const context = await new_context(browser, { phone: true, geolocation: who.place });
  const page = await context.newPage();
  await page.goto(`${app_url(server.url)}`);
  await be(page, who.rep);
  await go(page, '新建拜访');
  await form(page).fill('计划到访时间', local_time(-5));
  // Inside the page, so that the driver's messages are not measured: from the event until the
  // engine's answer has changed the elements.
  const group = await page.getByRole('radiogroup', { name: '关键人有变动吗' }).elementHandle();
  const keystrokes = await page.evaluate(async ({ group: question, count }) => {
    const deep = (node, found = []) => {
      for (const element of node.querySelectorAll('*')) {
        found.push(element);
        if (element.shadowRoot) deep(element.shadowRoot, found);
      }
      return found;
    };
    const host = deep(document).find((element) => element.localName === 'tollgate-form');
    const [yes, no] = question.querySelectorAll('input[type=radio]');
    const times = [];
    for (let i = 0; i < count; i++) {
      const target = i % 2 ? no : yes;
      const began = performance.now();
      const done = new Promise((resolve) => {
        const observer = new MutationObserver((records) => {
          if (records.some((record) => record.attributeName === 'hidden')) { observer.disconnect(); resolve(performance.now()); }
        });
        for (const element of [host, ...deep(host.shadowRoot)]) if (element.shadowRoot) observer.observe(element.shadowRoot, { attributes: true, attributeFilter: ['hidden'], subtree: true });
      });
      target.click();
      times.push((await done) - began);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    return times;
  }, { group, count: keys });

  // The same page's own way to its engine.
  const durable = await page.evaluate(async (count) => {
    const find = (node) => {
      for (const element of node.querySelectorAll('*')) {
        if (element.localName === 'tollgate-form') return element;
        const inside = element.shadowRoot && find(element.shadowRoot);
        if (inside) return inside;
      }
    };
    const { client } = find(document);
    const times = [];
    for (let i = 0; i < count; i++) {
      const { session } = await client.request('form.open', { form: 'visit' });
      await client.request('form.set', { session, path: 'objection_response', value: `draft ${i}` });
      const began = performance.now();
      await client.request('form.save', { session, complete: false });
      times.push(performance.now() - began);
      await client.request('form.close', { session });
    }
    return times;
  }, saves);

  const numbers = {
    first_start: timing(first_starts),
    later_start: timing(later_starts),
    designer_start: timing(designer_starts),
    keystroke: timing(keystrokes),
    durable_save: timing(durable),
  };
  const ms = (value) => (value < 10 ? `${value.toFixed(2)} ms` : `${Math.round(value)} ms`);
  const row = (title, value) => [title, ms(value.median_ms), ms(value.p95_ms)];
  write_results(
    'browser',
    'In the browser',
    'e2e/browser/run.mjs',
    numbers,
    table(['', 'median', '95 of 100 below'], [
      row("rep's page, first visit: until it asks who one is, with the whole sample loaded", numbers.first_start),
      row("rep's page, later visits: until the list of visits is there", numbers.later_start),
      row('designer: until its tools can be used', numbers.designer_start),
      row('a choice in the visit form: until the fields that depend on it are there', numbers.keystroke),
      row('saving a draft: until it is durable in OPFS', numbers.durable_save),
    ]),
  );
} finally {
  await browser.close();
  await server.close();
  folder.remove();
}
