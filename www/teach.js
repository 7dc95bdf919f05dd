// The teacher's page: its folds, and codes for other people's pages.
{
  const folds = [...document.querySelectorAll("details.guide")];
  const all = document.querySelector("[data-act=open-all]");
  const swap = (button) => {
    const { other } = button.dataset;
    button.dataset.other = button.textContent;
    button.textContent = other;
  };
  all.addEventListener("click", () => {
    const open = folds.some((fold) => !fold.open);
    folds.forEach((fold) => { fold.open = open; });
  });
  const follow = () => {
    const open = folds.every((fold) => fold.open);
    if (open !== (all.dataset.open === "true")) {
      swap(all);
      all.dataset.open = open;
    }
  };
  folds.forEach((fold) => fold.addEventListener("toggle", follow));
  // A link may lead into a fold, or to it.
  const unfold = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const fold = target?.closest("details.guide");
    if (fold && !fold.open) {
      fold.open = true;
      target.scrollIntoView();
    }
  };
  unfold();
  addEventListener("hashchange", unfold);
  // Paper has it all.
  let before = [];
  addEventListener("beforeprint", () => {
    before = folds.filter((fold) => !fold.open);
    before.forEach((fold) => { fold.open = true; });
  });
  addEventListener("afterprint", () => before.forEach((fold) => { fold.open = false; }));
  // A code that knows no address of the site's takes that of this page.
  for (const field of document.querySelectorAll("[data-frame]")) {
    field.value = field.value.replace(/src="([^"]*)"/, (_, url) => `src="${new URL(url, location.href).href}"`);
    const button = field.closest("p").querySelector("button");
    button.addEventListener("click", async () => {
      field.select();
      try { await navigator.clipboard.writeText(field.value); } catch { return; }
      swap(button);
      setTimeout(() => swap(button), 2000);
    });
  }
}
