/* <form data-autosave="url">: what is typed goes to the server a moment after the last change. While that fails, a copy
   stays in this tab (sessionStorage) and is tried again; it comes back after a reload and goes once the server has it.
   Files and passwords are never part of it. All words come from the data attributes of [data-autosave-status]. */
const PAUSE = 800;
const LONGEST_WAIT = 60_000;

for (const form of document.querySelectorAll("form[data-autosave]")) keep(form);

function keep(form) {
  const address = form.dataset.autosave;
  const drawer = `autosave ${address}`;
  const status = form.querySelector("[data-autosave-status]");
  let timer, sending, waiting, wait = 1000, unsent = false, changes = 0;

  const say = (what, values = {}) => {
    if (!status) return;
    const words = (status.dataset[what] ?? "").replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
    if (status.textContent !== words) status.textContent = words;
  };

  const typed = () => {
    const data = new FormData(form);
    for (const field of form.elements) {
      if (field.name && (field.type === "file" || field.type === "password")) data.delete(field.name);
    }
    return data;
  };

  const store = () => {
    try {
      sessionStorage.setItem(drawer, JSON.stringify([...typed()].filter(([name]) => name !== "csrf_token")));
    } catch { /* storage full or refused: the page itself still holds what was typed */ }
  };

  const changed = () => {
    unsent = true;
    changes += 1;
    store();
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE);
  };

  const later = (what) => {
    say(what);
    clearTimeout(timer);
    timer = setTimeout(send, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  };

  async function send() {
    if (sending || !unsent) return;
    const upto = changes;
    sending = true;
    say("saving");
    let answer;
    try {
      answer = await fetch(address, { method: "POST", body: typed(), headers: { "X-Requested-With": "autosave" }, redirect: "manual" });
    } catch { /* no connection */ }
    sending = false;
    if (answer?.ok) await learn(answer);
    if (waiting) return form.requestSubmit(waiting.button);
    if (!answer || answer.status >= 500) return later("offline");
    if (answer.type === "opaqueredirect" || answer.status === 401) return later("signedOut");
    if (!answer.ok) return say("refused");
    wait = 1000;
    if (changes > upto) return send();
    unsent = false;
    sessionStorage.removeItem(drawer);
    const now = new Date(), two = (number) => String(number).padStart(2, "0");
    const mark = document.documentElement.lang === "en" ? ":" : ".";
    say("saved", { time: now.getHours() + mark + two(now.getMinutes()) });
  }

  // What the server now holds is what this reader has seen: `fields` of the answer go into the form's hidden fields.
  async function learn(answer) {
    const { fields = {} } = await answer.json().catch(() => ({}));
    for (const [name, value] of Object.entries(fields)) if (form.elements[name]) form.elements[name].value = value;
  }

  function bringBack() {
    const kept = sessionStorage.getItem(drawer);
    if (!kept || document.querySelector("[data-error-summary]")) return;
    const values = new Map();
    for (const [name, value] of JSON.parse(kept)) values.set(name, [...(values.get(name) ?? []), value]);
    for (const field of form.elements) {
      if (!field.name || ["file", "password", "hidden", "submit", "button"].includes(field.type)) continue;
      const mine = values.get(field.name) ?? [];
      if (field.type === "checkbox" || field.type === "radio") field.checked = mine.includes(field.value);
      else if (field.multiple) for (const option of field.options) option.selected = mine.includes(option.value);
      else if (mine.length) field.value = mine.shift();
    }
    changed();
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => {
    unsent = false;
    clearTimeout(timer);
    if (!sending) return;
    // Two at once would clash with each other: the button's own sending follows when this one is through.
    event.preventDefault();
    waiting = { button: event.submitter };
  });
  addEventListener("online", send);
  addEventListener("beforeunload", (event) => {
    if (unsent) event.preventDefault();
  });
  bringBack();
  // Somebody may have typed before this script was there.
  const early = (field) => !["file", "hidden", "password"].includes(field.type)
    && (field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
      : "defaultValue" in field && field.value !== field.defaultValue);
  if (!unsent && [...form.elements].some(early)) changed();
}
