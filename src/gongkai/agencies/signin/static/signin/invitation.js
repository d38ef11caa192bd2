// Put the code that stands behind # in the link into the form, and take it out of the address bar.
const field = document.querySelector('input[name="code"]')
if (field && location.hash.length > 1) {
  field.value = decodeURIComponent(location.hash.slice(1))
  history.replaceState(null, '', location.pathname)
}
