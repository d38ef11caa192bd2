// What is being typed is kept on the server now and then, in case it is never sent. Forms work without this.

const EVERY = 20_000;
const NOT_TYPED = "input[type=password], input[type=file]";

function typed(form) {
  const data = new FormData(form);
  for (const input of form.querySelectorAll(NOT_TYPED)) data.delete(input.name);
  return new URLSearchParams(data).toString();
}

function keep(form) {
  const line = form.querySelector("[data-kept]");
  const address = form.getAttribute("action") || location.href;
  let sending = null;
  let kept = typed(form);
  let any = false;
  let left = false;

  const send = (body, options) => {
    const headers = { "Content-Type": "application/x-www-form-urlencoded", "X-Not-Yet-Sent": "1" };
    return fetch(address, { method: "POST", body, headers, redirect: "manual", ...options }).catch(() => null);
  };

  async function keepNow() {
    const now = typed(form);
    if (left || now === kept) return;
    sending = new AbortController();
    const answer = await send(now, { signal: sending.signal, keepalive: document.hidden });
    const signedOut = answer?.status === 202;
    if (left || !(signedOut || answer?.status === 204)) return;
    kept = now;
    any = true;
    const at = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
    line.textContent = (signedOut ? line.dataset.signedOut : line.dataset.kept).replace("{at}", at);
  }

  function leave() {
    left = true;
    sending?.abort();
  }

  setInterval(keepNow, EVERY);
  document.addEventListener("visibilitychange", () => document.hidden && keepNow());
  form.addEventListener("submit", (event) => event.defaultPrevented || leave());
  window.addEventListener("pageshow", () => (left = false));

  // Who cancels does not want it kept.
  form.querySelector(".cancel")?.addEventListener("click", () => {
    leave();
    if (!any) return;
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    send(new URLSearchParams({ csrfmiddlewaretoken: token, "discard-draft": "1" }), { keepalive: true });
  });
}

for (const form of document.querySelectorAll("form[data-keeps]")) keep(form);
