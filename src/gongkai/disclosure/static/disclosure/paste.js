// What is pasted from Word or WPS, without what these leave in it. The server cleans once more: this is for the eye of
// whoever writes, and for what would be lost there (bold by style, lists by style, what is hidden).

const NOT_TEXT = /<style\b[\s\S]*?<\/style>|<!--\[if[\s\S]*?<!\[endif\]-->|<!\[(?:if[^\]]*|endif)\]>|<!--[\s\S]*?-->/gi;
const TAG = /<[a-z][^>]*>/gi;
const NOT_SHOWN = "style, script, xml, meta, link, title, head, del, template, object, iframe, form, input, button";
const LEVELS = { H1: "h2", H2: "h3", H3: "h4", H4: "h4", H5: "h4", H6: "h4" };
const NUMBER = /[0-9\u2460-\u24ff\u4e00-\u9fff(（]|[A-Za-z][.．、)）]/; // one letter alone is a bullet in Wingdings

const styleOf = (element) => element.getAttribute("data-style") ?? "";
const unwrap = (element) => element.replaceWith(...element.childNodes);

function rename(element, name) {
  const other = element.ownerDocument.createElement(name);
  for (const each of element.attributes) other.setAttribute(each.name, each.value);
  other.append(...element.childNodes);
  element.replaceWith(other);
  return other;
}

function place(element) {
  const said = /text-align:\s*(center|right|end)/i.exec(styleOf(element))?.[1] ?? element.getAttribute("align") ?? "";
  const side = { center: "center", right: "right", end: "right" }[said.toLowerCase()];
  if (side) element.className = `align-${side}`;
  else if (!/^align-/.test(element.className)) element.removeAttribute("class");
}

// Word's list items are paragraphs that carry their mark as text. A bullet becomes a list; a number stays as the words
// it is, since “第三条” counted anew could become another article.
function lists(body) {
  let list = null;
  for (const item of body.querySelectorAll("p")) {
    const mark = item.querySelector("[data-style*='mso-list'][data-style*='gnore']");
    const said = mark?.textContent.replace(/[\s\u00a0]/g, "");
    if (!mark || NUMBER.test(said)) {
      list = null;
      if (mark) mark.replaceWith(`${said} `);
      continue;
    }
    mark.remove();
    if (list === null || list.nextElementSibling !== item) {
      list = item.ownerDocument.createElement("ul");
      item.before(list);
    }
    list.append(rename(item, "li"));
  }
}

// Gives the words as HTML, and how many pictures did not come with them: `isPicture` says which addresses stay.
export function tidied(html, isPicture) {
  // Styles are read as data: the policy of the page lets no style in, and would complain of each.
  const bare = html.replace(NOT_TEXT, "").replace(TAG, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
  const body = new DOMParser().parseFromString(bare, "text/html").body;
  for (const each of body.querySelectorAll(NOT_SHOWN)) each.remove();
  for (const each of body.querySelectorAll("*")) {
    const style = styleOf(each);
    const comment = /mso-element:\s*comment|MsoComment/i.test(`${style} ${each.className}`);
    if (comment || /mso-hide:\s*all|display:\s*none/i.test(style)) each.remove();
  }
  lists(body);
  for (const each of [...body.querySelectorAll("*")]) {
    const style = styleOf(each);
    if (each.tagName in LEVELS) place(rename(each, LEVELS[each.tagName]));
    else if (each.tagName === "SPAN" && /font-weight:\s*(bold|[6-9]00)/i.test(style)) rename(each, "strong");
    else if (/^(SPAN|FONT|INS)$/.test(each.tagName) || each.tagName.includes(":")) unwrap(each);
    else if (each.tagName === "A" && !/^(https?|mailto|tel):/i.test(each.getAttribute("href") ?? "")) unwrap(each);
    else place(each);
  }
  const lost = [...body.querySelectorAll("img")].filter((each) => !isPicture(each.getAttribute("src")));
  for (const each of lost) each.remove();
  for (const each of body.querySelectorAll("[data-style]")) each.removeAttribute("data-style");
  for (const each of body.querySelectorAll("p")) {
    const empty = !each.textContent.replace(/[\s\u00a0]/g, "") && !each.querySelector("img, br + br");
    if (empty && !each.closest("td, th")) each.remove();
  }
  body.normalize();
  return { html: body.innerHTML, lost: lost.length };
}
