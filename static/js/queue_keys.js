// j, k and o in the queue: next, one before, open. Off until somebody turns them on, and kept here only.
const place = document.querySelector("[data-keys]");
const table = document.querySelector("[data-queue]");
if (place && table) {
  const box = place.querySelector("input");
  const links = [...table.querySelectorAll("tbody th a")];
  const kept = "queue-keys";
  let at = -1;
  place.hidden = false;
  try { box.checked = localStorage.getItem(kept) === "on"; } catch { box.checked = false; }
  box.addEventListener("change", () => {
    try { localStorage.setItem(kept, box.checked ? "on" : "off"); } catch { /* not kept, still on */ }
  });
  document.addEventListener("keydown", (pressed) => {
    const typing = pressed.target.closest("input:not([type=checkbox]), select, textarea");
    if (!box.checked || typing || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return;
    const step = { j: 1, k: -1 }[pressed.key];
    if (step) {
      at = Math.min(Math.max(at + step, 0), links.length - 1);
      links[at].focus();
      pressed.preventDefault();
    } else if (pressed.key === "o" && at >= 0) {
      links[at].click();
    }
  });
}
