// An app with one form of so many fields, in sections of fifty. The first field shows the second; a chain of
// computed numbers runs from the third to the last.
export function long_form(count) {
  const text = (label) => ({ 'zh-CN': label, en: label });
  const ids = Array.from({ length: count }, (_, index) => `f${index}`);
  const fields = ids.map((id, index) => {
    const label = text(`Field ${index}`);
    if (index === 0) return { id, type: 'text', label };
    if (index === 1) return { id, type: 'text', label, visible: 'f0 = "show"' };
    if (index === 2) return { id, type: 'number', label };
    if (index % 10 === 3) return { id, type: 'number', label, computed: `f${index === 3 ? 2 : index - 10} + 1` };
    return { id, type: index % 2 ? 'text' : 'number', label };
  });
  const sections = [];
  for (let from = 0; from < count; from += 50) {
    sections.push({ id: `s${from}`, label: text(`Section ${from}`), fields: ids.slice(from, from + 50).map((field) => ({ field })) });
  }
  return {
    format: 'tollgate.app/1',
    id: 'long_form',
    label: text('Long form'),
    version: 1,
    locales: ['zh-CN', 'en'],
    time_zone: 'Asia/Shanghai',
    roles: [{ id: 'anyone', label: text('Anyone'), menu: [{ type: 'form', target: 'entry' }] }],
    entities: [{ id: 'record', label: text('Record'), title: 'string(f2)', fields }],
    forms: [{ id: 'entry', entity: 'record', label: text('Entry'), sections }],
  };
}
