// Two comforts that only a script can give: copy a text, print the page. Without it both stay hidden.
for (const button of document.querySelectorAll("[data-copy]")) {
  const said = button.parentElement.querySelector("[data-copied]");
  const text = document.getElementById(button.dataset.copy);
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", () => {
    navigator.clipboard.writeText(text.value ?? text.textContent).then(
      () => { said.textContent = "Copied"; },
      () => { getSelection().selectAllChildren(text); text.select?.(); said.textContent = "Not copied: press Ctrl and C"; },
    );
  });
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
