// Nothing jumps: what somebody looks at stays where it is while a list above it grows or shrinks, and what came in out
// of sight says so. Others' changes are spoken at most every ten seconds, as a count.
// Invariant: with somebody at the page, an update from elsewhere moves most of what they see by not one pixel.
(() => {
  const AT_THE_PAGE = 30_000; // so long after a last sign, somebody may still be reading
  const EVERY = 10_000;
  let sign = -AT_THE_PAGE;
  let seen = [];
  let known = new Set();
  let region = null;
  let above = [];
  let unsaid = 0;
  let lastSaid = -EVERY;
  let speaking = null;

  for (const kind of ["pointermove", "pointerdown", "keydown", "wheel", "touchmove"]) {
    document.addEventListener(kind, () => (sign = performance.now()), { passive: true, capture: true });
  }
  const watched = () => scrollY > 0 || performance.now() - sign < AT_THE_PAGE ||
    region.contains(document.activeElement) || region.matches(":hover");

  const inSight = (box) => box.height > 0 && box.bottom > 0 && box.top < innerHeight;
  const CAME = "[data-card], .entry, tbody > tr";

  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx, tasks } = event.detail;
    region = tasks.map(({ target }) => target).find((each) =>
      each instanceof Element && (each.hasAttribute("data-keep") || each === ctx.sourceElement)) ?? null;
    if (!region || !region.id) return void (region = null);
    seen = [];
    known = new Set();
    for (const each of region.querySelectorAll("[id]")) {
      const box = each.getBoundingClientRect();
      if (inSight(box)) seen.push([each.id, box.top]);
      if (each.matches(CAME)) known.add(each.id);
    }
  });

  // The part of the page that the hand or the focus is in: of columns side by side, only one may have moved.
  const attended = () => {
    const eye = [...document.querySelectorAll(":hover")].at(-1);
    const at = [eye, document.activeElement].find((each) => each && each !== region && region.contains(each));
    return at?.closest("section, table, details");
  };

  // How far most of what was in sight has moved; what stands beside the hand counts before all else.
  const shift = () => {
    const votes = new Map();
    const near = attended();
    for (const [id, top] of seen) {
      const now = document.getElementById(id);
      if (!now) continue;
      const by = Math.round(now.getBoundingClientRect().top - top);
      const weight = near?.contains(now) && near !== now ? 1_000 : 1;
      votes.set(by, (votes.get(by) ?? 0) + weight);
    }
    return [...votes].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 0;
  };

  // Room that a short page lacks to keep its place: below where it grew above, above where it shrank.
  const room = (by) => {
    const main = document.getElementById("main");
    const lacking = scrollY + by + innerHeight - document.documentElement.scrollHeight;
    if (lacking > 0) main.style.minBlockSize = `${main.offsetHeight + lacking}px`;
    if (scrollY + by < 0) region.style.paddingBlockStart = `${gap() - scrollY - by}px`;
  };
  const gap = () => Number.parseFloat(region?.style.paddingBlockStart) || 0;

  // The room above goes as soon as nobody can see it go.
  const release = () => {
    const spare = gap();
    if (spare && scrollY >= spare) {
      region.style.paddingBlockStart = "";
      scrollBy(0, -spare);
    } else if (spare && !watched()) region.style.paddingBlockStart = "";
    if (scrollY === 0 && !above.length && region && !watched()) document.getElementById("main").style.minBlockSize = "";
  };

  const show = () => {
    const chip = document.getElementById("newer");
    above = above.filter((each) => each.isConnected && each.getBoundingClientRect().bottom <= 0);
    if (!chip) return;
    chip.hidden = above.length === 0;
    if (above.length) chip.textContent = chip.dataset.words.replace("{}", above.length);
  };

  document.addEventListener("htmx:after:swap", () => {
    if (!region) return;
    region = document.getElementById(region.id);
    if (!region) return;
    const by = watched() ? shift() : 0;
    if (by) {
      room(by);
      scrollBy({ top: by, behavior: "instant" });
    }
    const came = [...region.querySelectorAll(CAME)].filter((each) => each.id && !known.has(each.id));
    above = [...above, ...came];
    show();
    release();
  });

  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      show();
      release();
    });
  }, { passive: true });

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("#newer")) return;
    const first = above[0];
    first?.scrollIntoView({ block: "center", behavior: "instant" });
    first?.querySelector("a, summary, button")?.focus({ preventScroll: true });
    above = [];
    show();
  });

  const tell = () => {
    speaking = null;
    const status = document.getElementById("status");
    status.textContent = status.dataset.changed.replace("{}", unsaid);
    unsaid = 0;
    lastSaid = performance.now();
  };
  window.announceOthers = (n) => {
    unsaid += n;
    if (unsaid && !speaking) speaking = setTimeout(tell, Math.max(0, lastSaid + EVERY - performance.now()));
  };
})();
