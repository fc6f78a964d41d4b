// Light or dark: the system decides until the person does. Loaded before the first paint, so nothing flashes.
// Invariant: nothing but the word "light" or "dark" is ever kept in the browser.
(() => {
  const root = document.documentElement;
  const kept = localStorage.getItem("theme");
  if (kept === "light" || kept === "dark") root.dataset.theme = kept;

  const current = () =>
    root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

  // Runs `show` now that the page is there, and again after each swap; `show` must not mind being repeated.
  window.whenShown = (show) => {
    document.addEventListener("DOMContentLoaded", show);
    document.addEventListener("htmx:after:swap", show);
  };

  const label = () => {
    for (const button of document.querySelectorAll("[data-theme-switch]")) {
      button.textContent = current() === "dark" ? button.dataset.light : button.dataset.dark;
      button.hidden = false;
    }
  };
  whenShown(label);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", label);

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-theme-switch]")) return;
    root.dataset.theme = current() === "dark" ? "light" : "dark";
    localStorage.setItem("theme", root.dataset.theme);
    label();
  });
})();
