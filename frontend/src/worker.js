/* Keeps the page of the desk for the hours without a network: the page without anything of a meeting in it, its script and its looks.

   What a meeting holds is never kept here; the page keeps that itself, and can forget it. No other page is touched.
   The server puts RELEASE before this script, so that a new release is another worker. */
/* global SHELL_FILES, RELEASE */
const language = new URL(location.href).searchParams.get("lang") ?? "id";
const FAMILY = "rakor-door-";
const CACHE = `${FAMILY}${RELEASE}-${language}`;
const SHELL = "/door";
const PATIENCE = 5000; // a network that hangs is no network for somebody who stands at a door

const isDesk = (path) => /^\/door(\/[0-9a-f-]{36})?$/.test(path) || /^\/meetings\/[0-9a-f-]{36}\/attendance\/desk$/.test(path);

async function install() {
  const cache = await caches.open(CACHE);
  await cache.addAll(SHELL_FILES.map((name) => `/static/${name}`));
  // Without cookies, so that nothing of whoever is signed in here is in it.
  const shell = await fetch(SHELL, { credentials: "omit", cache: "no-store", headers: { "Accept-Language": language } });
  if (!shell.ok) throw new Error(`${SHELL}: ${shell.status}`);
  await cache.put(SHELL, shell);
  await self.skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) if (name.startsWith(FAMILY) && !name.startsWith(`${FAMILY}${RELEASE}-`)) await caches.delete(name);
  await self.clients.claim();
}

/** The page as the server has it now; the kept one where no server answers in time. */
async function visit(request) {
  const cut = new AbortController();
  const timer = setTimeout(() => cut.abort(), PATIENCE);
  try {
    const answer = await fetch(request, { signal: cut.signal });
    if (answer.status < 500) return answer;
  } catch {
    // Nobody answers: what was kept does.
  } finally {
    clearTimeout(timer);
  }
  return (await (await caches.open(CACHE)).match(SHELL)) ?? Response.error();
}

const kept = async (request) => (await (await caches.open(CACHE)).match(request, { ignoreSearch: true })) ?? fetch(request);

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (isDesk(url.pathname)) event.respondWith(visit(request));
  } else if (url.pathname.startsWith("/static/")) event.respondWith(kept(request));
});
