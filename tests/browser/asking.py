"""What is asked of a page in the page itself, as scripts: what does not fit, what it says, what axe need be asked."""

from __future__ import annotations

WIDER = """chosen => {
  Object.assign(document.documentElement.dataset, chosen);
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const reaches = (each) => each.checkVisibility() && each.getBoundingClientRect().right > width + 1;
  const beyond = [...document.body.querySelectorAll("*")].filter(reaches);
  const last = beyond.filter((each) => ![...each.children].some((child) => beyond.includes(child)));
  return [document.documentElement.scrollWidth, ...last.slice(0, 5).map((each) => each.outerHTML.slice(0, 120))];
}"""
"""What is wider than the window: how wide the page is, and the innermost elements that reach beyond.

What is chosen in a cookie, and the server writes on the page, is written on it first: it need not be loaded again.
"""

VIOLATIONS = """([rules, grave, part]) => {
  const asked = rules.length ? {runOnly: {type: "rule", values: rules}} : {};
  const slight = axe._audit.rules.filter(({impact}) => impact && !grave.includes(impact));
  const left = Object.fromEntries(slight.map(({id}) => [id, {enabled: false}]));
  const options = {resultTypes: ["violations"], preload: false, rules: left, ...asked};
  return axe.run(part ? {include: window.asked} : document, options)
    .then(({violations}) => violations.filter(({impact}) => grave.includes(impact)));
}"""
"""What axe finds that is grave, by the rules, or by all where none is named; what can only be slight is not asked.

It looks at the page, or at the part of it that was found worth asking about.
"""

COLOURS = """known => {
  const clear = /^(transparent|rgba\\(.*, 0\\))$/;
  const styles = new Map();
  const style = (each) => styles.get(each) || styles.set(each, getComputedStyle(each)).get(each);
  const grounds = new Map();
  const ground = (each) => {
    if (!each) return "";
    if (!grounds.has(each)) {
      const {backgroundColor: colour, backgroundImage: image, opacity, position} = style(each);
      const own = [clear.test(colour) ? "" : colour, image, opacity, position].join();
      const solid = colour.startsWith("rgb(") && image === "none" && opacity === "1";
      const under = () => [own, ground(each.parentElement)].filter((part) => part !== ",none,1,static").join(";");
      grounds.set(each, solid ? own : under());
    }
    return grounds.get(each);
  };
  const letters = ({color, fontSize, fontWeight, textDecorationLine}) =>
    [color, fontSize, fontWeight, textDecorationLine].join();
  const says = (each) => [...each.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
  const shown = (each) => {
    const {width, height} = each.getBoundingClientRect();
    return width > 1 && height > 1 && each.checkVisibility({opacityProperty: true, visibilityProperty: true});
  };
  const before = new Set(known);
  const fresh = new Map();
  for (const each of document.body.querySelectorAll("*")) {
    if (!(says(each) || each.matches("input, select, textarea")) || !shown(each)) continue;
    const of = each.localName === "a" ? ` in ${letters(style(each.parentElement))}` : "";
    const off = each.closest(":disabled, [aria-disabled=true]") ? " disabled" : "";
    const name = `${letters(style(each))}${of} on ${ground(each)}${off}`;
    if (!before.has(name)) fresh.set(name, [...(fresh.get(name) || []), each].slice(0, 3));
  }
  window.asked = [...fresh.values()].flat();
  return [...fresh.keys()];
}"""
"""Which letters stand on which grounds, but for those that are known: all by which axe tells whether they can be read.

The first three of each are worth asking about.
"""

CROWDED = """() => {
  const REACHED = "a[href], button:enabled, input:enabled:not([type=hidden]), select:enabled, textarea:enabled, " +
    "summary, [tabindex='0']";
  const seen = (each) => each.checkVisibility({visibilityProperty: true});
  const scrolls = (each) => {
    const wide = each.scrollWidth > each.clientWidth + 1, high = each.scrollHeight > each.clientHeight + 1;
    if (!wide && !high) return false;
    const {overflowX, overflowY} = getComputedStyle(each);
    return (wide && /auto|scroll/.test(overflowX)) || (high && /auto|scroll/.test(overflowY));
  };
  const reached = (each) => each.tabIndex >= 0 || [...each.querySelectorAll(REACHED)].some(seen);
  const all = [...document.body.querySelectorAll("*")];
  const shut = all.filter((each) => scrolls(each) && seen(each) && !reached(each));
  const targets = [...document.body.querySelectorAll(`${REACHED}, [role]`)].filter(seen)
    .map((each) => [each, each.getBoundingClientRect()]).filter(([, {width, height}]) => width && height);
  const small = targets.filter(([, {width, height}]) => Math.min(width, height) < 24);
  const over = targets.filter(([one, a], at) => targets.slice(at + 1).some(([other, b]) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1 && !one.contains(other) && !other.contains(one)));
  return [...shut, ...[...small, ...over].map(([each]) => each)].map((each) => each.outerHTML.slice(0, 120));
}"""
"""What may leave too little room: regions that scroll with nothing in them to reach, targets small or over another."""

SAID = """([alone, dead]) => {
  const added = [...document.querySelectorAll(alone)];
  added.forEach((each) => each.remove());
  const seen = (each) => {
    const {width, height} = each.getBoundingClientRect();
    return width > 0 && height > 0 && each.checkVisibility({visibilityProperty: true});
  };
  return {
    added: added.length,
    headings: [...document.querySelectorAll("h1")].map((each) => each.innerText),
    main: [...document.querySelectorAll("main")].map((each) => each.innerText),
    dead: [...document.querySelectorAll(dead)].filter(seen).map((each) => each.outerHTML),
  };
}"""
"""What a page says without what is there by a script `alone`: its headings, its main part, and what of it is `dead`."""

IN_ENGLISH = """content => {
  const {documentElement: {lang}, body} = new DOMParser().parseFromString(content, "text/html");
  document.documentElement.lang = lang;
  document.body.replaceWith(body);
}"""
"""Has a page say the same in another language, as the server writes it."""
