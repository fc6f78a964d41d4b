// Signed in again in another tab, this page goes on where it was: nothing typed is sent through a sign-in.
// Invariant: a page goes on only for the very person it was opened by; for anybody else it says so and sends nothing.
(() => {
  const tabs = new BroadcastChannel("lantern");
  const member = () => document.getElementById("stream")?.dataset.member;
  let asking = false;

  const take = (token) => {
    document.body.setAttribute("hx-headers:inherited", JSON.stringify({ "x-csrftoken": token }));
    for (const field of document.querySelectorAll("input[name=_csrf_token]")) field.value = token;
  };

  const ask = async () => {
    if (!member() || asking || !window.isSignedOut()) return;
    asking = true;
    try {
      const answer = await fetch("/session", { headers: { "HX-Request": "true" } });
      if (!answer.ok) return;
      const now = await answer.json();
      if (now.member !== member()) return void window.showTrouble("somebody-else");
      take(now.token);
      window.goOn();
    } catch {
      // No connection: it is asked again when the page is looked at.
    } finally {
      asking = false;
    }
  };

  tabs.addEventListener("message", ask);
  window.addEventListener("focus", ask);
  document.addEventListener("visibilitychange", () => document.hidden || ask());
  document.addEventListener("DOMContentLoaded", () => member() && tabs.postMessage("signed-in"));
})();
