// The body of an item written as it will look. The field underneath stays what is sent; without scripts it is all there
// is. What can be done here is what `content.cleaned` keeps, no more.

const MOST_WITHIN = 1_000_000; // bytes of pictures that go with the words, where they cannot be handed in at once
const BLOCK = /<(?:p|h[2-4]|ul|ol|table|blockquote|figure)[\s>]/i;
const KEPT = /^attachment:([1-9]\d*)$/;
const WITHIN = /^data:image\/(?:png|jpeg);base64,/;

const template = document.querySelector("#rich-parts");
const field = template && document.querySelector(template.dataset.field);
if (field) start();

async function start() {
  const [lib, { tidied }] = await Promise.all([import(template.dataset.library), import(template.dataset.paste)]);
  const said = template.dataset;
  const parts = template.content.cloneNode(true);
  const bar = parts.querySelector(".rich-bar");
  const status = parts.querySelector(".rich-status");
  const dialogs = Object.fromEntries([...parts.querySelectorAll("dialog")].map((each) => [each.dataset.name, each]));
  const frame = document.createElement("div");
  frame.className = "rich";
  field.before(frame);
  frame.append(bar, status);
  document.body.append(...Object.values(dialogs));

  const address = (src) => (KEPT.test(src) ? said.address.replace("/0/", `/${KEPT.exec(src)[1]}/`) : src);
  const label = document.querySelector(`label[for="${field.id}"]`);
  if (label) label.id ||= `${field.id}_label`;
  const named = { "aria-multiline": "true", class: "document", id: `${field.id}_rich`, role: "textbox" };
  if (label) named["aria-labelledby"] = label.id;
  if (field.getAttribute("aria-describedby")) named["aria-describedby"] = field.getAttribute("aria-describedby");

  const editor = new lib.Editor({
    element: frame,
    injectCSS: false,
    extensions: extensions(lib, address, () => link()),
    content: asBlocks(field.value),
    editorProps: {
      attributes: named,
      transformPastedHTML: (pasted) => {
        const { html, lost } = tidied(pasted, isPicture);
        tell(lost ? said.leftOut.replace("{number}", lost) : "");
        return html;
      },
      handlePaste: (view, event, slice) => taken(event.clipboardData) || pastedWhole(view, slice),
      handleDrop: (view, event, slice, moved) => !moved && taken(event.dataTransfer),
    },
    onCreate: () => setTimeout(show), // it counts as ready only after this event
    onUpdate: () => write(),
    onTransaction: () => show(),
  });
  // Somebody may be in the field already, before the editor has come.
  const writing = document.activeElement === field || location.hash === `#${field.id}`;
  field.hidden = true;
  if (writing) editor.commands.focus();
  label?.addEventListener("click", () => editor.commands.focus());
  // What leads to the field from the list of errors leads here.
  document.addEventListener("click", (event) => {
    if (event.target.closest?.(`a[href="#${field.id}"]`)) setTimeout(() => editor.commands.focus());
  });

  function write() {
    field.value = editor.isEmpty ? "" : editor.getHTML();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // ── The bar ──

  const run = () => editor.chain().focus();
  const acts = {
    bold: () => run().toggleBold().run(),
    italic: () => run().toggleItalic().run(),
    underline: () => run().toggleUnderline().run(),
    strike: () => run().toggleStrike().run(),
    subscript: () => run().toggleSubscript().run(),
    superscript: () => run().toggleSuperscript().run(),
    bulletList: () => run().toggleBulletList().run(),
    orderedList: () => run().toggleOrderedList().run(),
    blockquote: () => run().toggleBlockquote().run(),
    left: () => run().setPlace(null).run(),
    center: () => run().setPlace("center").run(),
    right: () => run().setPlace("right").run(),
    rule: () => run().setHorizontalRule().run(),
    undo: () => run().undo().run(),
    redo: () => run().redo().run(),
    plain: () => run().unsetAllMarks().clearNodes().run(),
    link,
    picture,
    table,
    caption: table,
    rowAfter: () => run().addRowAfter().run(),
    columnAfter: () => run().addColumnAfter().run(),
    deleteRow: () => run().deleteRow().run(),
    deleteColumn: () => run().deleteColumn().run(),
    mergeCells: () => run().mergeCells().run(),
    splitCell: () => run().splitCell().run(),
    headerCell: () => run().toggleHeaderCell().run(),
    deleteTable: () => run().deleteTable().run(),
    source,
  };
  const marks = ["bold", "italic", "underline", "strike", "subscript", "superscript", "link"];
  const nodes = ["bulletList", "orderedList", "blockquote"];
  const kind = bar.querySelector("select");

  bar.addEventListener("click", (event) => {
    const name = event.target.closest("button")?.dataset.act;
    if (name) acts[name]();
  });
  status.querySelector("button").addEventListener("click", () => {
    run().setNodeSelection(silent()[0].at).run();
    picture();
  });
  kind.addEventListener("change", () => {
    const level = Number(kind.value);
    level ? run().setHeading({ level }).run() : run().setParagraph().run();
  });

  function show() {
    if (!editor?.isInitialized) return;
    for (const name of [...marks, ...nodes]) press(name, editor.isActive(name));
    for (const side of ["center", "right"]) press(side, editor.isActive({ place: side }));
    press("picture", editor.isActive("image"));
    kind.value = String([2, 3, 4].find((level) => editor.isActive("heading", { level })) ?? 0);
    bar.querySelector(".rich-table").hidden = !editor.isActive("table");
    const number = silent().length;
    const line = status.querySelector(".rich-silent");
    line.hidden = !number;
    line.querySelector("span").textContent = said.silent.replace("{number}", number);
  }

  function press(name, is) {
    bar.querySelector(`[data-act="${name}"]`)?.setAttribute("aria-pressed", String(is));
  }

  function tell(what) {
    status.querySelector(".rich-said").textContent = what;
  }

  function source() {
    const open = field.hidden;
    if (!open) editor.commands.setContent(asBlocks(field.value));
    field.hidden = !open;
    editor.view.dom.hidden = open;
    for (const each of bar.querySelectorAll("button, select")) each.disabled = open && each.dataset.act !== "source";
    press("source", open);
    (open ? field : editor.view.dom).focus();
  }

  // ── What asks before it is done ──

  function ask(name, values, done) {
    const dialog = dialogs[name];
    const form = dialog.querySelector("form");
    form.reset();
    for (const [key, value] of Object.entries(values)) {
      const input = form.elements[key];
      if (input.type === "checkbox") input.checked = value;
      else if (input.type !== "file") input.value = value;
    }
    dialog.onclose = () => {
      if (dialog.returnValue === "ok") done(form.elements);
      editor.commands.focus();
    };
    dialog.returnValue = "";
    dialog.showModal();
  }

  function link() {
    ask("link", { href: editor.getAttributes("link").href ?? "" }, ({ href }) => {
      const chain = run().extendMarkRange("link");
      if (!href.value.trim()) chain.unsetLink().run();
      else if (editor.state.selection.empty && !editor.isActive("link")) {
        const text = href.value.trim();
        run().insertContent({ type: "text", text, marks: [{ type: "link", attrs: { href: text } }] }).run();
      } else chain.setLink({ href: href.value.trim() }).run();
    });
  }

  function table() {
    const inside = editor.isActive("table");
    const dialog = dialogs.table;
    for (const each of dialog.querySelectorAll("[data-new]")) each.hidden = inside;
    const caption = inside ? editor.getAttributes("table").caption : "";
    ask("table", { caption: caption ?? "", header: true }, (given) => {
      const words = given.caption.value.trim();
      if (inside) run().updateAttributes("table", { caption: words }).run();
      else {
        const [rows, cols] = [Number(given.rows.value), Number(given.cols.value)];
        run().insertTable({ rows, cols, withHeaderRow: given.header.checked }).updateAttributes("table", { caption: words }).run();
      }
    });
  }

  function picture() {
    const { node } = editor.state.selection;
    const there = node?.type.name === "image";
    const input = dialogs.picture.querySelector("[type=file]");
    input.closest(".field").hidden = there;
    input.required = !there;
    ask("picture", { alt: there ? node.attrs.alt : "" }, ({ file, alt }) => {
      if (there) run().updateAttributes("image", { alt: alt.value.trim() }).run();
      else insert([...file.files], alt.value.trim());
    });
  }

  // ── Pictures ──

  function pictures() {
    const found = [];
    editor.state.doc.descendants((node, at) => void (node.type.name === "image" && found.push({ node, at })));
    return found;
  }

  const silent = () => pictures().filter(({ node }) => !node.attrs.alt.trim());

  // A picture alone, as one that was cut from the screen; words with pictures are taken by the editor itself.
  function taken(data) {
    const files = [...(data?.files ?? [])].filter((each) => /^image\/(png|jpeg)$/.test(each.type));
    if (!files.length || data.getData("text/plain").trim()) {
      setTimeout(keepAll);
      return false;
    }
    insert(files, "");
    return true;
  }

  async function insert(files, alt) {
    for (const file of files) {
      const src = await kept(file);
      if (src) editor.chain().focus().insertContent({ type: "image", attrs: { src, alt } }).run();
    }
  }

  const arriving = new Set();

  async function keepAll() {
    for (const src of new Set(pictures().map(({ node }) => node.attrs.src))) {
      if (!WITHIN.test(src) || arriving.has(src)) continue;
      arriving.add(src);
      const bytes = Uint8Array.from(atob(src.split(",")[1]), (each) => each.charCodeAt(0));
      const to = await kept(new Blob([bytes], { type: src.slice(5, src.indexOf(";")) }), src);
      arriving.delete(src);
      const { tr } = editor.state;
      for (const { node, at } of pictures().reverse()) {
        if (node.attrs.src !== src) continue;
        if (to) tr.setNodeAttribute(at, "src", to);
        else tr.delete(at, at + node.nodeSize);
      }
      editor.view.dispatch(tr);
    }
  }

  async function kept(file, already = null) {
    const ending = file.type === "image/png" ? "png" : "jpg";
    if (!said.pictures) return within(file, already);
    const form = new FormData();
    form.append("csrfmiddlewaretoken", field.form.elements.csrfmiddlewaretoken.value);
    form.append("file", file, file.name || `${said.pictureName}.${ending}`);
    const answer = await fetch(said.pictures, { method: "POST", body: form }).catch(() => null);
    const told = answer?.headers.get("content-type")?.includes("json") ? await answer.json() : {};
    if (!answer?.ok) tell(told.message ?? said.failed);
    return answer?.ok ? told.src : null;
  }

  async function within(file, already) {
    const others = pictures().filter(({ node }) => node.attrs.src !== already && WITHIN.test(node.attrs.src));
    const size = others.reduce((sum, { node }) => sum + node.attrs.src.length * 0.75, file.size);
    if (size > MOST_WITHIN) {
      tell(said.tooLarge);
      return null;
    }
    if (already) return already;
    return new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.readAsDataURL(file);
    });
  }

  show();
}

