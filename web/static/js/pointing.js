// Pointing at a spot on a map instead of typing its degrees.
// Invariant: nobody is asked: the map is a file of ours, and what is pointed at goes into the field beside it and nowhere else.
(() => {
  // As web/places/projecting.py draws it: Lambert's equal-area projection around 52° N 10° E, a tenth of a kilometre a step.
  const RADIUS = 63710.072, NORTH = (52 * Math.PI) / 180, EAST = (10 * Math.PI) / 180;
  const NEAREST = 1500, WIDEST = 56000;

  const degrees = (x, y) => {
    const far = Math.hypot(x, y) || 1e-9, angle = 2 * Math.asin(Math.min(1, far / (2 * RADIUS)));
    const north = Math.asin(Math.cos(angle) * Math.sin(NORTH) - (y * Math.sin(angle) * Math.cos(NORTH)) / far);
    const east = EAST + Math.atan2(x * Math.sin(angle), far * Math.cos(NORTH) * Math.cos(angle) + y * Math.sin(NORTH) * Math.sin(angle));
    return [north, east].map((each) => ((each * 180) / Math.PI).toFixed(3)).join(", ");
  };

  const point = (map, event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
    const mark = map.querySelector("[data-mark]");
    mark.setAttribute("cx", at.x);
    mark.setAttribute("cy", at.y);
    mark.removeAttribute("visibility");
    const field = document.getElementById(map.closest("[data-point-map]").dataset.pointMap);
    field.value = degrees(at.x, at.y);
    // Whoever keeps what was typed hears of it as of typing.
    field.dispatchEvent(new Event("input", { bubbles: true }));
    zoom(map, 1);
  };

  const zoom = (map, factor) => {
    const box = map.viewBox.baseVal, mark = map.querySelector("[data-mark]");
    const chosen = !mark.hasAttribute("visibility");
    const width = Math.min(WIDEST, Math.max(NEAREST, box.width * factor)), height = (width * box.height) / box.width;
    const x = chosen && factor < 1 ? mark.cx.baseVal.value : box.x + box.width / 2;
    const y = chosen && factor < 1 ? mark.cy.baseVal.value : box.y + box.height / 2;
    mark.setAttribute("r", width / 90);
    map.setAttribute("viewBox", [x - width / 2, y - height / 2, width, height].map(Math.round).join(" "));
  };

  document.addEventListener("click", (event) => {
    const around = event.target.closest?.("[data-point-map]");
    if (!around) return;
    const map = around.querySelector("svg"), step = event.target.closest("[data-zoom]");
    if (step) zoom(map, Number(step.dataset.zoom));
    else if (map.contains(event.target)) point(map, event);
  });

  // Without script there is nothing to point with, so the map is there only where this runs.
  const show = () => document.querySelectorAll("[data-point-map][hidden]").forEach((each) => each.removeAttribute("hidden"));
  document.addEventListener("htmx:after:swap", show);
  show();
})();
