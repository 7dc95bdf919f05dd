// Has the browser keep the site for reading without a network, and says when a new version of it
// is here. A page is of one version as long as it is open: the reader takes the new one.
{
  const bar = document.querySelector(".fresh"), words = bar.firstElementChild;
  // `make watch` shows the files as they are now, and a reader who saves data keeps nothing.
  const wanted = () => navigator.serviceWorker && !navigator.connection?.saveData
    && !document.querySelector("script[src^='/__reload.js']");
  const keep = async () => {
    const before = navigator.serviceWorker.controller;
    const kept = await navigator.serviceWorker.register("sw.js", { updateViaCache: "none" });
    const tell = () => { words.hidden = false; };
    const look = () => {
      const fresh = kept.installing;
      fresh?.addEventListener("statechange", () => {
        if (fresh.state === "installed" && navigator.serviceWorker.controller) tell();
      });
    };
    if (kept.waiting && before) tell();
    look();
    kept.addEventListener("updatefound", look);
    let pressed = false;
    bar.querySelector("[data-act=renew]").addEventListener("click", () => {
      pressed = true;
      // Taken in another tab already: then this one only has to follow.
      if (kept.waiting) kept.waiting.postMessage("take");
      else location.reload();
    });
    bar.querySelector("[data-act=later]").addEventListener("click", () => { words.hidden = true; });
    navigator.serviceWorker.addEventListener("controllerchange", () => {
      if (pressed) location.reload();
      else if (before) tell();
    });
  };
  // It takes as many bytes as the whole site: not before the reader has had his first look and
  // touch, and not while something plays or trains.
  const idle = (then) => globalThis.requestIdleCallback ? requestIdleCallback(then) : then();
  const rest = () => setTimeout(() => {
    if (document.querySelector("[data-act=play][data-playing=true]")) rest();
    else idle(() => keep().catch(() => {}));
  }, 3000);
  if (wanted()) addEventListener("load", rest);
}
