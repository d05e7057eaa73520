// Serves the site from a cache that was filled whole: either all files of one version, or none.
// The build puts the list of files with their hashes in place of kFiles.

const kFiles = ["__FILES__"];
const kVersion = "__VERSION__";
// A hub puts here what it says in pages besides: others are fetched anew.
const kSettings = "";
const key_of = (url, hash) => `${url}?v=${hash}${url.endsWith(".html") ? kSettings : ""}`;
const kCache = `tollgate-${kVersion}`;
const scope = self.registration.scope;
const known = new Map(kFiles.map(([path, hash]) => [new URL(path, scope).href, hash]));
// Which apps there are changes without a new version of the site.
const list_url = new URL("apps/index.json", scope).href;
// The pages of any app are the same files.
const kAppPage = /^apps\/[a-z][a-z0-9_]{0,63}\/(index\.html|designer\.html|manifest\.webmanifest)$/;
const kEngine = /\/assets\/tollgate(_later)?-[0-9a-f]{8}\.wasm$/;

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(kCache);
      const others = [];
      for (const name of await caches.keys()) {
        if (name.startsWith("tollgate-") && name !== kCache) others.push(await caches.open(name));
      }
      await Promise.all(
        [...known].map(async ([url, hash]) => {
          const key = key_of(url, hash);
          if (await cache.match(key)) return;
          for (const other of others) {
            const same = await other.match(key);
            if (same) return cache.put(key, same);
          }
          const response = await fetch(url, { cache: "no-cache" });
          if (!response.ok) throw new Error(`${url}: ${response.status}`);
          await cache.put(key, response);
        }),
      );
      await fetch_list(cache).catch(() => undefined);
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith("tollgate-") && name !== kCache) await caches.delete(name);
      }
    })(),
  );
});

self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  // The engine's code: the browser keeps what it compiled only for what comes out of its own cache, which
  // the hash in the name lets it trust. The copy here is for when that is gone, and the page asks for it.
  if (kEngine.test(url.pathname) && url.search !== "?kept") return;
  url.search = "";
  url.hash = "";
  if (url.href === list_url) {
    event.respondWith(list_or_last());
    return;
  }
  if (url.pathname.endsWith("/")) url.pathname += "index.html";
  const page = url.href.startsWith(scope) && kAppPage.exec(url.href.slice(scope.length));
  if (page) url.href = new URL(`apps/_/${page[1]}`, scope).href;
  const hash = known.get(url.href);
  if (hash === undefined) return;
  event.respondWith(
    (async () => {
      const cached = await (await caches.open(kCache)).match(key_of(url.href, hash));
      return cached ?? fetch(request);
    })(),
  );
});

async function fetch_list(cache) {
  const response = await fetch(list_url, { cache: "no-cache" });
  if (response.ok) await cache.put(list_url, response.clone());
  return response;
}

async function list_or_last() {
  const cache = await caches.open(kCache);
  try {
    return await fetch_list(cache);
  } catch (error) {
    const last = await cache.match(list_url);
    if (last) return last;
    throw error;
  }
}
