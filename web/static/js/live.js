// The connection, told truthfully: Live, Reconnecting, Offline since 14:02; and one place for what went wrong.
// Invariant: events carry no content; they only make the page ask again, and a page that was away asks at once. A
// stream that says nothing for half a minute is dead, whatever the browser thinks of it.
(() => {
  const PATIENCE = 10_000; // this long "Reconnecting", then "Offline since"
  const SILENCE = 30_000; // the server says every twelve seconds that it is there
  const LOOK = 5_000;
  let lostAt = null;
  let signedOut = false;
  let connection = null;
  let retry = 500;
  let heard = Date.now();
  let looked = Date.now();

  const stream = () => document.getElementById("stream");
  const clock = (time) => time.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });

  const show = (state) => {
    const live = document.getElementById("live");
    if (!live || (live.dataset.state === state && live.textContent)) return;
    const before = live.dataset.state;
    live.dataset.state = state;
    live.textContent = live.dataset[state].replace("{}", lostAt ? clock(lostAt) : "");
    live.hidden = false;
    const status = document.getElementById("status");
    if (state === "offline" || before === "offline") status.textContent = live.textContent;
  };

  window.showTrouble = (kind) => {
    const place = document.getElementById("trouble");
    if (!place) return;
    const words = kind && document.querySelector(`template[data-trouble="${kind}"]`);
    place.replaceChildren(...(words ? [words.content.cloneNode(true)] : []));
    place.hidden = !words;
  };

  const lost = () => {
    if (signedOut || lostAt) return;
    lostAt = new Date();
    show(navigator.onLine ? "reconnecting" : "offline");
    setTimeout(() => lostAt && show("offline"), PATIENCE);
  };

  const refresh = () => {
    for (const name of ["board-changed", "case-changed"]) htmx.trigger(stream(), name);
  };

  const back = () => {
    const missed = lostAt !== null;
    lostAt = null;
    retry = 500;
    heard = Date.now();
    show("live");
    if (missed) {
      window.showTrouble(null);
      refresh();
    }
  };

  // Begin the stream anew: one that works is cut, and one that never did is tried.
  const renew = () => {
    connection?.reader?.cancel();
    stream()?.dispatchEvent(new CustomEvent("reconnect"));
  };

  window.endSession = () => {
    signedOut = true;
    lostAt ??= new Date();
    show("offline");
    window.showTrouble("signed-out");
  };
  window.goOn = () => {
    signedOut = false;
    window.showTrouble(null);
    renew();
  };
  window.isSignedOut = () => signedOut;

  // The extension reconnects a stream that once worked; one that never did is tried again here.
  const again = () => {
    if (signedOut || !stream()) return;
    lost();
    setTimeout(() => stream()?.dispatchEvent(new CustomEvent("reconnect")), retry);
    retry = Math.min(retry * 2, 30_000);
  };

  document.addEventListener("htmx:sse:after:connection", (event) => {
    connection = event.detail.connection;
    back();
  });
  document.addEventListener("htmx:sse:before:connection", (event) => {
    if (signedOut) event.preventDefault();
    else if (event.detail.connection.attempt > 0) document.hidden || lost();
  });
  document.addEventListener("htmx:sse:error", (event) => (event.detail.status === 401 ? endSession() : lost()));
  document.addEventListener("htmx:sse:close", (event) => {
    if (event.detail.reason === "message") endSession();
    else if (event.detail.reason !== "removed" && event.target.isConnected && event.target.id === "stream") again();
  });
  // An event about another case is none of this page's business.
  document.addEventListener("htmx:sse:before:message", (event) => {
    heard = Date.now();
    const { event: name, data } = event.detail.message;
    const room = document.getElementById("room")?.dataset.room;
    if (name === "room-changed") return void (JSON.parse(data).rooms.includes(room) || event.preventDefault());
    const here = document.querySelector("#case, #room")?.dataset.case;
    if (name !== "case-changed" || !here || !data.startsWith("{")) return;
    const { cases } = JSON.parse(data);
    if (cases && !cases.includes(here)) event.preventDefault();
  });

  // A machine that slept wakes with a stream that is dead without knowing it, and with everything it missed.
  const look = () => {
    const now = Date.now();
    const slept = now - looked > 3 * LOOK;
    looked = now;
    if (signedOut || !stream() || document.hidden) return;
    if (slept) refresh();
    if (slept || now - heard > SILENCE) {
      heard = now;
      renew();
    }
  };
  setInterval(look, LOOK);
  document.addEventListener("resume", look);
  // The extension pauses the stream of a page that nobody sees, and goes on when they see it again.
  document.addEventListener("visibilitychange", () => (looked = heard = Date.now()));

  const failed = (event, kind) => {
    const source = event.detail.ctx?.sourceElement;
    if (source === stream()) return kind === "signed-out" ? endSession() : again();
    const form = source instanceof HTMLFormElement;
    // Only what somebody pressed is sent plainly: who is typing what they look for does not leave the page for that.
    if (kind === "signed-out" && form && source.hasAttribute("data-sending")) return window.sendPlainly(source);
    if (kind !== "signed-out" && (form || source?.matches?.("a"))) return window.showTrouble(kind);
    if (kind === "signed-out") endSession();
    else connection?.reader?.cancel(); // a refresh failed: the stream may be dead without knowing it
  };
  const kinds = { 401: "signed-out", 403: "refused", 400: "refused", 413: "refused", 404: "gone", 410: "gone" };
  document.addEventListener("htmx:error", (event) => failed(event, navigator.onLine ? "server" : "offline"));
  document.addEventListener("htmx:response:error", (event) => {
    const { status } = event.detail.ctx.response;
    if (status !== 409 && status !== 422) failed(event, kinds[status] ?? "server");
  });
  // A refused form stays at its own address.
  document.addEventListener("htmx:before:history:update", (event) => {
    if (event.detail.response?.status >= 400) event.preventDefault();
  });

  window.addEventListener("offline", () => {
    lostAt ??= new Date();
    show("offline");
  });
  window.addEventListener("online", () => {
    show("reconnecting");
    renew();
  });
  whenShown(() => stream() && !lostAt && show(connection ? "live" : "waiting"));
})();
