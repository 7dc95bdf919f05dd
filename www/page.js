// What works before the figures are alive, and on pages without any. It stands at the end of
// the body: an event would wait for the figures' module.

// The section list as a drawer. Opening, Escape and a press beside it are the popover's own;
// here the page below is taken out of reach meanwhile.
{
  // A page that embeds has none.
  const drawer = document.getElementById("drawer"), knob = document.querySelector(".drawer-knob");
  const rest = [...document.body.children].filter((part) => part !== drawer);
  const reach = (inert) => rest.forEach((part) => { part.inert = inert; });
  const close = () => drawer.matches(":popover-open") && drawer.hidePopover();
  if (drawer?.showPopover) {
    // Before, since the focus goes back to the button.
    drawer.addEventListener("beforetoggle", (event) => {
      if (event.newState === "closed") reach(false);
    });
    drawer.addEventListener("toggle", (event) => {
      if (event.newState === "open") {
        reach(true);
        drawer.querySelector("[aria-current]")?.scrollIntoView({ block: "center" });
        drawer.querySelector(".drawer-close").focus({ preventScroll: true });
      } else if (document.activeElement === document.body) {
        knob.focus({ preventScroll: true });
      }
    });
    drawer.addEventListener("click", (event) => {
      if (event.target.closest("a")) close();
    });
    // On a wide window the list has a place of its own.
    matchMedia("(max-width: 99.99rem)").addEventListener("change", close);
  }
}
