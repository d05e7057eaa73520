// What the pages' transport must know of each request.
import { api_types } from "./api_types.mjs";

export function ts_requests(schemas) {
  const repeatable = api_types(schemas).requests.filter((request) => request.repeatable);
  return [
    "// Generated from schemas/api; do not edit.",
    'import type { RequestType } from "./api.ts";',
    "",
    "/** Requests for which sending them twice is the same as sending them once. */",
    "export const kRepeatableRequests: ReadonlySet<string> = new Set<RequestType>([",
    ...repeatable.map(({ type }) => `  ${JSON.stringify(type)},`),
    "]);",
    "",
  ].join("\n");
}
