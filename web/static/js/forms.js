// Forms under stress: a second click sends nothing, an error takes the focus, typed text is not left by accident.
// Invariant: without this script every form still works; with it no text is lost to a failed answer.
(() => {
  const dirty = new WeakSet();
  const pressed = new WeakMap(); // the button each form was last sent with
  const buttons = (form) => form.querySelectorAll("button[type=submit]");

  const sending = (form, on) => {
    form.toggleAttribute("data-sending", on);
    for (const button of buttons(form)) {
      if (on) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
  };

  // Capture: this runs before htmx and before the browser.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const stop = form.hasAttribute("data-sending") || (!navigator.onLine && form.method === "post");
    if (stop) {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!navigator.onLine) window.showTrouble("offline");
      return;
    }
    window.showTrouble(null);
    pressed.set(form, event.submitter);
    // Now, not in a later turn: a double click's second half comes first. The buttons are not `disabled`, which
    // would drop the focus and the pressed button's own value.
    sending(form, true);
    if (!form.hasAttribute("hx-post")) dirty.delete(form);
  }, true);

  // A session that ended answers a part of a page with nothing. The browser itself sends the form again then, under the
  // same key, and gets the page that keeps what was typed through the sign-in. What the pressed button says goes along.
  window.sendPlainly = (form) => {
    dirty.delete(form);
    const { name, value } = pressed.get(form) ?? {};
    if (name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    form.submit();
  };

  const release = (event) => {
    const form = event.detail?.ctx?.sourceElement;
    if (form instanceof HTMLFormElement) setTimeout(() => sending(form, false));
    if (form && event.detail.ctx.response?.status < 400) dirty.delete(form);
  };
  document.addEventListener("htmx:finally:request", release);
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sending]")) sending(form, false);
  });

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.hasAttribute("data-typed")) dirty.add(form);
  });
  window.addEventListener("beforeunload", (event) => {
    const left = [...document.querySelectorAll("form[data-typed]")].some((form) => dirty.has(form) && !form.hasAttribute("data-sending"));
    if (left) event.preventDefault();
  });

  const summary = (root) => root.querySelector?.("[data-error-summary]");
  document.addEventListener("DOMContentLoaded", () => summary(document)?.focus());

  document.addEventListener("htmx:after:swap", (event) => {
    const { ctx } = event.detail;
    const card = ctx.sourceElement?.closest?.("[data-card]");
    const wrong = ctx.response?.status >= 400 && summary(card ?? document);
    if (wrong) wrong.focus();
    else if (ctx.target?.matches?.(".task__work")) ctx.target.querySelector(".input, .choice input")?.focus();
    else if (ctx.target === document.body) document.querySelector("h1")?.scrollIntoView({ block: "nearest" });
  });

  // "Cancel" closes what was opened in place; elsewhere it is a plain link.
  document.addEventListener("click", (event) => {
    const cancel = event.target.closest?.("[data-close]");
    const work = cancel?.closest(".task__work");
    const details = cancel?.closest("details");
    if (!work && !details) return;
    event.preventDefault();
    dirty.delete(cancel.closest("form"));
    if (work) {
      work.replaceChildren();
      work.closest("[data-card]").querySelector("h3 a").focus();
    } else {
      details.open = false;
      details.querySelector("summary").focus();
    }
  });
})();
