// The list of all handlers: a request without its handler's file does not link.
import { api_types } from "./api_types.mjs";

export function cpp_handlers(schemas) {
  const { requests } = api_types(schemas);
  return [
    "// Generated from schemas/api; do not edit. One overload for each request, each in a file of its own",
    "// below handlers/.",
    "#pragma once",
    "",
    '#include "call.h"',
    "",
    "namespace tollgate::api {",
    "",
    ...requests.map(
      ({ name }) =>
        `Result<messages::${name}Reply> handle(Call& call, const messages::${name}Request& request);`,
    ),
    "",
    "// List<Request...> of all requests.",
    "template <template <typename...> typename List>",
    `using AllRequests = List<${requests.map(({ name }) => `messages::${name}Request`).join(", ")}>;`,
    "",
    "}  // namespace tollgate::api",
    "",
  ].join("\n");
}
