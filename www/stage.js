// The stage beside the text, as far as it is layout: which picture is the large one, which fold
// is open, which controls the sentence being read is about, and the figure that fills the window.
// It works before the figures are alive.
{
  const root = document.documentElement;
  const figures = [...document.querySelectorAll("figure[data-figure]")];
  const upright = matchMedia("(max-width: 59.99rem) and (min-height: 32.01rem), (max-width: 59.99rem) and (orientation: portrait)");
  const each = (selector, act, within = document) => within.querySelectorAll(selector).forEach(act);

  // ---- small pictures swap with the large one ----

  const choose = (panel) => {
    for (const other of panel.parentElement.children) {
      other.toggleAttribute("data-chosen", other === panel);
      other.querySelector(".picture").inert = other !== panel;
    }
  };
  each(".panel[data-chosen]", choose);
  each(".enlarge", (button) => button.addEventListener("click", () => {
    choose(button.parentElement);
    button.parentElement.querySelector(".picture").focus({ preventScroll: true });
  }));

  // ---- folds: what is open stays so on the next page ----

  const KEY = "training-lab-fold";
  const remembered = (use) => {
    try { return use(sessionStorage); } catch { return null; }
  };
  const open = (figure, name) => {
    if (name && figure.querySelector(`[data-fold=${name}]`)) figure.dataset.open = name;
    else delete figure.dataset.open;
    const now = figure.dataset.open;
    each(".folds button", (button) => button.setAttribute("aria-expanded", button.dataset.open === now), figure);
    each(".more", (button) => button.setAttribute("aria-expanded", Boolean(now)), figure);
  };
  const last = remembered((storage) => storage.getItem(KEY));
  for (const figure of figures) {
    // On a phone it is a sheet over the text, and comes when it is called.
    if (last && !upright.matches) open(figure, last);
    figure.addEventListener("click", (event) => {
      const button = event.target.closest(".folds button, .more");
      if (!button) return;
      const wanted = button.dataset.open ?? remembered((storage) => storage.getItem(KEY)) ?? "controls";
      const same = figure.dataset.open && (button.matches(".more") || figure.dataset.open === wanted);
      open(figure, same ? null : wanted);
      if (!button.matches(".more")) remembered((storage) => storage.setItem(KEY, figure.dataset.open ?? ""));
    });
    figure.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !upright.matches || !figure.dataset.open) return;
      open(figure, null);
      figure.querySelector(".more")?.focus({ preventScroll: true });
      event.stopPropagation();
    });
  }

  // ---- controls that the sentence being read is about ----

  const read = (link) => {
    const [figure, query] = link.getAttribute("href").slice(1).split("?");
    const keys = (query ?? "").split("&").map((pair) => pair.split("=")[0]);
    return { figure, keys: keys.filter((key) => key && key !== "at") };
  };
  // Figure → blocks of its text → the keys that their links set.
  const spots = new Map(figures.map((figure) => [figure.dataset.figure, new Map()]));
  each('.prose a[href^="#"][href*="?"]', (link) => {
    const { figure, keys } = read(link);
    const blocks = spots.get(figure), block = link.closest("li, p, tr, blockquote");
    if (blocks && block) blocks.set(block, [...(blocks.get(block) ?? []), ...keys]);
  });
  const near = (name) => {
    const middle = innerHeight / 2;
    let best = [], least = innerHeight * 0.3;
    for (const [block, keys] of spots.get(name)) {
      const { top, bottom } = block.getBoundingClientRect();
      const away = Math.max(0, top - middle, middle - bottom);
      if (away < least) [best, least] = [keys, away];
    }
    return best;
  };
  const show = (figure) => {
    const keys = near(figure.dataset.figure), room = upright.matches ? 2 : 3;
    const slot = figure.querySelector(".fold.controls");
    const there = [...slot.children].filter((control) => !control.hidden);
    // Named first is named in words; what follows goes with it.
    const named = [...new Set(keys)].filter((key) => there.some((control) => control.dataset.key === key)).slice(0, 2 * room);
    const asked = there.filter((control) => named.includes(control.dataset.key));
    const others = there.filter((control) => !asked.includes(control));
    const shown = [...asked, ...others.slice(0, Math.max(0, room - asked.length))];
    for (const control of slot.children) {
      control.toggleAttribute("data-near", asked.includes(control));
      control.toggleAttribute("data-shown", shown.includes(control));
    }
    slot.toggleAttribute("data-many", shown.length > room);
    each(".legend .control", (control) => control.toggleAttribute("data-near", keys.includes(control.dataset.key)), figure);
  };
  let asked = false;
  const soon = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      figures.forEach(show);
    });
  };
  figures.forEach(show);
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon);
  // A choice brings controls and takes others away.
  const watcher = new MutationObserver(soon);
  each(".fold.controls", (slot) => watcher.observe(slot, { subtree: true, attributeFilter: ["hidden"] }));

  // ---- the whole window, for a projector ----

  let full = null, before = null;
  const rest = () => document.querySelectorAll(".top, .side, .foot, .turn, .opening, .prose");
  const present = (figure) => {
    if (full) delete full.dataset.full;
    full = figure;
    root.toggleAttribute("data-present", Boolean(figure));
    rest().forEach((part) => { part.inert = Boolean(figure); });
    each(".panel:not([data-chosen]) .picture", (picture) => { picture.inert = !figure; });
    if (figure) {
      before = document.activeElement;
      figure.dataset.full = "true";
      open(figure, null);
      (figure.querySelector(".main") ?? figure.querySelector("[data-act=present]")).focus({ preventScroll: true });
    } else {
      before?.focus({ preventScroll: true });
    }
  };
  addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-act=present]");
    if (button) present(full ? null : button.closest("figure"));
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && full) present(null);
  });
  if (figures.length && new URLSearchParams(location.search).has("present")) {
    const name = location.hash.slice(1).split("?")[0];
    present(document.getElementById(`fig-${name}`) ?? figures[0]);
  }
}
