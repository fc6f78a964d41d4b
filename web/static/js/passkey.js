// A passkey is made or used by the browser; what it says is sent as a field of a plain form.
// Invariant: nothing is sent but what the authenticator signed, and where it signs nothing the form can be tried again.
(() => {
  const form = document.querySelector("form[data-passkey]");
  if (!form) return;
  const making = form.dataset.passkey === "make";
  const field = form.elements.namedItem("credential");
  const told = document.getElementById("passkey-told");
  const able = window.PublicKeyCredential?.[making ? "parseCreationOptionsFromJSON" : "parseRequestOptionsFromJSON"];

  const say = (words) => { told.textContent = words; told.hidden = false; };
  if (!able) return say(told.dataset.unable);
  told.hidden = true;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const options = JSON.parse(form.dataset.options);
    try {
      const publicKey = able.call(window.PublicKeyCredential, options);
      const credential = await navigator.credentials[making ? "create" : "get"]({ publicKey });
      field.value = JSON.stringify(credential.toJSON());
      form.submit();
    } catch {
      // The person said no, took too long, or has none for this site: all the same here.
      say(told.dataset.failed);
      form.removeAttribute("data-sending");
      for (const button of form.querySelectorAll("button")) button.removeAttribute("aria-disabled");
    }
  });
})();
