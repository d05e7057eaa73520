// Each of the smaller templates starts with its sample: every record counts, and its dashboards have numbers.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { scratch, serve } from './binary.mjs';

for (const [template, dashboard, person, empty] of [['sales-management', 'sales', 'director', []], ['store-sales', 'stores', 'head_north', []]]) {
  test(`${template} begins with work to look at`, async (t) => {
    const folder = scratch(t);
    const app = join(folder, 'app');
    execFileSync(process.execPath, [`templates/${template}/generate_sample.mjs`, '--out', app]);
    const records = readFileSync(join(app, 'sample.jsonl'), 'utf8').trim().split('\n').slice(1).map((line) => JSON.parse(line));
    const hub = await serve(t, ['--data', join(folder, 'data'), '--app', app]);
    const ask = async (type, params) => {
      const reply = await hub.ask(type, params, { user: person, locale: 'en' });
      assert.equal(reply.ok, true, JSON.stringify(reply));
      return reply.result;
    };
    const document = JSON.parse(readFileSync(join(app, 'app.json'), 'utf8'));
    for (const { id } of document.entities) {
      const { total } = await ask('record.list', { entity: id, limit: 1 });
      assert.equal(total, records.filter(({ entity }) => entity === id).length, id);
    }
    const shown = [];
    for (const { id } of document.dashboards) shown.push(...(await ask('dashboard.read', { dashboard: id, filters: [] })).widgets);
    for (const widget of shown) {
      if (widget.type === 'metric') assert.ok(empty.includes(widget.id) || widget.text, widget.id);
      for (const check of widget.checks ?? []) assert.notEqual(check.level, 'none', check.id);
      if (widget.groups) assert.ok(widget.groups.length > 0, widget.id);
    }
    assert.ok(shown.some(({ id }) => document.dashboards.find(({ id: of }) => of === dashboard).widgets.some((each) => each.id === id)));
  });
}
