// Light or dark: the system decides until the person does. The server writes what they chose into the page.
// Invariant: nothing is kept in the browser by script; a chosen theme shows at once and is kept on the person's desk.
(() => {
  const root = document.documentElement;
  const current = () =>
    root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

  // Runs `show` now that the page is there, and again after each swap; `show` must not mind being repeated.
  window.whenShown = (show) => {
    document.addEventListener("DOMContentLoaded", show);
    document.addEventListener("htmx:after:swap", show);
  };

  const label = () => {
    for (const button of document.querySelectorAll("[data-theme-switch]")) {
      const other = current() === "dark" ? "light" : "dark";
      button.textContent = button.dataset[other];
      button.form.elements.theme.value = other;
    }
  };
  whenShown(label);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", label);

  document.addEventListener("htmx:before:request", (event) => {
    const form = event.detail.ctx.sourceElement;
    if (!form?.matches?.('[action="/desk/theme"]')) return;
    root.dataset.theme = form.elements.theme.value;
  });
  // Not before: the field still has to say what was pressed while the request is made from it.
  document.addEventListener("htmx:finally:request", label);
})();
