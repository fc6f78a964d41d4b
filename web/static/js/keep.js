// Live without harm: what a person has opened, typed or focused survives every update from elsewhere.
// Invariants: an open form keeps its text, its place and its focus; a task that changed under it says so;
// an opened <details> stays open; the answer to the person's own form is never held back.
(() => {
  let own = null; // the card whose own form is being answered
  let changed = [];
  let unsaid = 0;
  let lastSaid = 0;

  const busy = (card) => {
    const focused = document.activeElement;
    return card.querySelector(".task__work form") !== null ||
      (card.contains(focused) && focused.matches("input:not([type=hidden]), select, textarea"));
  };

  // Find or rebuild, in what is coming, the list this card stands in now.
  const listIn = (fragment, card) => {
    const list = card.parentElement;
    const same = list.id && fragment.querySelector(`#${CSS.escape(list.id)}`);
    if (same) return same;
    const group = card.closest(".group")?.cloneNode(true);
    const home = fragment.querySelector(".board");
    if (!group || !home) return null;
    group.querySelector(".tasks").replaceChildren();
    home.querySelector(".empty")?.remove();
    home.prepend(group);
    return group.querySelector(".tasks");
  };

  // Put the card's successor where the card is now, so that nothing moves under a hand.
  const hold = (fragment, card) => {
    const found = fragment.querySelector(`#${CSS.escape(card.id)}`);
    const list = listIn(fragment, card);
    if (!list) return;
    const next = found ?? card.cloneNode(true);
    let before = card.previousElementSibling;
    while (before && !list.querySelector(`:scope > #${CSS.escape(before.id)}`)) before = before.previousElementSibling;
    if (before) list.querySelector(`:scope > #${CSS.escape(before.id)}`).after(next);
    else list.prepend(next);
    list.closest("[hidden]")?.removeAttribute("hidden");
    if (!found) changed.push([card.id, "gone"]);
    else if (next.dataset.version !== card.dataset.version) changed.push([card.id, "changed"]);
  };

  const count = (region, fragment) => {
    const now = new Map([...fragment.querySelectorAll("[data-card]")].map((card) => [card.id, card.dataset.version]));
    let differs = 0;
    for (const card of region.querySelectorAll("[data-card]")) {
      if (now.get(card.id) !== card.dataset.version) {
        differs += 1;
        if (now.has(card.id)) changed.push([card.id, "lit"]);
      }
      now.delete(card.id);
    }
    for (const id of now.keys()) changed.push([id, "lit"]);
    unsaid += differs + now.size;
  };

  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx, tasks } = event.detail;
    own = ctx.sourceElement?.closest?.("[data-card]") ?? null;
    changed = [];
    for (const { target, fragment, swapSpec } of tasks) {
      if (!(target instanceof Element) || !target.hasAttribute("data-keep") || swapSpec?.style === "none") continue;
      count(target, fragment);
      for (const card of target.querySelectorAll("[data-card]")) if (busy(card)) hold(fragment, card);
    }
  });

  const remark = (card, what) => {
    const status = document.getElementById("status");
    const form = card.querySelector(".task__work form");
    if (!form) return;
    let note = card.querySelector("[data-remark]");
    if (!note) {
      note = document.createElement("p");
      note.className = "notice notice--warn";
      note.dataset.remark = "";
      note.setAttribute("role", "status");
      form.before(note);
    }
    note.textContent = what === "gone" ? status.dataset.gone : status.dataset.under;
    // The person has the fresh card and this remark before them: sending now answers to what they see.
    const version = form.querySelector("input[name=version]");
    if (version) version.value = card.dataset.version;
  };

  document.addEventListener("htmx:after:swap", () => {
    for (const [id, what] of changed) {
      const card = document.getElementById(id);
      if (!card) continue;
      card.classList.add("task--changed");
      if (what !== "lit") remark(card, what);
    }
    if (own && document.activeElement === document.body) {
      const card = document.getElementById(own.id);
      card?.querySelector("h3 a")?.focus({ preventScroll: true });
    }
    own = null;
    changed = [];
    tell();
  });

  // Others' changes are spoken at most every ten seconds, as a count.
  const tell = () => {
    const status = document.getElementById("status");
    if (!unsaid || !status) return;
    const wait = lastSaid + 10_000 - Date.now();
    if (wait > 0) return void setTimeout(tell, wait);
    status.textContent = status.dataset.changed.replace("{}", unsaid);
    unsaid = 0;
    lastSaid = Date.now();
  };

  htmx.registerExtension("keep", {
    htmx_before_morph_node: (node) => {
      if (!node.matches?.(".task__work") || !node.firstElementChild) return true;
      return own !== null && own.contains(node);
    },
    htmx_before_morph_attr: (node, { attrName }) => !(attrName === "open" && node instanceof HTMLDetailsElement),
  });
})();
