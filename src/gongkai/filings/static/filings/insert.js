// Beside each field that can stand in a text, a button that puts its name where the writer's cursor is. Without it the
// names are copied.

for (const list of document.querySelectorAll("[data-insert-into]")) {
  const text = document.getElementById(list.dataset.insertInto);
  if (!text) continue;
  for (const code of list.querySelectorAll("code")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link";
    button.textContent = list.dataset.insert;
    button.setAttribute("aria-label", `${list.dataset.insert} ${code.textContent}`);
    button.addEventListener("click", () => {
      text.setRangeText(code.textContent, text.selectionStart, text.selectionEnd, "end");
      text.dispatchEvent(new Event("input", { bubbles: true }));
      text.focus();
    });
    code.parentElement.append(" ", button);
  }
}
