// The engines that are measured beside ours: each prepares a case once and gives a function of one
// record. Conversions into an engine's own values happen before anything is measured.
import { Environment } from '@marcbachmann/cel-js';
import { evaluate as feelin } from 'feelin';
import json_logic from 'json-logic-js';
import jsonata from 'jsonata';

// Records with their times as the engine wants them.
function with_times(one, records, convert) {
  if (!one.times) return records;
  return records.map((record) => {
    const copy = { ...record };
    for (const name of one.times) copy[name] = convert(record[name]);
    return copy;
  });
}

export const closures = [
  {
    name: 'js_closure',
    prepare: (one, records) => ({
      evaluate: one.js,
      inputs: with_times(one, records, (text) => Date.parse(text)),
    }),
  },
];

export const peers = [
  {
    name: 'cel_js',
    prepare(one, records) {
      if (!one.cel) return null;
      const env = new Environment({ unlistedVariablesAreDyn: true });
      return {
        evaluate: env.parse(one.cel),
        inputs: with_times(one, records, (text) => new Date(text)),
      };
    },
  },
  {
    name: 'feelin',
    prepare: (one, records) => ({
      evaluate: (record) => feelin(one.feel, record).value,
      inputs: with_times(one, records, (text) => feelin(`date and time("${text}")`, {}).value),
    }),
  },
  {
    name: 'jsonata',
    asynchronous: true,
    prepare(one, records) {
      if (!one.jsonata) return null;
      const expression = jsonata(one.jsonata);
      return { evaluate: async (record) => (await expression.evaluate(record)) ?? null, inputs: records };
    },
  },
  {
    name: 'json_logic',
    prepare(one, records) {
      if (!one.json_logic) return null;
      return { evaluate: (record) => json_logic.apply(one.json_logic, record), inputs: records };
    },
  },
];
