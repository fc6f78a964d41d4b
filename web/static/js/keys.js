// Single keys: j k to move, o to open, c to claim, x to select, g b and g c to go, / to search, ? for these keys.
// Invariants: a key does what a control on the page does, by that control; none works while somebody types, with another
// key held down, over a dialog, or once they are turned off; moving moves the real focus, so a reader hears where one is.
(() => {
  const PATIENCE = 1500; // between g and the key that says where to
  const ITEMS = "main [data-card], main [data-item], main .table tbody tr";
  const PLACES = { b: "/board", c: "/cases", p: "/playbooks", s: "/desk" };
  let going = 0;
  let last = -1; // where one was in the list, for when the item itself has gone

  // On a Greek or Cyrillic keyboard a letter is known by its place.
  window.letterOf = (event) =>
    event.key.length === 1 && event.key > "~" && event.code.startsWith("Key") ? event.code[3].toLowerCase() : event.key.toLowerCase();

  const off = () => document.documentElement.dataset.keys === "off";
  const typing = (target) => target.closest?.("input, select, textarea, [contenteditable], [role=combobox]");
  const words = () => document.getElementById("key-words").dataset;
  const say = (text) => {
    const status = document.getElementById("status");
    status.textContent = "";
    status.textContent = text;
  };

  const items = () => [...document.querySelectorAll(ITEMS)].filter((each) => each.checkVisibility() && each.querySelector("a[href]"));
  const current = () => document.activeElement.closest?.(ITEMS);
  const link = (item) => item.querySelector("h2 a, h3 a, h4 a, th a") ?? item.querySelector("a[href]");

  const move = (by) => {
    const all = items();
    if (!all.length) return;
    const at = all.indexOf(current());
    const next = at >= 0 ? at + by : last >= 0 ? Math.min(last, all.length - 1) : by > 0 ? 0 : all.length - 1;
    if (next < 0 || next >= all.length) return say(by > 0 ? words().last : words().first);
    last = next;
    link(all[next]).focus();
    all[next].scrollIntoView({ block: "nearest" });
  };

  const press = (selector, missing) => {
    const control = current()?.querySelector(selector);
    if (control) control.click();
    else say(current() ? missing : words().none);
  };

  const help = () => {
    const dialog = document.getElementById("keys");
    dialog.showModal();
    dialog.querySelector(".dialog__title").focus();
  };

  const DOES = {
    j: () => move(1),
    k: () => move(-1),
    o: () => current() && link(current()).click(),
    c: () => press('form[action$="/claim"] button', words().unclaimable),
    x: () => press("input[type=checkbox][name=task]", words().unselectable),
    "/": () => window.openPalette(),
    "?": help,
  };

  document.addEventListener("keydown", (event) => {
    if (off() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (!document.getElementById("key-words") || typing(event.target) || document.querySelector("dialog:modal")) return;
    const key = window.letterOf(event);
    const own = document.querySelector(`main [data-press="${CSS.escape(key)}"]`);
    const there = Date.now() - going < PATIENCE && PLACES[key];
    going = 0;
    if (there) {
      event.preventDefault();
      location.assign(there);
    } else if (key === "g") {
      going = Date.now();
    } else if (own) {
      event.preventDefault();
      own.click();
    } else if (DOES[key] && !(event.repeat && !"jk".includes(key))) {
      event.preventDefault();
      DOES[key]();
    }
  });

  // After a live update took away what had the focus, j and k go on from the same place in the list.
  document.addEventListener("focusin", () => {
    const at = items().indexOf(current());
    if (at >= 0) last = at;
  });
})();
