// The words of the product: what people call the parts of an app document, its members and values.
import { cpp_literal } from "./files.mjs";

const locales = ["zh-CN", "en"];

function checked(source) {
  for (const part of ["things", "lists", "properties", "values"]) {
    for (const [key, words] of Object.entries(source[part])) {
      for (const locale of locales) {
        if (!words[locale]) throw new Error(`words.json: ${part}: '${key}' has no ${locale}`);
      }
      if (part === "things" && !words.plural) throw new Error(`words.json: '${key}' has no plural`);
    }
  }
  return source;
}

function cpp_table(name, entries) {
  return [
    `constexpr Word ${name}[] = {`,
    ...Object.entries(entries).map(
      ([key, words]) => `    {${[key, words["zh-CN"], words.en, words.plural ?? ""].map(cpp_literal).join(", ")}},`,
    ),
    "};",
  ];
}

export function cpp_words(source) {
  const { things, lists, properties, values } = checked(source);
  return [
    "// Generated from schemas/app/words.json; do not edit.",
    '#include "word_tables.h"',
    "namespace tollgate::model {",
    "namespace {",
    ...cpp_table("kThings", things),
    ...cpp_table("kLists", lists),
    ...cpp_table("kProperties", properties),
    ...cpp_table("kValues", values),
    "}  // namespace",
    "std::span<const Word> things() { return kThings; }",
    "std::span<const Word> lists() { return kLists; }",
    "std::span<const Word> properties() { return kProperties; }",
    "std::span<const Word> values() { return kValues; }",
    "}  // namespace tollgate::model",
    "",
  ].join("\n");
}

// The pages' own sentences are made of these.
export function ts_words(source) {
  const { things, values } = checked(source);
  const table = (name, entries, locale) =>
    `export const ${name}_${locale.replace("-", "_").toLowerCase()} = {\n` +
    Object.entries(entries)
      .filter(([key]) => !key.includes("."))
      .map(([key, words]) => `  ${key}: ${JSON.stringify(words[locale])},\n`)
      .join("") +
    "};\n";
  return [
    "// Generated from schemas/app/words.json; do not edit.",
    ...locales.flatMap((locale) => [table("words", things, locale), table("values", values, locale)]),
  ].join("\n");
}
