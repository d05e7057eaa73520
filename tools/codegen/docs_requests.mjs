// The table of all requests for docs/api.md.
import { api_types } from "./api_types.mjs";
import { table } from "./docs_parts.mjs";

export function docs_requests(schemas) {
  const rows = api_types(schemas).requests.map(({ type, repeatable, description }) => [
    `\`${type}\``,
    repeatable ? "yes" : "no",
    description,
  ]);
  return table(["request", "repeatable", "what it does"], rows);
}
