// The room of a conference: the arrows of a keyboard (or of a presenter's remote) go one step back and on, and who
// follows is told where they were led.
// Invariant: a key presses a control of the page and nothing else; nothing is spoken or moved for who looks elsewhere.
(() => {
  let place = null;
  const stage = () => document.getElementById("stage");
  const typing = (target) => target.closest?.("input, select, textarea, [contenteditable], [role=combobox], dialog, .scroll");

  document.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: "back", ArrowRight: "on" }[event.key];
    if (!by || !stage() || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (document.documentElement.dataset.keys === "off" || typing(event.target)) return;
    const control = document.querySelector(`[data-step="${by}"] :is(a, button)`);
    if (!control) return;
    event.preventDefault();
    control.click();
  });

  // Said once for each step, by the title of the place.
  const tell = () => {
    const now = stage()?.dataset.place;
    if (now === place) return;
    const before = place;
    place = now ?? null;
    if (!before || !now) return;
    document.getElementById("status").textContent = document.getElementById("stage-title").textContent;
    if (stage().getBoundingClientRect().top < 0) stage().scrollIntoView({ block: "start" });
  };
  document.addEventListener("htmx:after:swap", tell);
  whenShown(tell);
})();
