// Passkeys: the button of such a form asks the browser first, and what it gives is sent; say so when it did not work.
const form = document.getElementById('passkey')
if (form && window.PublicKeyCredential) {
  const failed = form.querySelector('[data-failed]')
  // What the browser gives is sent by script, which is no such event: what the button itself would send has no key in it,
  // and its answer would have the page ask for another.
  form.addEventListener('submit', (event) => event.preventDefault())
  document.addEventListener('allauth.error', () => { failed.textContent = failed.dataset.failed })
  // Browsers have passkeys for names alone, and say nothing of it before they refuse.
  const named = !/^[\d.]+$|^\[/.test(location.hostname)
  if (!named) {
    failed.textContent = failed.dataset.named
    form.querySelectorAll('button').forEach((button) => { button.disabled = true })
  }
}
