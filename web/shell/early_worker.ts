// The engine's Worker begins before the rest of the page is there: this script needs nothing else, so that
// the program is on its way while the page's own parts still come.

/** Whoever takes it is its only user. */
export interface EarlyWorker {
  tollgate_worker?: Worker | undefined;
}

// A page that asks the hub's engine has none of its own.
if (new URLSearchParams(location.search).get("engine") !== "hub") {
  (globalThis as EarlyWorker).tollgate_worker = new Worker(new URL("../engine/worker.ts", import.meta.url), {
    type: "module",
  });
}
