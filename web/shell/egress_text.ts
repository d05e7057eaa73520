// The hosts that a hub may connect to, as people write them: one a line, "private" behind those whose
// addresses may lie inside the network.

import type { EgressHost } from "../engine/generated/delivery.ts";

export function hosts_of(text: string): EgressHost[] {
  return text
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([host]) => host)
    .map(([host, ...words]) => ({ host: host!, private_allowed: words.includes("private") }));
}

export function text_of_hosts(hosts: readonly EgressHost[]): string {
  return hosts.map(({ host, private_allowed }) => (private_allowed ? `${host} private` : host)).join("\n");
}
