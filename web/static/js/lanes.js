// A part of time is chosen by dragging over the strip that shows how much there was when, and a mark of the picture says
// under the pointer what its row in the table says.
// Invariant: dragging only fills in and sends the form beside the strip, which does the same without script.
(() => {
  const MARGIN = 1.5; // percent at either side, as in web/casefile/drawing/scale.py
  const LEAST = 4; // pixels: less is a click

  let strip = null;
  let began = 0;

  // A strip may be replaced while somebody drags: whatever is there now is drawn on.
  const share = (event) => {
    const box = strip.getBoundingClientRect();
    const percent = ((event.clientX - box.left) / box.width) * 100;
    return Math.min(Math.max((percent - MARGIN) / (100 - 2 * MARGIN), 0), 1);
  };

  const draw = (from, to) => {
    const band = strip.querySelector("[data-brushed]");
    const x = MARGIN + Math.min(from, to) * (100 - 2 * MARGIN);
    band.setAttribute("x", `${x}%`);
    band.setAttribute("width", `${Math.abs(to - from) * (100 - 2 * MARGIN)}%`);
  };

  // Minutes in UTC, as addresses name them: 20260314T0930Z.
  const minute = (at) => `${new Date(at * 1000).toISOString().slice(0, 16).replaceAll(/[-:]/g, "")}Z`;

  const send = (from, to) => {
    const { first, last } = strip.dataset;
    const [begin, end] = [Math.min(from, to), Math.max(from, to)].map((part) => Number(first) + part * (last - first));
    const form = strip.closest("#timeline").querySelector("[data-brush-form]");
    for (const [name, at] of [["begin", begin], ["end", Math.max(end, begin + 600)]]) {
      const field = form.elements[name];
      field.type = "hidden"; // a field for local times takes no others
      field.value = minute(at);
    }
    form.requestSubmit();
  };

  document.addEventListener("pointerdown", (event) => {
    strip = event.button === 0 ? event.target.closest("[data-brush]") : null;
    if (!strip) return;
    event.preventDefault();
    strip.setPointerCapture(event.pointerId);
    began = share(event);
  });
  document.addEventListener("pointermove", (event) => strip && draw(began, share(event)));
  document.addEventListener("pointerup", (event) => {
    if (!strip) return;
    const ended = share(event);
    const far = Math.abs(ended - began) * strip.getBoundingClientRect().width;
    if (far >= LEAST) send(began, ended);
    else draw(0, 0);
    strip = null;
  });
  // What is drawn, and its row in a table. A bar is too small to be a link; its row is one.
  const drawn = (event) => event.target.closest("#lanes :is([data-row], a.spot)");
  const row = (mark) => document.getElementById(mark.dataset.row ?? mark.getAttribute("href").slice(1));

  // Made when it is needed: a title in each of some hundred marks would double the page.
  document.addEventListener("pointerover", (event) => {
    const mark = drawn(event);
    if (!mark || mark.querySelector("title")) return;
    const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
    const cells = [...(row(mark)?.cells ?? [])].filter((cell) => cell.tagName === "TD");
    title.textContent = cells.map((cell) => cell.textContent.trim()).filter(Boolean).join(" · ");
    mark.prepend(title);
  });
  document.addEventListener("click", (event) => {
    const mark = drawn(event);
    const there = mark && row(mark);
    if (!there) return;
    there.closest("details").open = true; // not every browser does it for a link
    if (mark.dataset.row) location.hash = there.id;
  });

  document.addEventListener("pointercancel", () => {
    if (strip) draw(0, 0);
    strip = null;
  });
})();
