// Keeps the site usable offline. A newer version is offered, never forced under somebody's hands.

/** `site_url`: the folder of the whole site, with a slash at its end. */
export function register_service_worker(site_url: string): void {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  void navigator.serviceWorker
    .register(`${site_url}service_worker.js`, { scope: site_url })
    .then((registration) => {
      if (registration.waiting) offer(registration.waiting);
      registration.addEventListener("updatefound", () => {
        const next = registration.installing;
        next?.addEventListener("statechange", () => {
          if (next.state === "installed" && navigator.serviceWorker.controller) offer(next);
        });
      });
    })
    .catch(() => undefined);
}

function offer(worker: ServiceWorker): void {
  const take = () => {
    // Only now: the worker in charge also changes when the browser's data is cleared.
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
    worker.postMessage("take over");
  };
  dispatchEvent(new CustomEvent("tollgate-update", { detail: take }));
}
