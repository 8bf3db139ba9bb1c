/* <form data-send="address">: files that are chosen or dropped leave at once, in pieces, each with a bar and a button to
   stop. After a broken line, a reload or a new sign-in the same file goes on where the server says that it stopped.
   Without this script the form sends whole files. All words come from the form's data attributes. */
import { follow, renew } from "./follow.js";

const LONGEST_WAIT = 30_000;

for (const form of document.querySelectorAll("form[data-send]")) take(form);

function take(form) {
  const words = form.dataset;
  const input = form.querySelector("input[type=file]");
  const frame = input.closest(".upload");
  const list = make("ul", "sending", { role: "list" });
  const queue = [];
  let busy = false, leaving = null;

  frame.append(make("p", "hint", {}, words.drop));
  frame.after(list);
  form.querySelector("[data-send-buttons] button")?.remove();

  // Each turn is said aloud, not each piece.
  const status = document.getElementById("follow-says");
  const tell = (one, sentence) => {
    one.said.textContent = sentence;
    if (status) status.textContent = `${one.file.name}: ${sentence}`;
  };
  const limit = Number(input.dataset.maxBytes ?? 0);
  const megabytes = (bytes) => (bytes / 1_000_000).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

  const choose = (files) => {
    for (const file of files) queue.push(line(file));
    next();
  };

  function line(file) {
    const item = make("li", "");
    const name = make("p", "");
    name.append(make("strong", "", {}, file.name), " ");
    const bar = make("progress", "", { max: 100, value: 0, "aria-label": file.name });
    const said = make("p", "", {}, words.waiting);
    const stop = make("button", "button button-quiet", { type: "button" }, words.stop);
    stop.append(make("span", "unseen", {}, ` ${file.name}`));
    const box = make("div", "progress");
    box.append(bar);
    item.append(name, box, said, stop);
    list.append(item);
    const one = { file, item, box, bar, said, stop, id: null, stopped: false, wake: null };
    const wrong = limit && file.size > limit ? words.tooLarge : file.size === 0 ? words.empty : "";
    if (wrong) fail(one, fill(wrong, { name: file.name, size: megabytes(file.size), limit: megabytes(limit) }));
    stop.addEventListener("click", () => halt(one));
    return one;
  }

  function fail(one, sentence) {
    one.stopped = true;
    one.box.remove();
    one.stop.remove();
    one.said.className = "error";
    one.said.setAttribute("role", "alert");
    one.said.textContent = sentence;
  }

  // Stopping says so at once; what the server has is thrown away when it can be told.
  function halt(one) {
    if (one.stopped) return;
    one.stopped = true;
    one.request?.abort();
    one.wake?.();
    one.box.remove();
    one.stop.remove();
    tell(one, words.stopped);
    if (one.id) ask(one, `/uploads/${one.id}/discard`, { body: new FormData() }).then(() => renew("papers", follow));
    input.focus();
  }

  async function next() {
    if (busy) return;
    busy = true;
    while ((leaving = queue.shift())) if (!leaving.stopped) await send(leaving);
    busy = false;
    renew("papers", follow);
  }

  async function send(one) {
    const about = new FormData();
    about.set("kind", words.kind);
    about.set("name", one.file.name);
    about.set("size", one.file.size);
    about.set("resume_key", `${one.file.lastModified} ${one.file.size} ${hash(one.file.name)}`);
    let wait = 1000, known = null, lost = 0;
    while (!one.stopped) {
      const answer = known === null ? await ask(one, words.send, { body: about }) : await piece(one, known);
      if (one.stopped) return;
      if (answer.status === 401 || answer.type === "opaqueredirect") return fail(one, words.signedOut);
      if (answer.status === 0 || answer.status === 429 || answer.status >= 500) {
        tell(one, answer.told?.error ?? words.offline);
        await rest(one, wait);
        wait = Math.min(wait * 2, LONGEST_WAIT);
        known = null; // the server knows what arrived: announce the file again and go on from there
        continue;
      }
      if (answer.status === 409 && known !== null && lost++ < 5) {
        known = null; // not where the server is: ask where that is
        continue;
      }
      if (answer.told?.arrived === undefined) return fail(one, answer.told?.error ?? words.failed);
      const resumed = known === null && answer.told.arrived > 0;
      known = answer.told;
      const percent = Math.floor((100 * known.arrived) / known.size);
      one.bar.value = percent;
      if (resumed) tell(one, fill(words.resumed, { percent }));
      else one.said.textContent = fill(words.progress, { percent });
      one.id = known.id;
      wait = 1000;
      if (known.state !== "arriving") return settle(one);
    }
  }

  function piece(one, known) {
    const body = one.file.slice(known.arrived, known.arrived + known.piece_bytes);
    return ask(one, `/uploads/${known.id}/pieces?at=${known.arrived}`, { body, type: "application/octet-stream" });
  }

  function settle(one) {
    one.stopped = true;
    one.stop.remove();
    one.bar.value = 100;
    tell(one, words.sent);
    setTimeout(() => one.item.remove(), 4000);
    renew("papers", follow);
  }

  // Status 0 is no connection. The body of a piece is the file itself, read from the disk as it leaves.
  async function ask(one, address, { body, type }) {
    one.request = new AbortController();
    const headers = { Accept: "application/json", "X-CSRFToken": form.elements.csrf_token.value };
    if (type) headers["Content-Type"] = type;
    try {
      const answer = await fetch(address, { method: "POST", body, headers, redirect: "manual", signal: one.stopped ? undefined : one.request.signal });
      return { status: answer.status || -1, type: answer.type, told: await answer.json().catch(() => null) };
    } catch {
      return { status: 0 };
    }
  }

  // Until so many milliseconds went by, the connection is back, or somebody stopped it.
  function rest(one, wait) {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        removeEventListener("online", done);
        resolve();
      };
      const timer = setTimeout(done, wait);
      addEventListener("online", done);
      one.wake = done;
    });
  }

  // What this page is sending has its bar above: it is not half sent as well.
  document.addEventListener("renewed", () => leaving?.id && document.getElementById(`upload-${leaving.id}`)?.remove());
  const chosen = () => {
    choose([...input.files]);
    input.value = "";
  };
  input.addEventListener("change", chosen);
  if (input.files.length) chosen(); // a file may be chosen before this script is there
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const kind of ["dragenter", "dragover"]) {
    frame.addEventListener(kind, (event) => {
      event.preventDefault();
      frame.classList.add("dragging");
    });
  }
  for (const kind of ["dragleave", "drop"]) frame.addEventListener(kind, () => frame.classList.remove("dragging"));
  frame.addEventListener("drop", (event) => {
    event.preventDefault();
    choose([...event.dataTransfer.files]);
  });
  addEventListener("beforeunload", (event) => {
    if (busy) event.preventDefault();
  });
}

function make(tag, className, attributes = {}, text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text) made.textContent = text;
  return made;
}

// A short sign for a name: the server needs no more to find the same file again.
function hash(text) {
  let found = 0;
  for (const sign of text) found = (found * 31 + sign.codePointAt(0)) >>> 0;
  return found.toString(16);
}
