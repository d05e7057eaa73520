// The sample data is what the template promises: counts, references, choices, evidence, determinism.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { generate } from '../../templates/medical-visit/generate_sample.mjs';

const app = JSON.parse(readFileSync(new URL('../../templates/medical-visit/app.json', import.meta.url), 'utf8'));
const entities = new Map(app.entities.map((entity) => [entity.id, new Map(entity.fields.map((field) => [field.id, field]))]));
const sample = generate();
const of = (entity) => sample.records.filter((record) => record.entity === entity);

test('the same seed gives the same records, another seed others', () => {
  assert.deepEqual(generate(), sample);
  assert.notDeepEqual(generate({ seed: 7 }).records, sample.records);
});

test('11 cities, 142 reps, 2,800 customers, six months of visits', () => {
  const reps = of('person').filter((person) => person.values.role === 'rep');
  assert.equal(reps.length, 142);
  assert.equal(new Set(reps.map((rep) => rep.values.city)).size, 11);
  assert.equal(of('customer').length, 2800);
  assert.equal(new Set(of('customer').map((customer) => customer.values.name)).size, 2800);
  const visits = of('visit').filter((visit) => visit.status !== 'draft');
  assert.ok(visits.length > 8500 && visits.length < 9500, `${visits.length} visits`);
  const days = visits.map((visit) => visit.values.actual_arrival.slice(0, 10));
  assert.ok(days.every((day) => day >= '2025-12-31' && day < '2026-06-30'));
  assert.ok(of('opportunity').length > 850 && of('opportunity').length < 950);
  assert.deepEqual([...new Set(of('opportunity').map((entry) => entry.values.stage))].sort(), ['demo', 'lead', 'negotiation', 'qualified', 'won']);
});

test('every value fits its field and every reference points to a line before it', () => {
  const known = new Map([...entities.keys()].map((id) => [id, new Set()]));
  const fits = {
    text: (value) => typeof value === 'string' && value !== '',
    long_text: (value) => typeof value === 'string' && value !== '',
    number: (value) => /^-?\d+(\.\d+)?$/.test(value),
    boolean: (value) => typeof value === 'boolean',
    date: (value) => /^\d{4}-\d\d-\d\d$/.test(value),
    date_time: (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/.test(value) && !Number.isNaN(Date.parse(value)),
    choice: (value, field) => field.options.some((option) => option.id === value),
    multi_choice: (value, field) => value.length > 0 && new Set(value).size === value.length && value.every((one) => field.options.some((option) => option.id === one)),
    reference: (value, field) => known.get(field.entity).has(value),
    location: (value) => Math.abs(value.latitude) <= 90 && Math.abs(value.longitude) <= 180 && value.source === 'sample',
    photo: (value) => sample.header.blobs.some((blob) => blob.sha256 === value.sha256 && blob.size_bytes === value.size_bytes),
    file: (value) => sample.header.blobs.some((blob) => blob.sha256 === value.sha256 && blob.size_bytes === value.size_bytes),
    list: (value, field) => (field.id !== 'action_items' || value.length === 3) && value.every((item) => field.fields.every((inner) => item[inner.id] === undefined || fits[inner.type](item[inner.id], inner))),
  };
  for (const { entity, id, values } of sample.records) {
    for (const [name, value] of Object.entries(values)) {
      const field = entities.get(entity).get(name);
      assert.ok(field, `${id}: ${entity} has no field ${name}`);
      assert.ok(!field.computed, `${id}: ${name} is computed`);
      assert.ok(fits[field.type](value, field), `${id}: ${name} = ${JSON.stringify(value)} is no ${field.type}`);
    }
    assert.ok(!known.get(entity).has(id), `${id} twice`);
    known.get(entity).add(id);
  }
});

test('complete records fill the fields that are always required', () => {
  for (const { entity, id, values, status } of sample.records) {
    if (status === 'draft') continue;
    for (const field of entities.get(entity).values())
      if (field.required === true && field.visible === undefined) assert.ok(name_given(values[field.id]), `${id} lacks ${field.id}`);
  }
  function name_given(value) { return value !== undefined && value !== null; }
});

test('evidence is real files under the hash that names them', () => {
  const starts = { 'image/png': '\x89PNG', 'application/pdf': '%PDF-', 'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'PK\x03\x04' };
  assert.equal(sample.evidence.length, sample.header.blobs.length);
  for (const { bytes, sha256, media_type, size_bytes } of sample.evidence) {
    assert.equal(createHash('sha256').update(bytes).digest('hex'), sha256);
    assert.equal(bytes.length, size_bytes);
    assert.ok(bytes.toString('latin1').startsWith(starts[media_type]));
  }
});

test('reps work with their own customers, and a small sample still has every city', () => {
  const small = generate({ rep_count: 12 });
  const owner = new Map(small.records.filter((record) => record.entity === 'customer').map((customer) => [customer.id, customer.values.rep]));
  for (const { entity, id, values } of small.records)
    if (entity === 'visit' || entity === 'opportunity') assert.equal(owner.get(values.customer), values.rep, id);
  const reps = small.records.filter((record) => record.values.role === 'rep');
  assert.equal(reps.length, 12);
  assert.equal(new Set(reps.map((rep) => rep.values.city)).size, 11);
});
