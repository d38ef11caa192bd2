// Areas drawn on the picture of a page, with a mouse, a pen or a finger; a click on what was found ticks it. Without
// this script the form beside the picture marks by what was found, by lines and by measures.

const SMALLEST = 3; // points; less is a click
const NAMESPACE = "http://www.w3.org/2000/svg";

const held = document.querySelector("[data-marking]");
const sheet = held.querySelector("svg");
const drawn = sheet.querySelector("[data-drawn]");
const form = document.querySelector("[data-places]");
const field = form.elements.areas;
const list = form.querySelector("[data-list]");
const page = sheet.querySelector("image");
const size = { width: Number(page.getAttribute("width")), height: Number(page.getAttribute("height")) };

const draws = held.querySelector("[data-draw]");
const scrolls = (event) => event.pointerType === "touch" && !draws.checked;

let areas = [];
let saved = false;

const within = (value, most) => Math.max(0, Math.min(most, value));

// Where a pointer is on the page, in points from its upper left corner.
const place = (event) => {
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(sheet.getScreenCTM().inverse());
  return [within(point.x, size.width), within(point.y, size.height)];
};

const between = ([x0, y0], [x1, y1]) => [Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1)];

const rectangle = (box, kind) => {
  const shape = document.createElementNS(NAMESPACE, "rect");
  shape.setAttribute("class", kind);
  fit(shape, box);
  return shape;
};

const fit = (shape, [left, top, right, bottom]) => {
  shape.setAttribute("x", left);
  shape.setAttribute("y", top);
  shape.setAttribute("width", right - left);
  shape.setAttribute("height", bottom - top);
};

const show = () => {
  field.value = areas.length ? JSON.stringify(areas.map((box) => box.map((edge) => Math.round(edge * 100) / 100))) : "";
  drawn.replaceChildren(...areas.map((box) => rectangle(box, "drawn-area")));
  list.replaceChildren(
    ...areas.map((box, index) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      const name = `${list.dataset.name} ${index + 1}`;
      button.type = "button";
      button.className = "button button-quiet";
      button.textContent = list.dataset.drop;
      button.setAttribute("aria-label", `${list.dataset.drop} ${name}`);
      button.addEventListener("click", () => {
        areas.splice(index, 1);
        show();
      });
      item.append(name, " ", button);
      return item;
    }),
  );
};

const shapesOf = (number) => sheet.querySelectorAll(`[data-found="${number}"]`);
const tickOf = (number) => form.querySelector(`input[name="found"][value="${number}"]`);
const showTick = (tick) => shapesOf(tick.value).forEach((shape) => shape.classList.toggle("ticked", tick.checked));

// ── Drawing ──────────────────────────────────────────────────────────────────

let from = null;
let growing = null;

sheet.addEventListener("pointerdown", (event) => {
  if (event.button !== 0 || scrolls(event)) return;
  event.preventDefault();
  sheet.setPointerCapture(event.pointerId);
  from = place(event);
  growing = rectangle(between(from, from), "drawn-area");
  drawn.append(growing);
});

sheet.addEventListener("pointermove", (event) => {
  if (growing) fit(growing, between(from, place(event)));
});

sheet.addEventListener("pointerup", (event) => {
  if (!growing) return;
  const box = between(from, place(event));
  growing.remove();
  growing = null;
  if (box[2] - box[0] >= SMALLEST && box[3] - box[1] >= SMALLEST) {
    areas.push(box);
    show();
  } else {
    toggle(event);
  }
});

sheet.addEventListener("pointercancel", () => {
  growing?.remove();
  growing = null;
});

sheet.addEventListener("click", (event) => {
  if (scrolls(event)) toggle(event);
});

const toggle = (event) => {
  const shape = document.elementsFromPoint(event.clientX, event.clientY).find((each) => each.dataset?.found);
  const tick = shape && tickOf(shape.dataset.found);
  if (!tick) return;
  tick.checked = !tick.checked;
  showTick(tick);
};

form.querySelectorAll('input[name="found"]').forEach((tick) => {
  showTick(tick);
  tick.addEventListener("change", () => showTick(tick));
});

// ── With a finger ────────────────────────────────────────────────────────────

held.querySelector("[data-draw-with-finger]").hidden = false;

// ── Not lost ─────────────────────────────────────────────────────────────────

form.addEventListener("submit", () => {
  saved = true;
});

addEventListener("beforeunload", (event) => {
  if (areas.length && !saved) event.preventDefault();
});

if (field.value) {
  areas = JSON.parse(field.value);
  show();
}
