// The generated parts of a page that people write:
//
//   <!-- generated: NAME -->
//   …
//   <!-- end of generated -->
import { readFileSync } from "node:fs";
import { write_if_changed } from "./files.mjs";

const begin = (name) => `<!-- generated: ${name} -->\n`;
const end = "<!-- end of generated -->\n";

function with_parts(path, parts, schemas) {
  let page = readFileSync(path, "utf8");
  for (const [name, text] of Object.entries(parts)) {
    const from = page.indexOf(begin(name));
    const to = page.indexOf(end, from);
    if (from < 0 || to < 0) throw new Error(`${path}: no part between '${begin(name).trim()}' and '${end.trim()}'`);
    page = page.slice(0, from + begin(name).length) + text(schemas) + page.slice(to);
  }
  return page;
}

export function write_parts(path, parts, schemas) {
  write_if_changed(path, with_parts(path, parts, schemas));
}

export function check_parts(path, parts, schemas) {
  if (readFileSync(path, "utf8") !== with_parts(path, parts, schemas)) {
    throw new Error(`${path} differs from what the schemas say: run ./dev format`);
  }
}

// A table in Markdown: rows are lists of texts.
export function table(head, rows) {
  const cell = (text) => text.replaceAll("|", "\\|").replace(/\s+/g, " ");
  const line = (cells) => `| ${cells.map(cell).join(" | ")} |\n`;
  return line(head) + `|${"---|".repeat(head.length)}\n` + rows.map(line).join("");
}
