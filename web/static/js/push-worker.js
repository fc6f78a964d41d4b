// Shows that something awaits somebody, and opens Lantern when they press it.
// Invariant: it answers no request, keeps nothing and asks nobody; its scope holds no page. What it shows was encrypted
// for this browser, or is the word it falls back on.
self.addEventListener("push", (event) => {
  let said = {};
  try {
    said = event.data?.json() ?? {};
  } catch {
    // What cannot be read still means that something awaits.
  }
  // One tag: what nobody has looked at is replaced, and comes up again.
  const shown = { body: String(said.body ?? ""), tag: "awaits", renotify: true };
  event.waitUntil(self.registration.showNotification(String(said.title ?? "Lantern"), shown));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const look = async () => {
    const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    return open.length ? open[0].focus() : self.clients.openWindow("/");
  };
  event.waitUntil(look());
});
