// Takes a picture of each page in both languages, at phone and desk size, light and dark:
//   node tests/e2e/page_screenshots.mjs [folder] [part of a picture's name]
// Default: build/screenshots. Each is looked at before a release; ugly is a defect.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { start } from './harness.mjs';
import { be } from './pages.mjs';
import { cast } from './people.mjs';
import { root } from './site.mjs';

const folder = process.argv[2] ?? join(root, 'build/screenshots');
const wanted = process.argv[3] ?? '';
mkdirSync(folder, { recursive: true });
const run = await start({ reps: 6 });
const who = cast(run.folder, { stage: 'demo' });
const visit = who.sample.visit.findLast(({ values }) => values.rep === who.rep_id && values.site_photo);

const pages = [
  ['rep', 'visits', '#/view/my_visits'],
  ['rep', 'calendar', '#/view/my_visits?look=calendar'],
  ['rep', 'map', '#/view/my_visits?look=map'],
  ['rep', 'gallery', '#/view/my_visits?look=gallery'],
  ['rep', 'visit-form', '#/form/visit'],
  ['rep', 'visit', `#/record/visit/${visit.id}`],
  ['rep', 'customer', `#/record/customer/${visit.values.customer}`],
  ['rep', 'opportunity', `#/record/opportunity/${who.opportunity.id}`],
  ['rep', 'board', '#/workflow/funnel'],
  ['rep', 'tasks', '#/inbox'],
  ['manager', 'dashboard', '#/dashboard/health'],
  ['manager', 'quick-filter', '#/quick_filter/busy_without_result'],
  ['manager', 'list', '#/view/team_visits'],
  ['manager', 'ask', '#/ask'],
  ['manager', 'insight', '#/insight/lift'],
  ['manager', 'insight-effect', '#/insight/effect'],
  ['manager', 'insight-people', '#/insight/people'],
  ['manager', 'import', '#/import/customer'],
  ['manager', 'outbox', '#/outbox'],
  ['manager', 'start', '../../index.html'],
];

try {
  for (const locale of ['zh-CN', 'en']) {
    for (const phone of [false, true]) {
      for (const colorScheme of ['light', 'dark']) {
        const look = `${locale}-${phone ? 'phone' : 'desk'}-${colorScheme}`;
        const names = pages.map(([role, name, address]) => [role, `${name}-${look}`, address]).filter(([, name]) => name.includes(wanted));
        if (!names.length) continue;
        const context = await run.context({ phone, locale, colorScheme, ...(phone ? {} : { viewport: { width: 1440, height: 900 } }) });
        const of_role = {};
        for (const role of new Set(names.map(([each]) => each))) {
          ({ page: of_role[role] } = await run.open('', { context }));
          await be(of_role[role], role === 'rep' ? who.rep : who.manager);
        }
        for (const [role, name, address] of names) {
          const page = of_role[role];
          await page.goto(address.startsWith('#') ? run.address(address) : new URL(address, run.app_url).href);
          await page.getByRole('heading', { level: 1 }).first().waitFor({ timeout: 60000 });
          await page.waitForLoadState('networkidle');
          await page.waitForTimeout(900);
          await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true, scale: 'css', animations: 'disabled' });
          console.log(name);
        }
        await context.close();
      }
    }
  }
} finally {
  await run.stop();
}
