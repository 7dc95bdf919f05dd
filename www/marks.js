// What is done of each section's questions, in the list of sections and on the map. It is kept in
// this browser alone, one entry a question (`src/web/questions/marks.rs`); one button erases it.
{
  const PREFIX = "training-lab-question:";
  const { words } = document.currentScript.dataset;
  const places = [...document.querySelectorAll("[data-marks]")];
  const erase = document.querySelector("[data-act=erase]");
  const attempt = (use) => {
    try { return use(localStorage); } catch { return null; }
  };
  const names = () => attempt((storage) => Object.keys(storage).filter((name) => name.startsWith(PREFIX))) ?? [];
  const show = () => {
    const done = names();
    for (const place of places) {
      const { marks, asks } = place.dataset;
      const count = done.filter((name) => name.startsWith(`${PREFIX}${marks}/`)).length;
      place.hidden = count === 0;
      place.textContent = count >= asks ? "✓" : `${count}/${asks}`;
      place.ariaLabel = `${words} ${count}/${asks}`;
    }
    erase.parentElement.hidden = done.length === 0;
  };
  show();
  addEventListener("marked", show);
  addEventListener("storage", show);
  erase.addEventListener("click", () => {
    attempt((storage) => names().forEach((name) => storage.removeItem(name)));
    // Cards of this page stand as they were answered.
    location.reload();
  });
}
