// Begins what makes the figures live, behind the first frame: what scripts load never delays
// what is drawn. All of it is asked for at once, so that nothing waits for the file before it.
(() => {
  const { module, wasm, parts } = document.currentScript.dataset;
  const ask = (rel, href) => {
    const link = document.createElement("link");
    Object.assign(link, { rel, href, crossOrigin: "anonymous" });
    if (rel === "preload") link.as = "fetch";
    document.head.append(link);
  };
  let begun = false;
  const begin = async () => {
    if (begun) return;
    begun = true;
    ask("modulepreload", module);
    [wasm, ...parts.split(" ")].forEach((file) => file && ask("preload", file));
    const { default: init } = await import(new URL(module, document.baseURI));
    await init({ module_or_path: new URL(wasm, document.baseURI) });
  };
  // A frame is on the screen some time after it was drawn, and the browser says when. A page in the
  // background has no frames.
  const behindFrame = () => requestAnimationFrame(() => setTimeout(begin));
  if (document.hidden) begin();
  else if (globalThis.PerformanceObserver?.supportedEntryTypes?.includes("paint")) {
    new PerformanceObserver(begin).observe({ type: "paint", buffered: true });
    setTimeout(behindFrame, 500);
  } else behindFrame();
})();
