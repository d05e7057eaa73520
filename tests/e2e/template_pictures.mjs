// Takes a picture of each page of the templates, at desk and phone size in both languages, to be looked at:
//   node tests/e2e/template_pictures.mjs FOLDER [template] [part of a page's name]
// With --guides in place of FOLDER: the pictures of docs/guides, into docs/images.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { start } from './harness.mjs';
import { be } from './pages.mjs';
import { root, sample_of } from './site.mjs';

const guides = process.argv[2] === '--guides';
const folder = guides ? join(root, 'docs/images') : (process.argv[2] ?? join(root, 'build/screenshots'));
mkdirSync(folder, { recursive: true });

// Role, page, address, and with `guide` the size that the guide shows it in.
const templates = {
  'medical-visit': {
    reps: 24,
    pages: (sample) => {
      const rep = sample.person.find(({ values }) => values.role === 'rep');
      const visit = sample.visit.findLast(({ values }) => values.rep === rep.id && values.site_photo);
      const poor = sample.visit.findLast(({ status, values }) => status !== 'draft' && !values.site_photo && !values.met_key_person);
      return {
        rep: [rep.values.name, [['due', '#/view/due_items'], ['form', '#/form/visit', 'phone'], ['visit', `#/record/visit/${visit.id}`], ['talk', '#/view/talk_tracks'], ['inquiry', '#/form/inquiry']]],
        director: ['沈怀远', [
          ['health', '#/dashboard/health'], ['self-check', '#/dashboard/self_check', 'desk'], ['drill', `#/dashboard/self_check/checks?path=${encodeURIComponent('[{"key":"authenticity"}]')}`],
          ['dispatch', '#/dashboard/dispatch', 'desk'], ['work', '#/dashboard/work', 'desk'], ['pool', '#/view/review_pool'], ['review', `#/form/review/${poor.id}`], ['joint', '#/form/joint_review'],
          ['people', '#/insight/people?metric=visits_30d', 'desk'], ['lift', '#/insight/lift'], ['effect', '#/insight/effect'],
        ]],
      };
    },
  },
  'sales-management': {
    pages: (sample) => {
      const seller = sample.person.find(({ values }) => values.role === 'seller');
      const lead = sample.person.find(({ id }) => id === seller.values.lead);
      const deal = sample.opportunity.find(({ values }) => values.owner === seller.id && !values.lost) ?? sample.opportunity[0];
      return {
        seller: [seller.values.name, [['pool', '#/view/pool', 'phone'], ['lead', `#/form/lead/${sample.lead.find(({ values }) => !values.owner && values.result === 'open').id}`, 'phone'], ['deal', `#/record/opportunity/${deal.id}`], ['quotation', '#/form/quotation']]],
        lead: [lead.values.name, [['sales', '#/dashboard/sales', 'desk'], ['check', '#/dashboard/check', 'desk'], ['pipeline', '#/workflow/pipeline', 'desk'], ['overdue', '#/view/overdue'], ['duplicates', '#/view/duplicates']]],
      };
    },
  },
  'store-sales': {
    pages: (sample) => {
      const keeper = sample.person.find(({ values }) => values.role === 'keeper');
      const head = sample.person.find(({ id }) => id === keeper.values.head);
      const inspector = sample.person.find(({ values }) => values.role === 'inspector');
      const poor = sample.inspection.findLast(({ values }) => values.fix_by && values.fix_photo);
      return {
        keeper: [keeper.values.name, [['report', '#/form/day', 'phone'], ['rectify', '#/view/to_fix', 'phone']]],
        inspector: [inspector.values.name, [['inspection', '#/form/inspection', 'phone']]],
        head: [head.values.name, [['stores', '#/dashboard/stores', 'desk'], ['inspections', '#/dashboard/inspections', 'desk'], ['weak', '#/view/weak'], ['both', '#/quick_filter/low_sales_low_score'], ['record', `#/record/inspection/${poor.id}`]]],
      };
    },
  },
};

for (const [template, { reps, pages }] of Object.entries(templates)) {
  if (process.argv[3] && !process.argv[3].includes(template)) continue;
  const run = await start({ template, reps });
  try {
    const roles = pages(sample_of(run.folder, template));
    for (const locale of guides ? ['en'] : ['zh-CN', 'en']) {
      for (const size of ['desk', 'phone']) {
        const phone = size === 'phone';
        const context = await run.context({ phone, locale, ...(phone ? {} : { viewport: { width: 1440, height: 900 } }) });
        for (const [role, [person, all]] of Object.entries(roles)) {
          const wanted = all.filter(([name, , guide]) => (guides ? guide === size : name.includes(process.argv[4] ?? '')));
          if (!wanted.length) continue;
          const { page } = await run.open('', { context });
          await be(page, person);
          for (const [name, address] of wanted) {
            await page.goto(run.address(address));
            await page.getByRole('heading', { level: 1 }).first().waitFor({ timeout: 60000 });
            await page.waitForLoadState('networkidle');
            await page.waitForTimeout(1200);
            const file = guides ? `guide-${template}-${name}` : `${template}-${role}-${name}-${locale}-${size}`;
            await page.screenshot({ path: join(folder, `${file}.png`), fullPage: !guides, scale: 'css', animations: 'disabled' });
            console.log(file);
          }
          await page.close();
        }
        await context.close();
      }
    }
  } finally {
    await run.stop();
  }
}
