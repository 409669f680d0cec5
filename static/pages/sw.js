// Keeps one small page for who chose it: their next dates, to be read without a net. Nothing else is ever kept.
const PAGE = "/meine/ohne-netz";
const STORE = "ohne-netz";
const LONGEST = 30 * 24 * 3600 * 1000;
const OFTEN = 3600 * 1000;
const UNTIL = "X-Kept-Until";
const AT = "X-Kept-At";
const OWNER = "X-Kept-For";
const SIGNING_OUT = ["/abmelden", "/meine/ueberall-abmelden", "/meine/links-ungueltig"];

// Counted up by each wiping: an answer that was on its way then is wiped, too.
let wipings = 0;

const wipe = async () => {
  wipings += 1;
  await caches.delete(STORE);
  await self.registration.unregister();
};

// Return the kept page; one that is too old is wiped instead.
const kept = async () => {
  const page = await caches.match(PAGE, { cacheName: STORE, ignoreVary: true });
  if (!page || Date.now() < Number(page.headers.get(UNTIL))) return page;
  await wipe();
  return undefined;
};

const keep = async (answer, until) => {
  const headers = new Headers(answer.headers);
  headers.set(AT, Date.now());
  headers.set(UNTIL, until);
  headers.delete("Content-Encoding");
  const store = await caches.open(STORE);
  await store.put(PAGE, new Response(await answer.blob(), { headers }));
};

// Ask for the page anew. Whoever has no right to it any more, or is somebody else by now, leaves nothing behind.
const renew = async ({ chosen = false, longer = false } = {}) => {
  const before = wipings;
  const old = await kept();
  if (!old && !chosen) return wipe();
  let answer;
  try {
    answer = await fetch(PAGE, { cache: "no-store", redirect: "manual" });
  } catch {
    return undefined;
  }
  if (answer.status === 429 || answer.status >= 500) return undefined;
  const same = chosen || answer.headers.get(OWNER) === old.headers.get(OWNER);
  if (!answer.ok || !same) return wipe();
  await keep(answer, chosen || longer ? Date.now() + LONGEST : old.headers.get(UNTIL));
  return before === wipings ? undefined : wipe();
};

const isDue = async () => {
  const page = await kept();
  return !page || Date.now() - Number(page.headers.get(AT)) > OFTEN;
};

const go = async (request) => {
  try {
    return await fetch(request);
  } catch (error) {
    const page = await kept();
    if (page) return page;
    throw error;
  }
};

// Opening one's own page makes the thirty days begin anew; other pages only ask now and then whether it is still allowed.
const renewAfter = async (gone, path) => {
  await gone;
  if (path === "/meine") return renew({ longer: true });
  return (await isDue()) ? renew() : undefined;
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const done = event.data === "keep" ? renew({ chosen: true }) : wipe();
  event.waitUntil(done.then(kept).then((page) => event.source.postMessage(Boolean(page))));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = new URL(request.url).pathname;
  if (request.method === "POST" && SIGNING_OUT.includes(path)) event.waitUntil(wipe());
  if (request.method !== "GET" || request.mode !== "navigate") return;
  const answer = go(request);
  event.respondWith(answer);
  event.waitUntil(answer.then(() => renewAfter(answer, path)).catch(() => undefined));
});
