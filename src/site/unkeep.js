// Only while `make watch` serves: what `make serve` had the browser keep on this address is let
// go, since the files change under it.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.endsWith(registration.scope)) await caches.delete(name);
  await registration.unregister();
  for (const page of await clients.matchAll({ type: "window" })) await page.navigate(page.url);
})()));
