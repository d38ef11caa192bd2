// Passkeys: the button of such a form asks the browser first, and what it gives is sent; say so when it did not work.
const form = document.getElementById('passkey')
if (form && window.PublicKeyCredential) {
  const credential = form.querySelector('input[name="credential"]')
  const failed = form.querySelector('[data-failed]')
  form.addEventListener('submit', (event) => { if (!credential.value) event.preventDefault() })
  document.addEventListener('allauth.error', () => { failed.textContent = failed.dataset.failed })
}
