// This browser asks its maker's service to take messages, and says in a plain form where and for which keys.
// Invariant: nothing is asked before somebody presses the button, and where the browser says no the page says so.
(() => {
  const form = document.querySelector("form[data-push]");
  if (!form) return;
  const told = document.getElementById("push-told");
  const say = (words) => { told.textContent = words; told.hidden = false; };
  if (!("serviceWorker" in navigator) || !("PushManager" in window)) return say(told.dataset.unable);
  told.hidden = true;

  const encoded = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      // Its scope holds no page, so that it can neither see nor answer what pages ask for.
      const worker = await navigator.serviceWorker.register(form.dataset.worker);
      const asked = { userVisibleOnly: true, applicationServerKey: form.dataset.push };
      const there = await worker.pushManager.getSubscription();
      // One that was made for another key would take nothing of ours.
      if (there && encoded(there.options.applicationServerKey) !== form.dataset.push) await there.unsubscribe();
      const taken = await worker.pushManager.subscribe(asked);
      form.elements.namedItem("endpoint").value = taken.endpoint;
      form.elements.namedItem("p256dh").value = encoded(taken.getKey("p256dh"));
      form.elements.namedItem("auth").value = encoded(taken.getKey("auth"));
      form.submit();
    } catch {
      say(told.dataset.refused);
      form.removeAttribute("data-sending");
      for (const button of form.querySelectorAll("button")) button.removeAttribute("aria-disabled");
    }
  });
})();
