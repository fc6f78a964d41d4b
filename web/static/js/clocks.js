// Keeps "Due in 36 min" true while a page stays open. The same rule as the server's words:
// a day and more in days and hours, an hour and more in hours and minutes, minutes below; no zeros.
// Invariant: counts from the server's clock, so a wrong clock in the room shows no wrong deadline.
(() => {
  const MINUTE = 60_000;
  const HOUR = 60 * MINUTE;
  const DAY = 24 * HOUR;
  let ahead = 0;

  const duration = (words, span) => {
    const part = (unit, n) => words[unit].replace("{}", n);
    const [big, small, unit] = span >= DAY ? ["days", "hours", DAY] : ["hours", "minutes", HOUR];
    const rest = Math.floor((span % unit) / (unit === DAY ? HOUR : MINUTE));
    if (span < HOUR) return part("minutes", rest);
    const whole = part(big, Math.floor(span / unit));
    return rest ? `${whole} ${part(small, rest)}` : whole;
  };

  const say = (words, time, now) => {
    const span = Date.parse(time.dateTime) - now;
    if (time.dataset.words === "ago") {
      return -span < MINUTE ? words.soon : words.ago.replace("{}", duration(words, -span));
    }
    return (span < 0 ? words.overdue : words.due).replace("{}", duration(words, Math.abs(span)));
  };

  const tick = () => {
    const words = document.getElementById("time-words")?.dataset;
    if (!words) return;
    const now = Date.now() + ahead;
    for (const time of document.querySelectorAll("time[data-words]")) {
      const text = say(words, time, now);
      if (time.textContent !== text) time.textContent = text;
      if (time.dataset.words === "due" && Date.parse(time.dateTime) < now && !time.classList.contains("clock--critical")) {
        time.classList.remove("clock--soon", "clock--later");
        time.classList.add("clock--overdue");
      }
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    ahead = Date.parse(document.querySelector("meta[name=lantern-now]").content) - Date.now();
    setInterval(tick, 30_000);
  });
  document.addEventListener("visibilitychange", () => document.hidden || tick());
})();
