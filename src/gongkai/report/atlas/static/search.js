/* Search without a server: lists of names by character, loaded as scripts when they are needed. */
"use strict";
(() => {
  const script = document.currentScript;
  const { root, one, many, none } = script.dataset;
  const BLOCK = 256, SHARDS = 256, SHOWN = 30, AT_MOST = 60;
  const form = document.getElementById("search");
  const field = form.querySelector("input");
  const status = form.querySelector("[role=status]");
  const list = form.querySelector("ol");
  const blocks = new Map(), lists = new Map(), loading = new Map();
  let asked = 0;

  window.atlas = {
    names: (number, entries) => blocks.set(number, entries),
    characters: (character, steps) => {
      const ids = lists.get(character) || [];
      let last = ids.length ? ids[ids.length - 1] : 0;
      for (const step of steps.split(" ")) ids.push((last += parseInt(step, 36)));
      lists.set(character, ids);
    },
  };

  function load(file) {
    if (!loading.has(file)) {
      loading.set(file, new Promise((done) => {
        const element = document.createElement("script");
        element.src = `${root}search/${file}.js`;
        element.onload = element.onerror = done;
        document.head.append(element);
      }));
    }
    return loading.get(file);
  }

  async function candidates(characters) {
    await Promise.all(characters.map((each) => load(`characters/${each.codePointAt(0) % SHARDS}`)));
    const found = characters.map((each) => lists.get(each) || []).sort((a, b) => a.length - b.length);
    let ids = found[0];
    for (const other of found.slice(1)) {
      const within = new Set(other);
      ids = ids.filter((id) => within.has(id));
    }
    return ids;
  }

  async function find(query) {
    const terms = query.toLowerCase().split(/\s+/).filter(Boolean);
    const ids = await candidates([...new Set(terms.join(""))]);
    const hits = [];
    let opened = 0;
    for (const id of ids) {
      const number = Math.floor(id / BLOCK);
      if (!blocks.has(number)) {
        if (++opened > AT_MOST) return [hits, true];
        await load(`names/${number}`);
      }
      const [name, region, digest] = (blocks.get(number) || [])[id % BLOCK] || ["", "", ""];
      const text = `${region} ${name}`.toLowerCase();
      if (digest && terms.every((term) => text.includes(term))) {
        if (hits.length === SHOWN) return [hits, true];
        hits.push([name, region, digest]);
      }
    }
    return [hits, false];
  }

  function show(hits, more) {
    list.replaceChildren(...hits.map(([name, region, digest]) => {
      const item = document.createElement("li"), link = document.createElement("a"), where = document.createElement("span");
      link.href = `${root}agency/${digest.slice(0, 2)}/${digest}.html`;
      link.lang = "zh-CN";
      link.textContent = name;
      where.textContent = region;
      link.append(" ", where);
      item.append(link);
      return item;
    }));
    list.hidden = !hits.length;
    status.textContent = (!hits.length ? none : more ? many : one).replace("{count}", hits.length);
  }

  async function ask() {
    const turn = ++asked;
    const query = field.value.trim();
    if (!query) {
      list.replaceChildren();
      list.hidden = true;
      status.textContent = "";
      return;
    }
    const found = await find(query);
    if (turn === asked) show(...found);
  }

  field.addEventListener("input", ask);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const first = list.querySelector("a");
    if (first) first.click();
  });
  form.addEventListener("keydown", (event) => {
    const stops = [field, ...list.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    if (event.key === "Escape") {
      field.value = "";
      ask();
      field.focus();
    } else if (at >= 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      stops[Math.min(stops.length - 1, Math.max(0, at + (event.key === "ArrowDown" ? 1 : -1)))].focus();
    }
  });
  form.hidden = false;
})();
