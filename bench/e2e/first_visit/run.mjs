// What a person waits for at a hub in a browser that was never there, and when they come back: until they
// can say who they are, until their list stands, until all of the hub's records are on the device. The
// hub holds the whole sample; the profile is on disk, so that files and compiled code are where a
// person's browser keeps them.
//
//   node bench/e2e/first_visit/run.mjs [runs]        5
//
// TOLLGATE_SITE and TOLLGATE_HUB say which site and program are measured.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { launch_on_disk } from '../../../tests/e2e/harness.mjs';
import { be, menu } from '../../../tests/e2e/pages.mjs';
import { cast } from '../../../tests/e2e/people.mjs';
import { app_folder, app_url, make_folder, make_site, serve_hub } from '../../../tests/e2e/site.mjs';
import { median, root, table, write_results } from '../../results.mjs';

const runs = Number(process.argv[2] ?? 5);
const kPatience_ms = 300_000;
const build = process.env.TOLLGATE_BUILD ?? join(root, 'build/native/bin');

const folder = make_folder('first-visit');
make_site(folder.path, 0);
const who = cast(folder.path);
const hub = await serve_hub({ site: folder.path, app: app_folder(folder.path), db: join(folder.path, 'hub.db') });

const list = (page) => page.locator('#content').getByRole('table').getByRole('link').first();
const all_here = (page) => page.getByRole('button', { name: '与服务器的数据: 全部已发送到服务器' });

// Milliseconds from asking for the page until its list can be used.
async function come_back(context) {
  const page = await context.newPage();
  const began = performance.now();
  await page.goto(app_url(hub.url));
  await menu(page).waitFor({ timeout: kPatience_ms });
  await list(page).waitFor({ timeout: kPatience_ms });
  const took = performance.now() - began;
  // People look at what they came for; meanwhile the browser keeps what it compiled.
  await page.waitForTimeout(2000);
  await page.close();
  return took;
}

// A browser that its person has used before: of another site it keeps files already. Its first files of all
// take it most of a second, whoever asks for them.
async function use_before(context) {
  const page = await context.newPage();
  await page.route('http://localhost/', (route) => route.fulfill({ contentType: 'text/html', body: '<p>another site</p>' }));
  await page.goto('http://localhost/');
  await page.evaluate(async () => {
    const folder = await navigator.storage.getDirectory();
    const file = await (await folder.getFileHandle('note', { create: true })).createWritable();
    await file.write('kept');
    await file.close();
  });
  await page.close();
}

async function visit(number) {
  const profile = join(folder.path, `profile-${number}`);
  const times = {};
  let context = await launch_on_disk(profile);
  await use_before(context);
  let page = await context.newPage();
  const began = performance.now();
  const since = () => performance.now() - began;
  await page.goto(app_url(hub.url));
  await page.getByRole('dialog', { name: /请选择您的身份/ }).getByRole('option').first().waitFor({ timeout: kPatience_ms });
  times.people = since();
  await be(page, who.rep);
  await list(page).waitFor({ timeout: kPatience_ms });
  times.list = since();
  await all_here(page).waitFor({ timeout: kPatience_ms });
  times.all = since();
  await page.close();
  // The second visit is the one that finds compiled code; what came after it is what one is used to.
  await come_back(context);
  times.again = await come_back(context);
  await context.close();
  context = await launch_on_disk(profile);
  times.next_day = await come_back(context);
  await context.close();
  rmSync(profile, { recursive: true, force: true });
  return times;
}

// The same without a browser: what the hub and the device calculate, and how often a disk is waited for.
function fill_alone() {
  const { status, stdout } = spawnSync(join(build, 'fill_bench'), [join(folder.path, 'hub.db'), ''], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (status !== 0) throw new Error(`fill_bench ended with ${status}`);
  return Object.assign({}, ...stdout.trim().split('\n').map((line) => JSON.parse(line)));
}

let stopped = false;
try {
  const visits = [];
  for (let i = 0; i < runs; i++) {
    visits.push(await visit(i));
    console.error(JSON.stringify(visits.at(-1)));
  }
  await hub.stop();
  stopped = true;
  const alone = fill_alone();
  const of = (what) => visits.map((times) => times[what]);
  const ms = (value) => `${Math.round(value)} ms`;
  const row = (title, what) => [title, ms(median(of(what))), ms(Math.max(...of(what)))];
  const records = Object.values(who.sample).reduce((sum, { length }) => sum + length, 0);
  write_results(
    'first_visit',
    'First and later visits to a hub',
    'e2e/first_visit/run.mjs',
    { records, visits, alone },
    `${records.toLocaleString('en')} records, ${runs} browsers, profile on disk.\n\n` +
      table(['', 'median', 'slowest'], [
        ['first visit: until it can be said who one is', 'people'],
        ["first visit: until the person's list stands", 'list'],
        ["first visit: until all of the hub's records are here", 'all'],
        ['later visit: until the list stands', 'again'],
        ['later visit, the browser started anew', 'next_day'],
      ].map(([title, what]) => row(title, what))) +
      '\n\nThe first fill without browser and network, CPU time of native code:\n\n' +
      table(['', ''], [
        ['the hub, all messages', ms(alone.hub_ms)],
        ['the device, all messages', ms(alone.device_ms)],
        ['both, until the first rows are there', ms(alone.people_ms)],
        ['times that the device waits for its disk', alone.fill_flushes],
        ['opening the filled device', ms(alone.open_ms)],
        ['records', alone.rows.toLocaleString('en')],
      ]),
  );
} finally {
  if (!stopped) await hub.stop();
  folder.remove();
}
