// Keeps the whole site in the browser, for reading without a network. `site build` bundles this
// with Workbox into `sw.js` at the root of the site, and writes before it what the site consists of.
import { clientsClaim } from "workbox-core";
import { getCacheKeyForURL, matchPrecache, precacheAndRoute } from "workbox-precaching";
import { registerRoute } from "workbox-routing";

// All of one build or nothing: each file must have the hash that the list says, so an answer of
// another build, or of a hotel's sign-in page, ends the update and the old files stay.
precacheAndRoute(self.SITE, {
  // `momentum.html?present`, `data/default-search.json?1f…`: the file is the same.
  ignoreURLParametersMatching: [/./],
  // As with most servers: what has no file is lost.
  cleanURLs: false,
});

// Scripts ask with HEAD whether a file is there.
registerRoute(
  ({ url }) => getCacheKeyForURL(url.href) !== undefined,
  ({ url }) => matchPrecache(url.href),
  "HEAD",
);

// Any other address is the server's to answer; without a network, what is not here is lost.
registerRoute(
  ({ request }) => request.mode === "navigate",
  ({ request }) => fetch(request).catch(async () => {
    const lost = await matchPrecache("404.html");
    return new Response(lost.body, { status: 404, headers: lost.headers });
  }),
);

// The page of the first visit is kept as well. A later version waits until a reader takes it.
clientsClaim();
addEventListener("message", ({ data }) => data === "take" && self.skipWaiting());
