// The page for addresses that lead nowhere is served at any depth: here it finds the site, and
// the page that may have been meant.
(async () => {
  const parts = location.pathname.split("/").slice(1, 9);
  const decoded = (part) => {
    try { return decodeURIComponent(part); } catch { return part; }
  };
  const slugs = parts.map((part) => decoded(part).toLowerCase().replace(/\.html?$/, "").replace(/\.en$/, ""));
  const link = (file) => document.querySelector(`#drawer a[href="${CSS.escape(file)}"]`);
  const slug = slugs.reverse().find((name) => name && name !== "index" && link(`${name}.html`));
  for (const meant of slug ? document.querySelectorAll(".meant") : []) {
    const file = slug + (meant.lang === "en" ? ".en.html" : ".html"), anchor = meant.querySelector("a");
    anchor.textContent = link(file).textContent.trim();
    anchor.setAttribute("href", file + location.hash);
    meant.hidden = false;
  }

  // The deepest folder on the way that holds the site.
  const folders = parts.map((_, depth) => new URL(`/${parts.slice(0, depth).map((part) => `${part}/`).join("")}`, location));
  const holds = (folder) => fetch(new URL("training-lab.js", folder), { method: "HEAD" })
    .then((answer) => answer.ok && answer.headers.get("content-type")?.includes("javascript"), () => false);
  const held = await Promise.all(folders.map(holds));
  const root = folders[held.lastIndexOf(true)];
  for (const anchor of root ? document.querySelectorAll("a[href]:not([href^='#'])") : []) {
    anchor.href = new URL(anchor.getAttribute("href"), root);
  }
})();
