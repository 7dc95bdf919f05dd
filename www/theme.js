// Light or dark: the system's choice until the reader makes one. In the head, so that the
// page is painted in it from the first.
(() => {
  const key = "training-lab-theme", root = document.documentElement;
  // With scripts the figures stand on a stage beside the text.
  root.classList.add("staged");
  const show = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  };
  // In private windows the choice lasts for the page only.
  const attempt = (use) => {
    try { return use(localStorage); } catch { return null; }
  };
  const restore = () => show(attempt((storage) => storage.getItem(key)));
  restore();
  // Chosen in another tab, or on the page that one comes back from.
  addEventListener("storage", restore);
  addEventListener("pageshow", restore);
  addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-act=theme]")) return;
    const now = root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    const next = now === "dark" ? "light" : "dark";
    show(next);
    attempt((storage) => storage.setItem(key, next));
  });
})();
