// An application that is being written, kept on this device where its writer ticks that, until it is sent or for a week.
// Numbers of identity papers and files are never kept. The form works without this.

const DAYS = 7;
const NEVER = "[type=hidden], [type=file], [data-never-kept]";

// Storage may be shut off, or full: then nothing is kept.
const tried = (what) => {
  try {
    return what();
  } catch {
    return null;
  }
};
const forget = (key) => tried(() => localStorage.removeItem(key));

function found(key) {
  const draft = tried(() => JSON.parse(localStorage.getItem(key)));
  if (draft && Date.now() - draft.at < DAYS * 86_400_000) return draft;
  forget(key);
  return null;
}

function keep(box) {
  const key = box.dataset.deviceDraft;
  const form = box.closest("form");
  const tick = box.querySelector("input");
  const line = box.querySelector("[role=status]");
  const fields = [...form.elements].filter((each) => each.name && each.type !== "submit" && !each.matches(NEVER));
  const isTick = (field) => field.type === "checkbox";

  function keepNow() {
    if (!tick.checked) return;
    const typed = Object.fromEntries(fields.map((each) => [each.name, isTick(each) ? each.checked : each.value]));
    const kept = tried(() => (localStorage.setItem(key, JSON.stringify({ at: Date.now(), typed })), true));
    line.textContent = kept ? line.dataset.kept : line.dataset.failed;
  }

  function clear() {
    tick.checked = false;
    forget(key);
    line.textContent = line.dataset.cleared;
  }

  const draft = found(key);
  tick.checked = draft !== null;
  if (draft && "fresh" in box.dataset) {
    for (const field of fields) {
      if (!(field.name in draft.typed)) continue;
      if (isTick(field)) field.checked = draft.typed[field.name];
      else field.value = draft.typed[field.name];
    }
    line.textContent = line.dataset.restored;
  }
  tick.addEventListener("change", () => (tick.checked ? keepNow() : clear()));
  box.querySelector("button").addEventListener("click", clear);
  form.addEventListener("input", (event) => event.target !== tick && keepNow());
  box.hidden = false;
}

for (const box of document.querySelectorAll("[data-device-draft]")) keep(box);
for (const sent of document.querySelectorAll("[data-draft-sent]")) forget(sent.dataset.draftSent);
