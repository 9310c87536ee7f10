// One key chooses a kind and saves it. Only while the focus is in the form, and until somebody turns it off.
const form = document.querySelector("[data-label-form]");
const place = document.querySelector("[data-label-keys]");
if (form && place) {
  const box = place.querySelector("input");
  const kept = "labelling-keys";
  let sent = false;
  const show = () => form.classList.toggle("by-keys", box.checked);
  place.hidden = false;
  try { box.checked = localStorage.getItem(kept) !== "off"; } catch { box.checked = true; }
  show();
  box.addEventListener("change", () => {
    show();
    try { localStorage.setItem(kept, box.checked ? "on" : "off"); } catch { /* not kept, still so on this page */ }
  });
  form.addEventListener("submit", (said) => {
    if (sent) said.preventDefault();
    sent = true;
  });
  form.addEventListener("keydown", (pressed) => {
    if (!box.checked || pressed.repeat || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return;
    const key = pressed.key.toLowerCase();
    const wanted = [...form.querySelectorAll("[data-key]")].find((each) => each.dataset.key === key);
    if (!wanted || sent) return;
    pressed.preventDefault();
    if (wanted.type === "radio") {
      wanted.checked = true;
      form.requestSubmit();
    } else {
      wanted.click();
    }
  });
  // The text has the focus, so that it is read first and every key works at once.
  if (!document.querySelector(".wb-errors")) form.querySelector("#text").focus({ preventScroll: true });
}
