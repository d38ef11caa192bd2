// Lists with the keyboard, and boxes that tick a page. Everything here can be done without it.

const OFF = "gongkai-list-keys-off";
const region = () => document.querySelector("[data-list]");
const rows = () => [...(region()?.querySelectorAll("tr[data-row]") ?? [])];
const boxes = () => [...(region()?.querySelectorAll('input[name="row"]') ?? [])];
const dialog = document.getElementById("list-keys");
const off = dialog?.querySelector("[data-keys-off]");

function isOff() {
  try {
    return localStorage.getItem(OFF) === "yes";
  } catch {
    return false;
  }
}

if (off) {
  off.checked = isOff();
  off.addEventListener("change", () => {
    try {
      localStorage.setItem(OFF, off.checked ? "yes" : "no");
    } catch {
      // A browser that keeps nothing keeps the keys on.
    }
  });
}

// On a narrow screen the rows come first: what they are chosen by unfolds. Without scripts it stands open.
const filters = document.querySelector("[data-filters]");
const narrow = window.matchMedia("(max-width: 40rem)");
const fold = () => filters?.toggleAttribute("open", !narrow.matches);
narrow.addEventListener("change", fold);
if (narrow.matches) fold();

// One row is where the keys are; its link, or else its box, has the focus, so that it is read aloud.
function goTo(row) {
  for (const each of rows()) delete each.dataset.at;
  if (!row) return;
  row.dataset.at = "";
  const target = row.querySelector("th a") ?? row.querySelector("a") ?? row.querySelector("input");
  target?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function at() {
  const all = rows();
  const focused = document.activeElement?.closest?.("tr[data-row]");
  return all.indexOf(focused ?? all.find((row) => "at" in row.dataset));
}

const keys = {
  "/": () => document.querySelector("[data-search]")?.focus(),
  j: () => goTo(rows()[Math.min(at() + 1, rows().length - 1)]),
  k: () => goTo(rows()[Math.max(at() - 1, 0)]),
  x: () => rows()[at()]?.querySelector('input[name="row"]')?.click(),
  Enter: () => rows()[at()]?.querySelector("a, [data-opens]")?.click(),
  "?": () => dialog?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!region() || dialog?.open) return;
  const typing = event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]");
  const own = event.target.closest("a, button, summary");
  if (typing || (event.key === "Enter" && own) || (isOff() && event.key !== "?")) return;
  const act = Object.hasOwn(keys, event.key) ? keys[event.key] : null;
  if (!act) return;
  event.preventDefault();
  act();
});

// A box above ticks the page; how many are ticked is said beside the acts.
function tell() {
  const all = boxes();
  const ticked = all.filter((box) => box.checked).length;
  const page = region()?.querySelector("[data-pick-page]");
  if (page) {
    page.hidden = false;
    page.checked = all.length > 0 && ticked === all.length;
    page.indeterminate = ticked > 0 && ticked < all.length;
  }
  const told = region()?.querySelector("[data-picked]");
  if (told) told.textContent = ticked ? told.dataset.words.replace("{n}", ticked) : "";
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-pick-page]")) {
    for (const box of boxes()) box.checked = event.target.checked;
  }
  if (event.target.matches('[data-pick-page], input[name="row"]')) tell();
});

// A form that answers with a file leaves the page as it was, and may be sent again.
document.addEventListener("submit", (event) => {
  if ("again" in event.target.dataset) setTimeout(() => delete event.target.dataset.sent, 2000);
});

document.addEventListener("htmx:afterSettle", tell);
window.addEventListener("pageshow", tell);
tell();
