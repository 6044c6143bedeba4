// Service worker of /gate/: the page opens and decides with the network off.
declare const __VERSION__: string;
declare const __ASSETS__: string[];

const worker = self as unknown as ServiceWorkerGlobalScope;
const PAGE = "/gate/";
const FILES = [PAGE, "/gate/manifest.webmanifest", ...__ASSETS__];
const CACHE = `gate-${__VERSION__}`;

worker.addEventListener("install", (event) => {
  // "reload" goes past the browser's own cache: a stale index.html must not be frozen into the new version.
  const fresh = FILES.map((url) => new Request(url, { cache: "reload" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fresh)));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const old = (await caches.keys()).filter((name) => name.startsWith("gate-") && name !== CACHE);
      await Promise.all(old.map((name) => caches.delete(name)));
      await worker.clients.claim();
    })(),
  );
});

// A new version waits until the page says that nobody stands at the gate.
worker.addEventListener("message", (event) => {
  if (event.data === "activate") void worker.skipWaiting();
});

worker.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== worker.location.origin) return;
  if (event.request.mode === "navigate" && url.pathname.startsWith(PAGE)) {
    event.respondWith(cached(PAGE, event.request));
  } else if (FILES.includes(url.pathname)) {
    event.respondWith(cached(url.pathname, event.request));
  }
});

async function cached(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}
