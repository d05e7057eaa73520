// Keeps the site usable offline. A newer version is offered, never forced under somebody's hands.

export function register_service_worker(): void {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  void navigator.serviceWorker
    .register(new URL("./service_worker.js", location.href), { scope: "./" })
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
