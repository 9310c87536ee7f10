// One key, or one tap, chooses a kind and saves it. Keys work only while the focus is in the form; both can be turned off.
const form = document.querySelector("[data-label-form]");
const place = document.querySelector("[data-label-keys]");

function remembered(box, name, usual) {
  try { box.checked = (localStorage.getItem(name) ?? usual) === "on"; } catch { box.checked = usual === "on"; }
  box.addEventListener("change", () => {
    try { localStorage.setItem(name, box.checked ? "on" : "off"); } catch { /* not kept, still so on this page */ }
  });
}

if (form && place) {
  const keys = place.querySelector("#keys");
  const taps = place.querySelector("#taps");
  const text = form.querySelector("#text");
  let sent = false;
  let tapped = false;
  const show = () => form.classList.toggle("by-keys", keys.checked);
  place.hidden = false;
  remembered(keys, "labelling-keys", "on");
  remembered(taps, "labelling-taps", "off");
  keys.addEventListener("change", show);
  show();
  form.addEventListener("submit", (said) => {
    if (sent) said.preventDefault();
    sent = true;
  });
  form.addEventListener("keydown", (pressed) => {
    tapped = false;
    if (!keys.checked || pressed.repeat || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return;
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
  // Arrow keys click a radio button too: these only move.
  form.addEventListener("pointerdown", () => { tapped = true; });
  form.addEventListener("click", (pressed) => {
    if (taps.checked && tapped && pressed.target.type === "radio" && !sent) form.requestSubmit();
  });
  if (!document.querySelector(".wb-errors")) {
    // The text has the focus, so that it is read first and every key works at once.
    text.focus({ preventScroll: true });
    const follows = document.querySelector(".w-saved");
    if (follows && matchMedia("(max-width: 48em)").matches) document.querySelector(".l-far").scrollIntoView();
  }
}
