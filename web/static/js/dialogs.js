// Opens and closes dialogs, and lets toasts leave. What opens a dialog is a link that leads to the same without script.
// Invariant: the focus goes back to what opened a dialog; no toast leaves while somebody points at it or is in it.
(() => {
  const openers = new WeakMap();

  const open = (dialog, opener) => {
    openers.set(dialog, opener);
    if (dialog.hasAttribute("data-beside")) dialog.show();
    else dialog.showModal();
    dialog.querySelector(".dialog__title")?.focus();
  };

  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-opens]");
    const dialog = opener && document.getElementById(opener.dataset.opens);
    if (dialog && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open(dialog, opener);
      return;
    }
    const closer = event.target.closest?.("[data-closes]");
    if (closer) (closer.closest("dialog") ? shut(closer.closest("dialog")) : closer.closest("[data-toast]")?.remove());
    // Browsers without closedby: a press on the dialog itself is one beside its content.
    else if (event.target instanceof HTMLDialogElement && event.target.hasAttribute("closedby")) beside(event);
  });

  const shut = (dialog) => dialog.close();
  const beside = (event) => {
    const box = event.target.getBoundingClientRect();
    const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside && event.detail) shut(event.target);
  };

  // `close` does not bubble, but it can be caught on its way down.
  document.addEventListener("close", (event) => {
    const opener = openers.get(event.target);
    if (opener?.isConnected) opener.focus();
  }, true);

  // A menu is open for as long as somebody is in it.
  const menus = () => document.querySelectorAll("details[data-menu][open]");
  document.addEventListener("click", (event) => {
    for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  const leave = (toast) => {
    const held = () => toast.matches(":hover, :focus-within");
    let left = Number(toast.dataset.toast);
    const each = setInterval(() => {
      if (!toast.isConnected) clearInterval(each);
      else if (!held() && !document.hidden) left -= 1;
      if (left <= 0) {
        clearInterval(each);
        toast.remove();
      }
    }, 1000);
  };

  const known = new WeakSet();
  whenShown(() => {
    for (const toast of document.querySelectorAll("#toasts [data-toast]")) {
      if (known.has(toast)) continue;
      known.add(toast);
      toast.querySelector("[data-closes]").hidden = false;
      if (Number(toast.dataset.toast)) leave(toast);
    }
  });
})();
