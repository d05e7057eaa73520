/// <reference lib="webworker" />
// The entry of the engine's dedicated Worker.

import { EngineNode, name_between_tabs } from "./engine_node.ts";
import { memory_files, open_opfs_files, opfs_hindrance } from "./opfs.ts";
import type { FirstApp } from "./owner_engine.ts";
import { app_in_files, fetch_app, OwnerEngine } from "./owner_engine.ts";
import type { FromWorker, StartOptions, ToWorker } from "./protocol.ts";
import { load_program } from "./program.ts";
import type { OpenFiles } from "./wasm_engine.ts";

const scope = self as unknown as DedicatedWorkerGlobalScope;
let node: EngineNode | undefined;

function start(options: StartOptions): void {
  const post = (message: FromWorker) => scope.postMessage(message);
  const hindrance = options.storage === "opfs" ? opfs_hindrance() : undefined;
  if (hindrance) {
    post({ kind: "no_storage", reason: hindrance });
    return;
  }
  node = new EngineNode(
    {
      id: random_id(),
      locks: options.storage === "opfs" ? navigator.locks : null,
      channel: new BroadcastChannel(name_between_tabs(options.app_id)),
      open_owner: async (hooks, app_text) => {
        const load_module = () => load_program(options.engine_url);
        const fetch_here: typeof fetch = (input, init) => fetch(input, init);
        // Begins now; whoever needs it hears how it went. Files that take longer than the program are new
        // ones, and begin with the app.
        let early_app: Promise<FirstApp | undefined> | undefined;
        let is_open = false;
        const begins_anew = () => {
          if (is_open || options.app_text !== undefined || app_text !== undefined) return;
          early_app = fetch_app(options, fetch_here);
          early_app.catch(() => undefined);
        };
        load_module().then(begins_anew, () => undefined);
        const locate = (name: string) => options.engine_url + name;
        const app_in = async (files: OpenFiles) => app_in_files(await load_module(), locate, files);
        const files = options.storage === "opfs" ? await open_opfs_files(options.app_id, app_in) : memory_files();
        is_open = true;
        try {
          return await OwnerEngine.start(
            app_text === undefined ? options : { ...options, app_text },
            {
              files,
              load_module,
              fetch: fetch_here,
              early_app: () => early_app,
            },
            hooks,
          );
        } catch (error) {
          files.close();
          throw error;
        }
      },
      post,
      new_epoch: random_id,
    },
    options,
  );
  node.start();
}

/**
 * Where nobody has an engine yet, this Worker is to be the owner most likely: its program begins before the
 * page has said anything.
 */
async function begin_early(): Promise<void> {
  const { held } = (await navigator.locks?.query()) ?? {};
  if (!held || held.some(({ name }) => name?.startsWith(name_between_tabs("")))) return;
  // Built scripts lie in a folder of the site's.
  await load_program(new URL("../", scope.location.href).href);
}
if (import.meta.env.PROD) begin_early().catch(() => undefined);

function random_id(): string {
  // Not crypto.randomUUID: plain http has none.
  return Array.from(crypto.getRandomValues(new Uint32Array(3)), (word) => word.toString(36)).join("-");
}

scope.onmessage = (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  if (message.kind === "start") {
    node?.stop();
    start(message.options);
  } else if (message.kind === "call") {
    node?.call(message.seq, message.call, message.principal);
  } else {
    node?.stop();
    scope.close();
  }
};
