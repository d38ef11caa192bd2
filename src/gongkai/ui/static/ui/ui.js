// What scripts add to pages that work without them. A module, loaded once, with nothing to build.

const notice = document.getElementById("notice");

// One menu at a time, closed by a click elsewhere or by Escape.
const menus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of menus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  notice.textContent = "";
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// What went wrong is read first.
function focusSummary(within) {
  within.querySelector("[data-focus]")?.focus();
}
focusSummary(document);

// A choice of how the page looks shows at once; the server keeps it for the next page.
document.addEventListener("change", async (event) => {
  const form = event.target.closest("form.display");
  if (!form) return;
  document.documentElement.dataset[event.target.name] = event.target.value;
  const kept = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(() => null);
  if (!kept) notice.textContent = notice.dataset.failed;
});

// A form is sent once, however often its button is pressed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// What is to be kept on paper has a button for it.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// htmx: the page keeps what was typed when an answer does not come, or is a page of what went wrong, and says its words.
function trouble(answer) {
  const page = new DOMParser().parseFromString(answer, "text/html");
  return [...page.querySelectorAll("[data-trouble] > h1, [data-trouble] > p:not(.trouble-status, .form-end)")]
    .map((each) => each.textContent.trim())
    .join(" ");
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const words = trouble(event.detail.xhr.responseText);
  if (!words) return;
  event.detail.shouldSwap = false;
  notice.textContent = words;
});

document.addEventListener("htmx:responseError", (event) => {
  notice.textContent = trouble(event.detail.xhr.responseText) || notice.dataset.failed;
});

document.addEventListener("htmx:sendError", () => {
  notice.textContent = notice.dataset.failed;
});

document.addEventListener("htmx:beforeRequest", () => {
  notice.textContent = "";
});

document.addEventListener("htmx:afterSwap", (event) => focusSummary(event.detail.target));
