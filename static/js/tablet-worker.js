/* The tablet's service worker: the page opens without network. Before these lines the server puts CACHE and FILES.
   It answers only GETs of the shell, from what was fetched whole when it was installed; it keeps no answer with data in it, and
   never touches what is sent. A new one waits until the page says that nothing is unsent. */
const pages = { nl: "/tablet/?language=nl", en: "/tablet/?language=en" };

self.addEventListener("install", (event) => {
  const fresh = FILES.map((path) => new Request(path, { cache: "reload", credentials: "omit" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fresh)));
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith("tablet-") && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener("message", (event) => {
  if (event.data === "nothing is unsent") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  const isPage = url.pathname === "/tablet/";
  if (!isPage && !FILES.includes(url.pathname)) return;
  const path = isPage ? pages[url.searchParams.get("language")] ?? pages.nl : url.pathname;
  event.respondWith(caches.open(CACHE).then((cache) => cache.match(path)).then((found) => found ?? fetch(request)));
});
