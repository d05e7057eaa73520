// Scrolling through long forms in the designer: how far apart frames are, and how long the page works on
// each; the same while somebody types a field's name. A short form beside them is the measure. In Chromium
// with a profile on disk, on the built site; the graphics card is emulated by the processor.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch_on_disk } from '../../../tests/e2e/harness.mjs';
import { make_folder, make_site, serve_static } from '../../../tests/e2e/site.mjs';
import { median, table, write_results } from '../../results.mjs';
import { long_form } from '../forms/app.mjs';

const sizes = [50, 1000];
const frames = 300;
const letters = 40;

const percentile = (list, share) => [...list].sort((a, b) => a - b)[Math.floor(list.length * share)];

// In the page, before it starts: how long each callback of a frame works.
function watch_frames() {
  const own = window.requestAnimationFrame.bind(window);
  window.frame_work = [];
  window.unwatched_frame = own;
  window.requestAnimationFrame = (draw) => own((now) => {
    const began = performance.now();
    draw(now);
    window.frame_work.push(performance.now() - began);
  });
}

// In the page: turns the wheel once a frame, down and up again.
async function scroll(count) {
  const host = document.querySelector('.designer-mirror').parentElement;
  const canvas = host.querySelector('canvas').getBoundingClientRect();
  const place = { clientX: canvas.left + canvas.width / 2, clientY: canvas.top + canvas.height / 2, bubbles: true, cancelable: true };
  const target = host.querySelector('[role=tree] [role=treeitem]');
  target.dispatchEvent(new PointerEvent('pointermove', { ...place, pointerId: 1, pointerType: 'mouse' }));
  const intervals = [];
  let last = 0;
  window.frame_work.length = 0;
  for (let i = 0; i < count; i++) {
    const now = await new Promise((done) => window.unwatched_frame(done));
    if (last > 0) intervals.push(now - last);
    last = now;
    target.dispatchEvent(new WheelEvent('wheel', { ...place, deltaY: i % 200 < 150 ? 60 : -60 }));
  }
  return { intervals: intervals.slice(20), work: window.frame_work.slice(20) };
}

const folder = make_folder('designer-bench');
const site = join(folder.path, 'site');
mkdirSync(site);
make_site(site, 1);
const server = await serve_static(site);
const rows = [];
const numbers = {};
try {
  for (const size of sizes) {
    const app = join(site, 'apps/medical_visit');
    writeFileSync(join(app, 'app.json'), JSON.stringify({ ...long_form(size), id: 'medical_visit' }));
    const context = await launch_on_disk(join(folder.path, `profile-${size}`), { viewport: { width: 1440, height: 900 } });
    const page = context.pages()[0] ?? await context.newPage();
    await page.addInitScript(watch_frames);
    const began = performance.now();
    await page.goto(`${server.url}apps/medical_visit/designer.html`);
    await page.getByRole('treeitem', { name: `Field ${size - 1}`, exact: true }).waitFor({ state: 'attached', timeout: 120000 });
    const open_ms = performance.now() - began;
    await page.waitForTimeout(2000);
    const scrolled = await page.evaluate(scroll, frames);
    const name = page.getByRole('textbox', { name: '名称（简体中文）' });
    await page.getByRole('treeitem', { name: `Field ${size - 1}`, exact: true }).focus();
    await name.waitFor({ state: 'attached' });
    await name.focus();
    await page.keyboard.press('End');
    await page.evaluate(() => { window.frame_work.length = 0; });
    for (let i = 0; i < letters; i++) await page.keyboard.insertText('x');
    await page.waitForTimeout(500);
    const typed = await page.evaluate(() => window.frame_work);
    const result = {
      open_ms,
      frame_median_ms: median(scrolled.intervals), frame_p95_ms: percentile(scrolled.intervals, 0.95),
      work_median_ms: median(scrolled.work), work_p95_ms: percentile(scrolled.work, 0.95),
      typing_work_median_ms: median(typed), typing_work_p95_ms: percentile(typed, 0.95),
    };
    numbers[size] = result;
    const ms = (value) => `${value.toFixed(1)} ms`;
    rows.push([`${size} fields`, ms(result.frame_median_ms), ms(result.frame_p95_ms), ms(result.work_median_ms), ms(result.work_p95_ms), ms(result.typing_work_median_ms), ms(result.typing_work_p95_ms)]);
    console.log(rows.at(-1).join(' | '));
    await context.close();
  }
  write_results('designer', 'Long forms in the designer', 'e2e/designer/run.mjs', { graphics: 'swiftshader', ...numbers },
    table(['scrolling', 'from frame to frame, median', '95 of 100 below', 'work in a frame, median', '95 of 100 below', 'work while typing, median', '95 of 100 below'], rows) +
    '\n\nGraphics are emulated by the processor (SwiftShader), which draws beside the page. 60 frames a second are 16.7 ms from frame to frame.');
} finally {
  await server.close();
  folder.remove();
}
