// The board under a hand: several tasks chosen at once, more of a group, and no work for what has not changed.
// Invariant: without this script everything here is a link or a form; what is chosen stays chosen through every update.
(() => {
  let last = null; // the card that was worked on last: where the focus goes when what had it is gone

  const boxes = () => [...document.querySelectorAll(".task__pick input")];
  const chosen = () => boxes().filter((box) => box.checked);
  const bar = () => document.getElementById("bulk");

  const count = () => {
    const form = bar();
    if (!form) return;
    const n = chosen().length;
    form.toggleAttribute("data-chosen", n > 0);
    const place = form.querySelector("[data-count]");
    const words = n === 1 ? place.dataset.one : place.dataset.many.replace("{}", n);
    if (place.textContent !== words) place.textContent = words;
  };

  const choose = (some, on) => {
    for (const box of some) box.checked = on;
    count();
  };

  // The focus is never left nowhere: it goes to the task it was about.
  const settle = () => {
    const lost = document.activeElement === document.body || document.activeElement?.closest("#bulk, #toasts, #deed");
    if (lost && last) document.getElementById(last)?.querySelector("h3 a")?.focus({ preventScroll: true });
  };

  const begin = () => {
    const form = bar();
    if (!form) return;
    form.dataset.script = "";
    // Chosen by the address: said once more, so that an update takes it for the person's own choice.
    for (const box of chosen()) box.checked = true;
    count();
  };

  document.addEventListener("change", (event) => event.target.matches?.(".task__pick input") && count());
  document.addEventListener("click", (event) => {
    const all = event.target.closest?.("[data-pick]");
    if (all) {
      event.preventDefault();
      const group = [...all.closest(".group").querySelectorAll(".task__pick input")];
      return choose(group, !group.every((box) => box.checked));
    }
    if (event.target.closest?.("[data-unpick]")) {
      event.preventDefault();
      last = chosen()[0]?.closest("[data-card]").id;
      choose(chosen(), false);
      settle();
    }
  });

  // What was asked for with "more" is what the next update asks for, too. The focus goes to the first that came.
  document.addEventListener("click", async (event) => {
    const more = event.target.closest?.("[data-more]");
    if (!more || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const group = more.closest(".group").id;
    const before = document.querySelectorAll(`#${group} .task`).length;
    const region = document.getElementById("board");
    region.setAttribute("hx-get", more.getAttribute("href"));
    delete region.dataset.mark;
    await htmx.ajax("GET", more.getAttribute("href"), { source: region, target: region, swap: "innerMorph" });
    history.replaceState(history.state, "", more.getAttribute("href"));
    document.querySelectorAll(`#${group} .task`)[before]?.querySelector("h3 a")?.focus();
  });

  // "Nothing has changed" costs the server next to nothing.
  document.addEventListener("htmx:config:request", (event) => {
    const { ctx } = event.detail;
    const region = ctx.sourceElement;
    if (region?.id !== "board") return;
    ctx.request.action = region.getAttribute("hx-get");
    if (region.dataset.mark) ctx.request.headers["If-None-Match"] = `"${region.dataset.mark}"`;
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const { ctx } = event.detail;
    const mark = ctx.response?.headers.get("etag");
    if (ctx.sourceElement?.id === "board" && mark) ctx.sourceElement.dataset.mark = mark.replaceAll('"', "");
    const source = ctx.sourceElement;
    if (source?.id === "bulk") answered(ctx.response?.status);
    if (source?.matches?.('[action="/board/undo"]')) afterwards();
    const card = source?.closest?.("[data-card]");
    if (card) last = card.id;
    begin();
  });

  const afterwards = () => {
    htmx.trigger(document.getElementById("stream"), "board-changed");
    setTimeout(settle);
  };
  const answered = (status) => {
    const form = bar();
    if (status >= 400) return bar().querySelector("[data-error-summary]")?.focus();
    last = chosen()[0]?.closest("[data-card]").id ?? last;
    form.querySelector("details").open = false;
    // First the form: what the address had chosen would come back with it.
    form.reset();
    choose(boxes(), false);
    // The next time is another command, also with the same tasks.
    form.elements.key.value = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    afterwards();
  };

  // A card that was held in its place while somebody was at it goes to where it belongs once they have left it.
  let leaving = 0;
  const left = (event) => {
    const region = document.getElementById("board");
    if (!region?.hasAttribute("data-held") || !event.target.closest?.("[data-card]")) return;
    clearTimeout(leaving);
    leaving = setTimeout(() => htmx.trigger(document.getElementById("stream"), "board-changed"), 300);
  };
  document.addEventListener("focusout", left);
  document.addEventListener("pointerout", left);

  // Ctrl-Z takes back what was just done, wherever the focus is, but never what is being typed.
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || window.letterOf(event) !== "z") return;
    if (event.target.closest?.("input:not([type=checkbox]), textarea, select")) return;
    const undo = document.querySelector('#toasts form button[type=submit], [data-undo] button[type=submit]');
    if (!undo) return;
    event.preventDefault();
    undo.click();
  });

  document.addEventListener("DOMContentLoaded", begin);
})();
