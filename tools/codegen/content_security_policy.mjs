// The Content-Security-Policy as the hub's headers and as a page's <meta> element.
import { cpp_literal } from "./files.mjs";

// Directives that browsers obey in a header only.
const header_only = ["frame-ancestors", "sandbox"];

function text_of(policy) {
  return Object.entries(policy)
    .map(([directive, sources]) => [directive, ...sources].join(" "))
    .join("; ");
}

export const page_header = (source) => text_of(source.page);

export function page_meta(source) {
  return text_of(Object.fromEntries(Object.entries(source.page).filter(([name]) => !header_only.includes(name))));
}

export function cpp_content_security_policy(source) {
  return [
    "// Generated from schemas/content_security_policy.json; do not edit.",
    "#pragma once",
    "",
    "namespace tollgate::server {",
    "",
    `inline constexpr const char* kPagePolicy = ${cpp_literal(page_header(source))};`,
    `inline constexpr const char* kBlobPolicy = ${cpp_literal(text_of(source.blob))};`,
    "",
    "}  // namespace tollgate::server",
    "",
  ].join("\n");
}
