// The samples of the smaller templates: the same for the same seed, each value of its field's kind, each
// reference to a line before it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const is_text = (value) => typeof value === 'string' && value !== '';
const is_number = (value) => /^-?\d+(\.\d+)?$/.test(value);
const fits = {
  text: is_text, long_text: is_text, phone: (value) => /^1\d{10}$/.test(value), number: is_number, money: is_number,
  boolean: (value) => typeof value === 'boolean',
  date: (value) => /^\d{4}-\d\d-\d\d$/.test(value),
  date_time: (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/.test(value),
  choice: (value, field) => field.options.some(({ id }) => id === value),
  location: (value) => value.source === 'sample' && is_number(value.latitude),
  photo: (value, field, known) => known.blobs.has(value.sha256),
  file: (value, field, known) => known.blobs.has(value.sha256),
  reference: (value, field, known) => known.records.get(field.entity).has(value),
  list: (value, field, known) => value.every((item) => Object.entries(item).every(([id, inner]) => { const of = field.fields.find((each) => each.id === id); return fits[of.type](inner, of, known); })),
};

for (const [name, least] of [['sales-management', 1000], ['store-sales', 1500]]) {
  test(`${name}: a sample that fits its app`, async () => {
    const folder = new URL(`../../templates/${name}/`, import.meta.url);
    const app = JSON.parse(readFileSync(new URL('app.json', folder), 'utf8'));
    const { generate } = await import(new URL('generate_sample.mjs', folder));
    const sample = generate();
    assert.deepEqual(generate(), sample);
    assert.notDeepEqual(generate({ seed: 7 }).records, sample.records);
    assert.ok(sample.records.length >= least);
    const known = { records: new Map(app.entities.map(({ id }) => [id, new Set()])), blobs: new Set(sample.header.blobs.map(({ sha256 }) => sha256)) };
    for (const { entity, id, values } of sample.records) {
      const fields = app.entities.find((each) => each.id === entity).fields;
      for (const [key, value] of Object.entries(values)) {
        const field = fields.find((each) => each.id === key);
        assert.ok(field && !field.computed, `${id}: ${key}`);
        assert.ok(fits[field.type](value, field, known), `${id}: ${key} = ${JSON.stringify(value)} is no ${field.type}`);
      }
      for (const field of fields) if (field.required === true && field.visible === undefined && !field.default) assert.ok(values[field.id] !== undefined, `${id} lacks ${field.id}`);
      assert.ok(!known.records.get(entity).has(id), `${id} twice`);
      known.records.get(entity).add(id);
    }
  });
}