// On an empty line what is pasted stands as it stood: its first paragraph would take the place of the empty line's.
function pastedWhole(view, slice) {
  const { $from, empty } = view.state.selection;
  if (!empty || $from.depth === 0 || $from.parent.type.name !== "paragraph" || $from.parent.content.size) return false;
  const [holder, index] = [$from.node(-1), $from.index(-1)];
  if (slice.content.childCount < 2 || !holder.canReplace(index, index + 1, slice.content)) return false;
  const tr = view.state.tr.replaceWith($from.before(), $from.after(), slice.content);
  view.dispatch(tr.scrollIntoView().setMeta("paste", true));
  return true;
}

function isPicture(src) {
  return KEPT.test(src ?? "") || WITHIN.test(src ?? "");
}

function asBlocks(value) {
  if (BLOCK.test(value)) return value;
  const lines = (each) => each.split(/\r?\n/).join("<br>");
  return value.trim().split(/\r?\n\s*\r?\n/).filter(Boolean).map((each) => `<p>${lines(each)}</p>`).join("");
}

// ── What a body is made of ──

function extensions(lib, address, askForLink) {
  const sides = ["paragraph", "heading", "tableCell", "tableHeader", "figcaption"];
  const Place = lib.Extension.create({
    name: "place",
    addGlobalAttributes() {
      const parseHTML = (element) => /(?:^|\s)align-(center|right)(?:\s|$)/.exec(element.className)?.[1] ?? null;
      const renderHTML = ({ place }) => (place ? { class: `align-${place}` } : {});
      return [{ types: sides, attributes: { place: { default: null, parseHTML, renderHTML } } }];
    },
    addCommands() {
      const set = (side) => ({ commands }) =>
        ["paragraph", "heading"].map((type) => commands.updateAttributes(type, { place: side })).some(Boolean);
      return { setPlace: set };
    },
  });

  const size = (name) => ({
    default: null,
    parseHTML: (element) => (/^\d{1,5}$/.test(element.getAttribute(name) ?? "") ? element.getAttribute(name) : null),
    renderHTML: (attributes) => (attributes[name] ? { [name]: attributes[name] } : {}),
  });
  const Image = lib.Node.create({
    name: "image",
    group: "block",
    draggable: true,
    addAttributes() {
      return { src: { default: null }, alt: { default: "" }, width: size("width"), height: size("height") };
    },
    parseHTML() {
      return [{ tag: "img[src]", getAttrs: (element) => (isPicture(element.getAttribute("src")) ? null : false) }];
    },
    renderHTML({ HTMLAttributes }) {
      return ["img", HTMLAttributes];
    },
    addNodeView() {
      return ({ node, editor, getPos }) => {
        const dom = document.createElement("img");
        dom.src = address(node.attrs.src);
        dom.alt = node.attrs.alt;
        // How large it is, so that the page stands still while it loads.
        dom.addEventListener("load", () => {
          if (node.attrs.width || !dom.naturalWidth) return;
          const tr = editor.state.tr.setNodeAttribute(getPos(), "width", String(dom.naturalWidth));
          editor.view.dispatch(tr.setNodeAttribute(getPos(), "height", String(dom.naturalHeight)).setMeta("addToHistory", false));
        });
        return { dom };
      };
    },
  });

  const Figure = lib.Node.create({
    name: "figure",
    group: "block",
    content: "(image | table) figcaption?",
    isolating: true,
    parseHTML: () => [{ tag: "figure" }],
    renderHTML: () => ["figure", 0],
  });
  const FigCaption = lib.Node.create({
    name: "figcaption",
    content: "inline*",
    isolating: true,
    parseHTML: () => [{ tag: "figcaption" }],
    renderHTML: ({ HTMLAttributes }) => ["figcaption", HTMLAttributes, 0],
  });

  // The caption is the table's and not a row of it.
  const Table = lib.Table.extend({
    addNodeView: null,
    addAttributes() {
      const parseHTML = (element) => element.querySelector(":scope > caption")?.textContent.trim() ?? "";
      return { caption: { default: "", parseHTML, renderHTML: () => ({}) } };
    },
    parseHTML() {
      const contentElement = (element) => {
        const bare = element.cloneNode(true);
        bare.querySelector(":scope > caption")?.remove();
        return bare;
      };
      return [{ tag: "table", contentElement }];
    },
    renderHTML({ node }) {
      const caption = node.attrs.caption;
      return caption ? ["table", ["caption", { contenteditable: "false" }, caption], ["tbody", 0]] : ["table", ["tbody", 0]];
    },
  });
  const cell = (node) =>
    node.extend({
      addAttributes() {
        const span = (name) => ({
          default: 1,
          parseHTML: (element) => Math.max(1, Number.parseInt(element.getAttribute(name) ?? "1", 10) || 1),
          renderHTML: (attributes) => (attributes[name] > 1 ? { [name]: attributes[name] } : {}),
        });
        const colwidth = { default: null, parseHTML: () => null, renderHTML: () => ({}) };
        return { colspan: span("colspan"), rowspan: span("rowspan"), colwidth };
      },
    });

  const Link = lib.Link.extend({
    addAttributes: () => ({ href: { default: null }, title: { default: null } }),
    addKeyboardShortcuts: () => ({ "Mod-k": () => (askForLink(), true) }),
  });
  const OrderedList = lib.OrderedList.extend({
    addNodeView: null,
    addAttributes() {
      const parseHTML = (element) => Number.parseInt(element.getAttribute("start") ?? "1", 10) || 1;
      return { start: { default: 1, parseHTML, renderHTML: ({ start }) => (start === 1 ? {} : { start }) } };
    },
  });

  return [
    lib.Document, lib.Paragraph, lib.Text, lib.HardBreak, lib.Heading.configure({ levels: [2, 3, 4] }),
    lib.Bold, lib.Italic, lib.Underline, lib.Strike, lib.Subscript, lib.Superscript,
    lib.BulletList, OrderedList, lib.ListItem, lib.Blockquote, lib.HorizontalRule,
    Link.configure({ openOnClick: false, autolink: false, protocols: ["http", "https", "mailto", "tel"] }),
    Table, lib.TableRow, cell(lib.TableCell), cell(lib.TableHeader), Image, Figure, FigCaption,
    Place, lib.UndoRedo, lib.Gapcursor, lib.Dropcursor,
  ];
}
