// Files sent piece by piece, by tus 1.0: they go on where they stopped. Without this script the form sends them whole.

const PIECE = 1024 * 1024;
const LONGEST_WAIT = 30000;

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

class Refused extends Error {}

// The bytes of a piece, read before they are sent: a folder, and a file changed since it was chosen, cannot be.
const bytesOf = (piece, words) => piece.arrayBuffer().catch(() => Promise.reject(new Refused(words)));

class Sending {
  constructor(form, file) {
    this.form = form;
    this.file = file;
    this.personal = form.elements.personal?.checked;
    this.stop = new AbortController();
    this.row = form.querySelector("template").content.firstElementChild.cloneNode(true);
    this.row.querySelector(".attach-name").textContent = file.name;
    this.how = this.row.querySelector(".attach-how");
    this.button = this.row.querySelector("button");
    this.button.hidden = false;
    this.button.setAttribute("aria-label", `${this.button.textContent} ${file.name}`);
    this.progress = this.row.querySelector("progress");
    this.progress.setAttribute("aria-label", file.name);
    this.button.addEventListener("click", () => this.cancel());
    this.say("waiting");
    form.querySelector(".attach-list").append(this.row);
  }

  say(how, more = "") {
    this.how.textContent = [this.how.dataset[how], more].filter(Boolean).join(" ");
    this.row.classList.toggle("attach-failed", how === "failed");
  }

  // What is asked of the server: its answer, or Refused with the words of a refusal. A lost line throws TypeError.
  async ask(method, address, headers = {}, body = undefined) {
    const answer = await fetch(address, {
      method,
      body,
      signal: this.stop.signal,
      redirect: "manual",
      headers: {
        "Tus-Resumable": "1.0.0",
        "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value,
        ...headers,
      },
    });
    if (answer.ok || answer.status === 404 || answer.status === 409) return answer;
    if (answer.type === "opaqueredirect") throw new Refused(this.how.dataset.signedOut);
    if (answer.status >= 500 && answer.status !== 507) throw new TypeError(`status ${answer.status}`);
    throw await this.refusal(answer);
  }

  async refusal(answer) {
    const said = await answer.json().catch(() => ({}));
    return new Refused([said.message, said.hint].filter(Boolean).join(" "));
  }

  // Where the upload of this file is, and how far it has come: begun anew, or gone on with.
  async begin() {
    const told = { filename: this.file.name, modified: String(this.file.lastModified) };
    if (this.personal) told.personal = "1";
    const metadata = Object.entries(told).map(([name, value]) => `${name} ${base64(value)}`).join(",");
    const answer = await this.ask("POST", this.form.dataset.begin, {
      "Upload-Length": String(this.file.size),
      "Upload-Metadata": metadata,
    });
    if (!answer.ok) throw await this.refusal(answer);
    this.address = answer.headers.get("Location");
    return Number(answer.headers.get("Upload-Offset"));
  }

  async send() {
    let offset = await this.begin();
    for (;;) {
      this.progress.value = this.file.size ? offset / this.file.size : 0;
      this.say("going", `${Math.floor((100 * offset) / Math.max(1, this.file.size))}%`);
      const piece = await bytesOf(this.file.slice(offset, offset + PIECE), this.how.dataset.unreadable);
      const answer = await this.ask(
        "PATCH",
        this.address,
        { "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" },
        piece,
      );
      if (answer.status === 404) throw new TypeError("gone");
      if (answer.status === 409) {
        const said = await answer.clone().json().catch(() => ({}));
        if (said.code === "upload-offset") throw new TypeError("another place");
        throw await this.refusal(answer);
      }
      offset = Number(answer.headers.get("Upload-Offset"));
      if (offset >= this.file.size) return;
    }
  }

  // Send the file, and begin again where it stopped for as long as the line is lost.
  async run() {
    for (let tries = 0; ; tries += 1) {
      const before = this.progress.value;
      try {
        await this.send();
        this.progress.value = 1;
        this.say("done");
        this.button.hidden = true;
        this.tell(this.how.textContent);
        return true;
      } catch (error) {
        if (this.stop.signal.aborted) return false;
        if (error instanceof Refused || !(error instanceof TypeError)) {
          this.say("failed", error.message);
          this.tell(this.how.textContent);
          this.button.hidden = true;
          return false;
        }
        if (this.progress.value > before) tries = 0;
        this.say("again");
        await wait(Math.min(1000 * 2 ** tries, LONGEST_WAIT));
        if (this.stop.signal.aborted) return false;
      }
    }
  }

  tell(words) {
    this.form.querySelector("[data-said]").textContent = `${this.file.name} ${words}`;
  }

  cancel() {
    this.stop.abort();
    if (this.address) {
      const headers = { "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value };
      fetch(this.address, { method: "DELETE", headers }).catch(() => {});
    }
    const list = this.row.parentElement;
    this.row.remove();
    list.hidden = !list.children.length;
    this.form.elements.files.focus();
  }
}

// The list as the server has it now.
async function refresh(form) {
  const list = form.parentElement.querySelector("[data-attachments]");
  const answer = await fetch(list.dataset.attachments).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-attachments]");
  if (fresh) list.replaceWith(document.adoptNode(fresh));
}

async function sendAll(form, files) {
  const list = form.querySelector(".attach-list");
  list.hidden = false;
  list.querySelectorAll(".attach-failed").forEach((row) => row.remove());
  const waiting = [...files].map((file) => new Sending(form, file));
  form.elements.files.value = "";
  for (const each of waiting) {
    if (each.stop.signal.aborted) continue;
    if (each.file.size > Number(form.dataset.most)) {
      each.say("failed", form.dataset.tooLarge);
      each.tell(each.how.textContent);
      each.button.hidden = true;
    } else if (await each.run()) {
      await refresh(form);
      each.row.remove();
    }
  }
  list.hidden = !list.children.length;
}

for (const form of document.querySelectorAll("form.attach")) {
  const panel = form.closest(".panel");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (form.elements.files.files.length) sendAll(form, form.elements.files.files);
    else form.elements.files.focus();
  });
  panel.addEventListener("dragover", (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    panel.classList.add("attach-over");
  });
  panel.addEventListener("dragleave", (event) => {
    if (!panel.contains(event.relatedTarget)) panel.classList.remove("attach-over");
  });
  panel.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    panel.classList.remove("attach-over");
    sendAll(form, event.dataTransfer.files);
  });
}
