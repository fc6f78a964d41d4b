// Live without harm: what a person has opened, chosen, typed or focused survives every update from elsewhere.
// Invariants: an open form keeps its text, its place and its focus; a task that changed under it says so; what was
// opened stays open; the answer to the person's own form is never held back.
(() => {
  const RESTING = 5_000; // so long after it last moved, the pointer holds what lies under it
  let own = null; // the card whose own form is being answered
  let changed = [];
  let typed = [];
  let moved = 0;

  document.addEventListener("pointermove", () => (moved = Date.now()), { passive: true, capture: true });

  const CONTROLS = "input:not([type=hidden]), textarea, select";
  const differs = (control) => {
    if (control.type === "checkbox" || control.type === "radio") return control.checked !== control.defaultChecked;
    if (control instanceof HTMLSelectElement) return [...control.options].some((each) => each.selected !== each.defaultSelected);
    return control.value !== control.defaultValue;
  };
  const dirty = (form) => form.contains(document.activeElement) || [...form.querySelectorAll(CONTROLS)].some(differs);

  const busy = (card) => {
    const focused = document.activeElement;
    return card.querySelector(".task__work form") !== null ||
      (card.contains(focused) && focused.matches("input:not([type=hidden]), select, textarea"));
  };
  // About to be pressed: it does not move under the hand, but nobody would lose anything if it went.
  const resting = (card) =>
    card.contains(document.activeElement) || (Date.now() - moved < RESTING && card.matches(":hover"));

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
    if (!found && !busy(card)) return false;
    const list = listIn(fragment, card);
    if (!list) return false;
    const next = found ?? card.cloneNode(true);
    let before = card.previousElementSibling;
    while (before && !list.querySelector(`:scope > #${CSS.escape(before.id)}`)) before = before.previousElementSibling;
    if (before) list.querySelector(`:scope > #${CSS.escape(before.id)}`).after(next);
    else list.prepend(next);
    list.closest("[hidden]")?.removeAttribute("hidden");
    if (!found) changed.push([card.id, "gone"]);
    else if (next.dataset.version !== card.dataset.version) changed.push([card.id, "changed"]);
    return true;
  };

  const count = (region, fragment) => {
    const now = new Map([...fragment.querySelectorAll("[data-card]")].map((card) => [card.id, card.dataset.version]));
    let others = 0;
    for (const card of region.querySelectorAll("[data-card]")) {
      if (now.get(card.id) !== card.dataset.version) {
        others += 1;
        if (now.has(card.id)) changed.push([card.id, "lit"]);
      }
      now.delete(card.id);
    }
    for (const id of now.keys()) changed.push([id, "lit"]);
    window.announceOthers(others + now.size);
  };

  // Where a control or a <details> without an id of its own is found again: the nearest id, and its turn below it.
  const place = (element, kind) => {
    if (element.id) return (root) => root.querySelector(`#${CSS.escape(element.id)}`);
    const near = element.parentElement.closest("[id]");
    const selector = element.name ? `${kind}[name="${CSS.escape(element.name)}"]` : kind;
    const turn = [...near.querySelectorAll(selector)].indexOf(element);
    return () => document.getElementById(near.id)?.querySelectorAll(selector)[turn];
  };

  const remember = (region) => {
    for (const form of region.querySelectorAll("form")) {
      if (form.id && !form.closest("[data-card]") && dirty(form)) typed.push({ form, region });
    }
    for (const control of region.querySelectorAll(CONTROLS)) {
      if (!differs(control)) continue;
      const options = control.options && [...control.options].filter((each) => each.selected).map((each) => each.value);
      typed.push({ find: place(control, control.localName), value: control.value, checked: control.checked, options });
    }
    for (const details of region.querySelectorAll("details")) {
      const words = details.querySelector("summary")?.textContent;
      typed.push({ details, find: place(details, "details"), open: details.open, words });
    }
  };

  const restore = () => {
    for (const { form, region, find, value, checked, options, details, open, words } of typed) {
      if (form) {
        if (!document.getElementById(form.id)) leave(form, region);
        continue;
      }
      const now = find(document);
      // What is still the same element kept its state by itself, and may have been opened while the news came in.
      if (!now || now === details) continue;
      if (open !== undefined) {
        if (now.querySelector("summary")?.textContent === words || now.id) now.open = open;
      } else if (options) for (const each of now.options) each.selected = options.includes(each.value);
      else if (now.type === "checkbox" || now.type === "radio") now.checked = checked;
      else if (now.value !== value) now.value = value;
    }
    typed = [];
  };

  const note = (form, words) => {
    let said = form.parentElement.querySelector(":scope > [data-remark]");
    if (!said) {
      said = document.createElement("p");
      said.className = "notice notice--warn";
      said.dataset.remark = "";
      said.setAttribute("role", "status");
      form.before(said);
    }
    said.textContent = words;
  };

  // A form that what has come no longer has: what was typed into it stays to be copied.
  const leave = (form, region) => {
    const kept = document.createElement("div");
    kept.className = "left-behind";
    kept.append(form);
    region.prepend(kept);
    note(form, document.getElementById("status").dataset.gone);
  };

  // What refreshes itself, as opposed to what somebody asked for.
  const regions = (event) => event.detail.tasks
    .filter(({ target, swapSpec }) => target instanceof Element && swapSpec?.style !== "none")
    .filter(({ target }) => target.hasAttribute("data-keep") || target === event.detail.ctx.sourceElement);

  document.addEventListener("htmx:before:swap", (event) => {
    own = event.detail.ctx.sourceElement?.closest?.("[data-card]") ?? null;
    changed = [];
    typed = [];
    for (const { target, fragment } of regions(event)) {
      count(target, fragment);
      remember(target);
      let held = false;
      for (const card of target.querySelectorAll("[data-card]")) {
        if (busy(card) || resting(card)) held = hold(fragment, card) || held;
      }
      // What is held in its place is out of place: the next time, it is asked for though nothing else has changed.
      target.toggleAttribute("data-held", held);
    }
  });
  document.addEventListener("htmx:config:request", (event) => {
    const region = event.detail.ctx.sourceElement;
    if (region?.hasAttribute?.("data-held")) delete region.dataset.mark;
  });

  const remark = (card, what) => {
    const status = document.getElementById("status");
    const form = card.querySelector(".task__work form");
    if (!form) return;
    note(form, what === "gone" ? status.dataset.gone : status.dataset.under);
    // The person has the fresh card and this remark before them: sending now answers to what they see.
    const version = form.querySelector("input[name=version]");
    if (version) version.value = card.dataset.version;
  };

  let next = null; // who takes the focus should the card with the focus go
  document.addEventListener("htmx:before:swap", () => {
    const focused = document.activeElement;
    const card = focused?.closest?.("[data-card]");
    next = card && {
      words: focused.textContent,
      cards: [card.id, card.nextElementSibling?.id, card.previousElementSibling?.id].filter(Boolean),
    };
  });

  document.addEventListener("htmx:after:swap", () => {
    restore();
    for (const [id, what] of changed) {
      const card = document.getElementById(id);
      if (!card) continue;
      card.classList.add("task--changed");
      if (what !== "lit") remark(card, what);
    }
    if (next && document.activeElement === document.body) {
      const card = next.cards.map((id) => document.getElementById(id)).find(Boolean);
      const same = [...(card?.querySelectorAll("a, button") ?? [])].find((each) => each.textContent === next.words);
      (same ?? card?.querySelector("h3 a") ?? document.querySelector("h1"))?.focus({ preventScroll: true });
    }
    own = null;
    changed = [];
  });

  htmx.registerExtension("keep", {
    htmx_before_morph_node: (node) => {
      if (node instanceof HTMLFormElement && node.id && !node.closest("[data-card]")) return !dirty(node);
      if (!node.matches?.(".task__work") || !node.firstElementChild) return true;
      return own !== null && own.contains(node);
    },
    htmx_before_morph_attr: (node, { attrName }) => !(attrName === "open" && node instanceof HTMLDetailsElement),
  });
})();
