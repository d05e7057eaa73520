// Where the version of an app that is in force does not load any more, a person may wish for the one before:
// the page begins anew, and its next start alone puts that one in force.

import type { EngineStatus } from "../engine/protocol.ts";
import { remember_for_tab, take_from_tab } from "./memory.ts";

const key = (app_id: string) => `app_version.${app_id}`;

/** The version that the log holds from before; undefined: the start failed for another reason. */
export function version_before({ phase, diagnostics }: EngineStatus): number | undefined {
  const failed = phase === "failed" ? diagnostics?.find(({ code }) => code === "engine.app_does_not_load") : undefined;
  const version = Number(failed?.candidates?.[0]);
  return Number.isSafeInteger(version) && version > 0 ? version : undefined;
}

export function wish_for_version(app_id: string, version: number): void {
  remember_for_tab(key(app_id), `${version}`);
}

/** What was wished for, once: the version that comes of it is a new one. */
export function take_version_wish(app_id: string): { app_version?: number } {
  const version = Number(take_from_tab(key(app_id)) ?? NaN);
  return Number.isSafeInteger(version) ? { app_version: version } : {};
}
