// Goes through the steps of /tour beside the page one is on. Without script the link leads to that page itself.
// Invariant: the words are the server's; closing it at any step ends it, and that it was taken is remembered.
(() => {
  let dialog = null;
  let steps = [];
  let at = 0;

  const show = (step) => {
    at = step;
    steps.forEach((each, index) => { each.hidden = index !== at; });
    dialog.querySelector(".count").textContent = `${at + 1} / ${steps.length}`;
    dialog.querySelector("[data-before]").disabled = at === 0;
    const last = at === steps.length - 1;
    dialog.querySelector("[data-next]").hidden = last;
    dialog.querySelector("[data-end]").classList.toggle("button--primary", last);
    steps[at].querySelector("h2").focus();
  };

  const start = async (link) => {
    const answer = await fetch(link.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelectorAll(".tour__step");
    if (!answer.ok || !found.length) throw new Error("no steps");
    dialog = document.importNode(document.getElementById("tour-frame").content, true).firstElementChild;
    const list = dialog.querySelector(".tour");
    steps = [...found].map((each) => list.appendChild(document.importNode(each, true)));
    for (const each of steps) each.querySelector("h2").tabIndex = -1;
    document.body.append(dialog);
    dialog.show();
    show(0);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-tour]");
    if (link && !event.ctrlKey && !event.metaKey && document.getElementById("tour-frame")) {
      event.preventDefault();
      if (!dialog?.open) start(link).catch(() => { location.href = link.href; });
    } else if (event.target.closest?.("[data-next]")) show(at + 1);
    else if (event.target.closest?.("[data-before]")) show(at - 1);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && dialog?.open && dialog.contains(document.activeElement)) dialog.querySelector("[data-end]").click();
  });
})();
