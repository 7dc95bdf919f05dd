// The stage beside the text, as far as it is layout: which picture is the large one, which fold
// is open, which controls the sentence being read is about, and the figure that fills the window.
// It works before the figures are alive.
{
  const root = document.documentElement;
  const figures = new Set();
  // The figure that fills the window, and what had the focus before.
  let full = null, before = null;
  const small = matchMedia("(max-width: 59.99rem), (max-height: 32rem)");
  const each = (selector, act, within = document) => within.querySelectorAll(selector).forEach(act);

  // ---- one stage for all figures of the page: it shows the one whose part is being read ----

  const stage = document.querySelector(".scenes > .stage");
  const scenes = [...document.querySelectorAll(".scenes.beside > .scene")];
  // Figure → the scene that is about it. Drawn in their places, the figures come here.
  const about = new Map(scenes.map((scene) => {
    const figure = scene.querySelector(":scope > .stage > figure") ?? stage.querySelector("figure");
    return [figure, scene];
  }));
  const gather = () => [...about.keys()].forEach((figure) => figure.parentElement !== stage && stage.append(figure));
  // On paper each stands in its place again.
  const scatter = () => about.forEach((scene, figure) => scene.querySelector(":scope > .stage")?.append(figure));
  gather();
  addEventListener("beforeprint", scatter);
  addEventListener("afterprint", gather);
  // A link that was pressed, wherever it stands in the window, counts as read until one reads on.
  let pressed = null;
  const turn = () => {
    const middle = innerHeight / 2;
    let onStage = about.keys().next().value;
    for (const [figure, scene] of about) if (scene.getBoundingClientRect().top <= middle) onStage = figure;
    if (pressed && Math.abs(scrollY - pressed.at) > innerHeight * 0.2) pressed = null;
    onStage = pressed?.figure ?? onStage;
    for (const figure of about.keys()) figure.inert = full ? figure !== full : figure !== onStage;
    tell();
  };
  const bring = (figure) => {
    const scene = about.get(figure);
    if (!scene || !figure.inert) return;
    scrollTo({ top: scrollY + scene.getBoundingClientRect().top - innerHeight * 0.4, behavior: "instant" });
    turn();
  };
  // A link to a figure brings its part of the text.
  const follow = () => bring(document.getElementById(`fig-${location.hash.slice(1).split("?")[0]}`));

  // ---- a training goes on off stage, and says so ----

  const elsewhere = document.querySelector(".elsewhere");
  const trains = (figure) => figure.dataset.timeline === "training" && figure.querySelector("[data-act=play]").dataset.playing === "true";
  const unseen = () => [...about.keys()].find((figure) => figure.inert && trains(figure));
  const tell = () => {
    const figure = full ? null : unseen();
    if (!elsewhere) return;
    elsewhere.hidden = !figure;
    if (figure) elsewhere.lastElementChild.textContent = `${Math.floor(100 * figure.querySelector("[data-out=progress]").position)} %`;
  };
  elsewhere?.addEventListener("click", () => bring(unseen()));
  if (elsewhere) {
    const progress = new MutationObserver(tell);
    for (const figure of about.keys()) {
      if (figure.dataset.timeline !== "training") continue;
      progress.observe(figure.querySelector(".bar"), { subtree: true, attributeFilter: ["data-playing", "value"] });
    }
  }

  // ---- small pictures swap with the large one ----

  const choose = (panel) => {
    for (const other of panel.parentElement.children) {
      other.toggleAttribute("data-chosen", other === panel);
      other.querySelector(".picture").inert = other !== panel && !full;
    }
    const all = [...panel.parentElement.children];
    each(".cycle span", (place) => { place.textContent = `${all.indexOf(panel) + 1}/${all.length}`; }, panel.closest("figure"));
  };

  // ---- folds: what is open stays so on the next page ----

  const KEY = "training-lab-fold";
  const attempt = (use) => {
    try { return use(sessionStorage); } catch { return null; }
  };
  const remembered = () => attempt((storage) => storage.getItem(KEY));
  const open = (figure, name) => {
    if (name && figure.querySelector(`[data-fold=${name}]`)) figure.dataset.open = name;
    else delete figure.dataset.open;
    const now = figure.dataset.open;
    each(".folds button", (button) => button.setAttribute("aria-expanded", button.dataset.open === now), figure);
    each(".more", (button) => button.setAttribute("aria-expanded", Boolean(now)), figure);
  };
  // A sheet covers what is below: the stage goes to the top, where its picture stays in sight.
  const raise = () => {
    const { top } = stage?.getBoundingClientRect() ?? { top: 0 };
    if (small.matches && top > 0) scrollTo({ top: scrollY + top, behavior: "instant" });
  };
  const press = (figure, button) => {
    const more = button.matches(".more");
    const wanted = button.dataset.open ?? (remembered() || "controls");
    open(figure, figure.dataset.open && (more || figure.dataset.open === wanted) ? null : wanted);
    if (figure.dataset.open) raise();
    if (!more) attempt((storage) => storage.setItem(KEY, figure.dataset.open ?? ""));
  };

  // ---- controls that the sentence being read is about ----

  // Figure → the links that set it, each with its keys and the block of text that it stands in.
  const spots = new Map();
  each('.prose a[href^="#"][href*="?"]', (link) => {
    const [figure, query] = link.getAttribute("href").slice(1).split("?");
    const keys = query.split("&").map((pair) => pair.split("=")[0]).filter((key) => key !== "at");
    spots.set(figure, [...(spots.get(figure) ?? []), { link, keys, block: link.closest("li, p, tr, blockquote, .ask") }]);
  });
  const near = (name) => {
    const middle = innerHeight / 2, links = spots.get(name) ?? [];
    const last = pressed && links.find((spot) => spot.link === pressed.link);
    if (last) return last.keys;
    let best, least = Infinity;
    for (const spot of links) {
      const { top, bottom } = spot.block.getBoundingClientRect(), line = spot.link.getBoundingClientRect();
      if (Math.max(0, top - middle, middle - bottom) > innerHeight * 0.3) continue;
      const away = Math.abs((line.top + line.bottom) / 2 - middle);
      if (away < least) [best, least] = [spot, away];
    }
    const around = links.filter((spot) => spot.block === best?.block).flatMap((spot) => spot.keys);
    return [...new Set([...(best?.keys ?? []), ...around])];
  };
  const show = (figure) => {
    const slot = figure.querySelector(".fold.controls"), all = [...slot.children];
    // Named first is named in words; what follows in a link only goes with it.
    const keys = near(figure.dataset.figure).slice(0, small.matches ? 4 : 6);
    // On a phone the legend takes the place of one of them when it is to choose from.
    const choosing = [...figure.querySelectorAll(".legend .control")].filter((control) => keys.includes(control.dataset.key));
    const room = !small.matches ? 3 : choosing.length ? 1 : 2;
    const asked = all.filter((control) => keys.includes(control.dataset.key));
    const others = all.filter((control) => !control.hidden && !asked.includes(control));
    const rest = others.slice(0, Math.max(0, room - asked.length));
    // Something to move is among them.
    const moves = (control) => control.matches(".number");
    const slider = [...asked, ...rest].some(moves) ? null : others.find(moves);
    if (slider && rest.length) rest.splice(-1, 1, slider);
    const shown = new Set([...asked, ...rest]);
    for (const control of all) {
      control.toggleAttribute("data-near", asked.includes(control));
      control.toggleAttribute("data-shown", shown.has(control));
    }
    slot.toggleAttribute("data-many", shown.size > room);
    each(".legend .control", (control) => control.toggleAttribute("data-near", choosing.includes(control)), figure);
  };
  let asked = false;
  const soon = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      turn();
      figures.forEach(show);
    });
  };
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon);
  // A choice brings controls and takes others away.
  const watcher = new MutationObserver(soon);

  // ---- the whole window, for a projector ----

  const present = (figure) => {
    if (full) delete full.dataset.full;
    full = figure;
    turn();
    root.toggleAttribute("data-present", Boolean(figure));
    each(".top, .side, .foot, .turn, .opening, .prose", (part) => { part.inert = Boolean(figure); });
    each(".panel:not([data-chosen]) .picture", (picture) => { picture.inert = !figure; });
    if (figure) {
      before = document.activeElement;
      figure.dataset.full = "true";
      open(figure, null);
      figure.querySelector("[data-act=present]").focus({ preventScroll: true });
    } else {
      before?.focus({ preventScroll: true });
    }
  };

  // ---- what the reader does ----

  // Before the figure itself is told, so that it is on stage by then.
  addEventListener("click", (event) => {
    const link = event.target.closest?.('.prose a[href^="#"][href*="?"]');
    const figure = link && document.getElementById(`fig-${link.getAttribute("href").slice(1).split("?")[0]}`);
    if (!figure) return;
    pressed = { figure, link, at: scrollY };
    turn();
    figures.forEach(show);
  }, true);

  addEventListener("click", (event) => {
    const button = event.target.closest?.("button"), figure = button?.closest("figure[data-figure]");
    if (!figure) return;
    if (button.matches(".cycle")) {
      const chosen = figure.querySelector(".panel[data-chosen]");
      choose(chosen.nextElementSibling ?? chosen.parentElement.firstElementChild);
    } else if (button.matches(".enlarge")) {
      choose(button.parentElement);
      button.parentElement.querySelector(".picture").focus({ preventScroll: true });
    } else if (button.matches(".folds button, .more")) {
      press(figure, button);
    } else if (button.matches("[data-act=present]")) {
      present(full ? null : figure);
    }
  });
  // Dropped files go where files are chosen: who reads them may still be on the way. What becomes
  // of them is said there.
  for (const kind of ["dragover", "dragleave", "drop"]) {
    addEventListener(kind, (event) => {
      const figure = event.target.closest?.("figure[data-figure]"), field = figure?.querySelector("[data-act=own-data]");
      if (!field) return;
      if (kind !== "dragleave") event.preventDefault();
      figure.classList.toggle("dropping", kind === "dragover");
      if (kind !== "drop") return;
      open(figure, "data");
      field.files = event.dataTransfer.files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const sheet = small.matches && event.target.closest?.("figure[data-open]");
    if (sheet) {
      open(sheet, null);
      sheet.querySelector(".more").focus({ preventScroll: true });
    } else if (full) {
      present(null);
    }
  });

  const mount = (figure) => {
    figures.add(figure);
    for (const touch of ["pointerdown", "keydown"]) {
      figure.addEventListener(touch, () => { figure.dataset.touched = "true"; }, { once: true });
    }
    turn();
    choose(figure.querySelector("[data-chosen]"));
    // On a phone it is a sheet over the text, and comes when it is called.
    if (!small.matches) open(figure, remembered());
    show(figure);
    watcher.observe(figure.querySelector(".fold.controls"), { subtree: true, attributeFilter: ["hidden"] });
  };
  each("figure[data-figure]", mount);
  addEventListener("hashchange", follow);
  // Reloaded, or come back to: the browser knows where the reader was.
  if (performance.getEntriesByType("navigation")[0]?.type === "navigate") follow();
  // On a page that embeds, the figure comes later.
  addEventListener("figureplaced", (event) => mount(event.target));
  if (figures.size && new URLSearchParams(location.search).has("present")) {
    const name = location.hash.slice(1).split("?")[0];
    present(document.getElementById(`fig-${name}`) ?? [...figures][0]);
  }
}
