// The small pictures of the map come when the map is near the window: they are heavier than all
// else on its page.
{
  const map = document.querySelector(".map");
  const draw = async () => {
    const answer = await fetch(map.dataset.thumbnails);
    if (!answer.ok) throw new Error(answer.statusText);
    const sheet = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const { dataset, childNodes } of sheet.querySelectorAll("[data-of]")) {
      map.querySelector(`[data-thumbnail="${dataset.of}"]`)?.replaceChildren(...childNodes);
    }
  };
  const near = new IntersectionObserver((seen) => {
    if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
    near.disconnect();
    // The map can be read without them: it asks again when it next comes near.
    draw().catch(() => setTimeout(() => near.observe(map), 3000));
  }, { rootMargin: "50% 0px" });
  near.observe(map);
}
