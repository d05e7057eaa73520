// What travels between a page, its Worker, and the Workers of other tabs.
//
// One tab's Worker owns the engine (a Web Lock says which); the Workers of other tabs hand their
// pages' calls to it over a BroadcastChannel. An `epoch` names one life of an owner's engine: when it
// changes, form sessions of the previous one are gone and calls without a reply were perhaps not done.
// Whom a call acts for (its principal) is stated by the page's shell and travels beside the call.

import type { Changed, Diagnostic, Json, Principal, SyncStatusReply } from "./generated/api.ts";
import { kRepeatableRequests } from "./generated/requests.ts";
import { kSessionError } from "./generated/session_errors.ts";

export interface RequestCall {
  kind: "request";
  type: string;
  params: Json | object;
  locale?: string;
  /** By which it is watched and stopped (tasks.ts). */
  task?: string;
}
export interface BlobPutCall {
  kind: "blob_put";
  name: string;
  blob: Blob;
}
export interface BlobGetCall {
  kind: "blob_get";
  sha256: string;
}
/** Takes a document on here and, when there is one, at the hub. */
export interface AppPublishCall {
  kind: "app_publish";
  text: string;
  base_hash?: string;
}
/** Looks whether the hub has a newer app; sent when a page becomes visible. */
export interface AppRefreshCall {
  kind: "app_refresh";
}
/** After the browser threw the data away: begin again on fresh files. */
export interface RestartCall {
  kind: "restart";
}
export type Call =
  | RequestCall
  | BlobPutCall
  | BlobGetCall
  | AppPublishCall
  | AppRefreshCall
  | RestartCall;

export interface CallReply {
  ok: boolean;
  result?: unknown;
  changed?: Changed;
  diagnostics?: Diagnostic[];
  /** Of app_publish and app_refresh: saved on this device; the hub is away and gets it later. */
  unsent?: boolean;
}

export type StorageKind = "opfs" | "memory" | "hub";

export type MemoryReason = "insecure_context" | "no_opfs" | "no_locks" | "denied" | "asked_for";

export type Phase = "starting" | "importing" | "filling" | "ready" | "failed" | "lost";

/** Nothing can be asked yet. */
export function is_beginning(phase: Phase): boolean {
  return phase === "starting" || phase === "importing" || phase === "filling";
}

export interface EngineStatus {
  phase: Phase;
  epoch: string;
  storage: StorageKind;
  /** Why nothing outlives this page. */
  memory_reason?: MemoryReason;
  /** While importing, or receiving the hub's data for the first time: records so far of all. */
  progress?: { done: number; total: number };
  /** Whether this tab's Worker holds the data itself. */
  owner: boolean;
  hub: boolean;
  /** How what is on this device stands to the hub; undefined where there was never one. */
  sync?: SyncStatusReply;
  diagnostics?: Diagnostic[];
}

export interface StartOptions {
  /** Everything that this device keeps or shares between tabs is named by it. */
  app_id: string;
  /** The folder that holds tollgate.mjs, with a slash at its end. */
  engine_url: string;
  /** The folder that holds app.json and the sample data; absent: nothing is fetched. */
  app_url?: string;
  /** The folder below which the message pair is served over HTTP (api/request), or absent when no hub is looked for. */
  hub_url?: string;
  storage: "opfs" | "memory";
  memory_reason?: MemoryReason;
  sample: boolean;
  /** The app to begin with, instead of app_url's. */
  app_text?: string;
  /** How many records of the sample are taken at most. */
  sample_limit?: number;
  /** The version of the app that comes into force again: the one in force does not load. */
  app_version?: number;
}

export type ToWorker =
  | { kind: "start"; options: StartOptions }
  | { kind: "call"; seq: number; principal: Principal; call: Call }
  | { kind: "stop" };

export type FromWorker =
  | { kind: "reply"; seq: number; epoch: string; reply: CallReply }
  | { kind: "changed"; changed: Changed }
  | { kind: "inbox" }
  | { kind: "status"; status: EngineStatus }
  | { kind: "no_storage"; reason: MemoryReason };

export type BetweenTabs =
  | { kind: "who" }
  | { kind: "owner"; epoch: string; status: EngineStatus }
  | { kind: "call"; epoch: string; from: string; seq: number; principal: Principal; call: Call }
  | { kind: "reply"; epoch: string; to: string; seq: number; reply: CallReply }
  | { kind: "changed"; epoch: string; changed: Changed }
  | { kind: "inbox" };

/** Sentences of the transport itself, in the runtime's shape. */
export function transport_diagnostic(code: string, zh: string, en: string): Diagnostic {
  return { code, severity: "error", message: { "zh-CN": zh, en } };
}

export function interrupted(): CallReply {
  return {
    ok: false,
    diagnostics: [
      transport_diagnostic(
        kSessionError.interrupted,
        "保存数据的标签页刚刚关闭，这一步需要确认后重试。",
        "The tab that keeps the data has just closed; this step must be checked and tried again.",
      ),
    ],
  };
}

/**
 * Whether doing the call twice is the same as doing it once. Blobs are named by their content and
 * imports skip known ids; what works on a session, or claims something, is for its sender to settle.
 */
export function is_repeatable(call: Call): boolean {
  switch (call.kind) {
    case "request":
      return kRepeatableRequests.has(call.type);
    case "blob_put":
    case "blob_get":
    case "app_refresh":
      return true;
    case "app_publish":
    case "restart":
      return false;
  }
}
