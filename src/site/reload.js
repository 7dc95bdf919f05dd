// Only while `make watch` serves: loads the page again once it is written anew, and says what is
// wrong as long as something is.
(() => {
  const seen = new URL(document.currentScript.src).searchParams.get("seen");
  const note = document.createElement("pre");
  note.setAttribute("role", "alert");
  note.style.cssText =
    "position:fixed;inset:auto 0 0 0;z-index:9;margin:0;padding:1rem;white-space:pre-wrap;font:16px monospace;background:#8b0000;color:#fff";
  const look = async () => {
    const answer = await fetch("/__changed?" + location.pathname.slice(1), { cache: "no-store" });
    const [now, ...wrong] = (await answer.text()).split("\n");
    const said = wrong.join("\n");
    if (said === "" && now !== seen) return location.reload();
    if (note.textContent !== said) note.textContent = said;
    if (said === "") note.remove();
    else if (!note.isConnected) document.body.append(note);
  };
  // The server may be gone for a while.
  setInterval(() => look().catch(() => {}), 250);
})();
