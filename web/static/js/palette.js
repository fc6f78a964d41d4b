// The palette: Ctrl K, type, arrow, Enter. The server searches; this only moves what is chosen and says how many there are.
// Invariant: the focus stays in the field while one chooses (aria-activedescendant), and what was typed is gone on closing.
(() => {
  const palette = () => document.getElementById("palette");
  const field = () => document.getElementById("palette-field");
  const found = () => document.getElementById("palette-found");
  const options = () => [...found().querySelectorAll("[role=option]")];

  window.openPalette = () => {
    if (!palette() || palette().open) return;
    document.querySelector("dialog:modal")?.close();
    palette().showModal();
    field().focus();
    htmx.trigger(field().form, "palette-opened");
  };

  const choose = (option) => {
    for (const each of options()) each.setAttribute("aria-selected", String(each === option));
    if (option) {
      field().setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      field().removeAttribute("aria-activedescendant");
    }
  };
  const chosen = () => options().find((each) => each.getAttribute("aria-selected") === "true");

  const move = (by) => {
    const all = options();
    if (!all.length) return;
    const at = all.indexOf(chosen());
    choose(all[(at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by + all.length) % all.length]);
  };

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && window.letterOf?.(event) === "k" && palette()) {
      event.preventDefault();
      if (palette().open) palette().close();
      else window.openPalette();
      return;
    }
    if (event.target !== field() || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && chosen()) {
      event.preventDefault();
      chosen().click();
    }
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-palette]");
    if (opener && palette() && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      window.openPalette();
    } else if (event.target.closest?.("#palette [role=option]") && !event.ctrlKey && !event.metaKey) {
      palette().close();
    }
  });

  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail.ctx.target !== found()) return;
    const list = document.getElementById("palette-list");
    if (!list) return;
    field().setAttribute("aria-controls", "palette-list");
    field().setAttribute("aria-expanded", String(options().length > 0));
    // The best is chosen as soon as something is looked for, so that Enter opens it; before, Enter does nothing by accident.
    choose(field().value.trim() ? options()[0] : undefined);
    document.getElementById("palette-said").textContent = field().value.trim() ? list.dataset.said : "";
  });

  document.addEventListener("close", (event) => {
    if (event.target !== palette()) return;
    field().value = "";
    field().setAttribute("aria-expanded", "false");
    field().setAttribute("aria-controls", "palette-found");
    field().removeAttribute("aria-activedescendant");
    found().replaceChildren();
    document.getElementById("palette-said").textContent = "";
  }, true);
})();
