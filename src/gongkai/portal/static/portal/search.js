// Titles are proposed while one types. The form works without this.

// On a phone, long lists of choices are folded, so that what follows them is on the first screen.
if (matchMedia("(max-width: 40rem)").matches) {
  for (const each of document.querySelectorAll("details[data-fold]")) each.open = false;
}

const field = document.querySelector("[data-suggestions]");
const list = field?.list;
let waiting = 0;
let asked = "";

field?.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(propose, 200);
});

async function propose() {
  const typed = field.value.trim();
  if (!typed || typed === asked) return;
  asked = typed;
  const address = `${field.dataset.suggestions}?${new URLSearchParams({ q: typed })}`;
  const answer = await fetch(address, { referrerPolicy: "no-referrer" }).catch(() => null);
  if (!answer?.ok || field.value.trim() !== typed) return;
  const { titles } = await answer.json();
  list.replaceChildren(...titles.map((title) => Object.assign(document.createElement("option"), { value: title })));
}
