// Ids that a person can read, made of labels: "Store name" is store_name, 门店名称 is men_dian_ming_cheng.
// The table of readings is loaded when the first Chinese label needs it.

const kMaxId = 40;
/** An id that the app document's schema takes (schemas/app/app.schema.json, "id"). */
const kId = /^[a-z][a-z0-9_]{0,63}$/;

/** `otherwise`: what to call a label that leaves nothing to read. `taken` gets the id. */
export async function readable_id(label: string, otherwise: string, taken: Set<string>): Promise<string> {
  const spoken = /\p{Script=Han}/u.test(label) ? await in_latin_letters(label) : label;
  const words = spoken
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  let base = (words ?? []).join("_").slice(0, kMaxId).replace(/_+$/, "");
  if (/^[0-9]/.test(base)) base = `${otherwise}_${base}`;
  if (!kId.test(base)) base = otherwise;
  let id = base;
  for (let number = 2; taken.has(id); number++) id = `${base}_${number}`;
  taken.add(id);
  return id;
}

async function in_latin_letters(label: string): Promise<string> {
  const { pinyin } = await import("pinyin-pro");
  return pinyin(label, { toneType: "none", type: "array", nonZh: "consecutive", v: true }).join(" ");
}
