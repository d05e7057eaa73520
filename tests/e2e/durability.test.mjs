// Whatever the page was told is saved is there after the tab or the whole browser dies in mid-save.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { launch_killable, start } from './harness.mjs';
import { be } from './pages.mjs';
import { cast } from './people.mjs';
import { make_folder } from './site.mjs';

let run, who;
before(async () => { run = await start({ reps: 1 }); who = cast(run.folder); });
after(() => run?.stop());

// Saves drafts as fast as the engine takes them, several at once; tells of each only when it was acknowledged.
function save_without_end() {
  const { client } = document.querySelector('tollgate-shell');
  const writer = async (lane) => {
    for (let n = 1; ; ++n) {
      const name = `杀不死 ${lane}-${n}`;
      const { session } = await client.request('form.open', { form: 'customer', values: { name } });
      const reply = await client.request('form.save', { session, complete: false });
      if (reply.saved) await window.acknowledge(reply.record, name);
      await client.request('form.close', { session });
    }
  };
  for (let lane = 0; lane < 6; ++lane) void writer(lane).catch(() => {});
}

async function names_of(page, records) {
  return page.evaluate(async (ids) => {
    const { client } = document.querySelector('tollgate-shell');
    const names = {};
    for (const id of ids) {
      const found = await client.request('record.get', { entity: 'customer', record: id }).catch(() => null);
      names[id] = found?.fields?.find((field) => field.id === 'name')?.cell?.value ?? found?.row?.title ?? null;
    }
    return names;
  }, records);
}

// Saves until enough was acknowledged.
async function save_for_a_while(page, told) {
  await page.getByRole('navigation', { name: '菜单' }).waitFor({ timeout: 60000 });
  await page.exposeFunction('acknowledge', (record, name) => { told.set(record, name); });
  const before_round = told.size;
  await page.evaluate(`(${save_without_end})()`);
  for (let i = 0; i < 400 && told.size < before_round + 30; ++i) await pause(25);
  assert.ok(told.size >= before_round + 30, `only ${told.size - before_round} saves in time`);
}

async function all_there(page, told) {
  await page.getByRole('navigation', { name: '菜单' }).waitFor({ timeout: 60000 });
  assert.deepEqual(await names_of(page, [...told.keys()]), Object.fromEntries(told));
  const verified = await page.evaluate(() => document.querySelector('tollgate-shell').client.request('log.verify', {}, {}));
  assert.equal(verified.sound, true, JSON.stringify(verified));
}

async function survive(kill, rounds) {
  const context = await run.context();
  const first = await run.open('', { context });
  await be(first.page, who.rep);
  await first.page.close();
  const told = new Map();
  for (let round = 0; round < rounds; ++round) {
    const { page } = await run.open('', { context });
    await save_for_a_while(page, told);
    await kill(page, context);
    const { page: later } = await run.open('', { context });
    await all_there(later, told);
    await later.close();
  }
}

test('the tab crashes in the middle of saves: nothing acknowledged is lost', async () => {
  await survive(async (page, context) => {
    const devtools = await context.newCDPSession(page);
    await Promise.race([devtools.send('Page.crash').catch(() => {}), pause(1000)]);
    await page.close().catch(() => {});
  }, 3);
});

test('the tab is closed in the middle of saves: nothing acknowledged is lost', async () => {
  await survive((page) => page.close(), 2);
});

test('the whole browser is killed in the middle of saves: nothing acknowledged is lost', async () => {
  const profile = make_folder('profile');
  const told = new Map();
  try {
    for (let round = 0; round < 2; ++round) {
      const browser = await launch_killable(profile.path);
      const page = await browser.context.newPage();
      await page.goto(`${run.app_url}`);
      if (round === 0) await be(page, who.rep);
      else await all_there(page, told);
      await save_for_a_while(page, told);
      await browser.kill();
    }
    const browser = await launch_killable(profile.path);
    const page = await browser.context.newPage();
    await page.goto(`${run.app_url}`);
    await all_there(page, told);
    await browser.kill();
  } finally {
    profile.remove();
  }
});
