/* The tablet's screens, made from the page's own templates: only text is filled in, never HTML. */
const words = document.querySelector("#words").dataset;

/* A sentence of the page; {name} is filled from values; with a count, the singular or the plural. */
export function say(name, values = {}) {
  const number = "count" in values && `${name}One` in words ? (values.count === 1 ? "One" : "Many") : "";
  return words[name + number].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

const copy = (id) => document.querySelector(`#${id}`).content.cloneNode(true);
const slot = (part, name) => part.querySelector(`[data-slot="${name}"]`);
const fill = (part, texts) => {
  for (const [name, text] of Object.entries(texts)) slot(part, name).textContent = text;
};

/* Show a screen under its heading; beside: words next to it, as the time. The heading gets the focus, so that it is read out. */
export function show(id, heading, beside = "") {
  const part = copy(id);
  const holder = document.querySelector("#screen");
  const title = document.querySelector("#heading");
  title.textContent = heading;
  document.querySelector("#beside-heading").textContent = beside;
  document.title = `${heading} · Selectiedag`;
  holder.replaceChildren(part);
  holder.dataset.screen = id;
  scrollTo(0, 0);
  title.focus({ preventScroll: true });
  return holder;
}

export function pairScreen({ code, why, pair, copy: save }) {
  const screen = show("pair-screen", say("pair"));
  const form = screen.querySelector("form");
  const error = screen.querySelector("#pair-error");
  const button = screen.querySelector("button");
  screen.querySelector("#pair-why").textContent = why;
  form.elements.code.value = code;
  slot(screen, "copy").hidden = !save;
  slot(screen, "copy").addEventListener("click", save);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    error.textContent = "";
    const wrong = await pair(form.elements.code.value, form.elements.pin.value);
    button.disabled = false;
    if (!wrong) return;
    error.textContent = wrong;
    const field = form.elements.code.value ? form.elements.pin : form.elements.code;
    field.setAttribute("aria-describedby", `${field.id}-hint pair-error`);
    field.focus();
    field.select();
  });
  if (code) form.elements.pin.focus();
}

export function lockScreen({ open }) {
  const screen = show("lock-screen", say("locked"));
  const form = screen.querySelector("form");
  const field = form.elements.pin;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wrong = await open(field.value.trim());
    if (!wrong || !field.isConnected) return;
    screen.querySelector("#pin-error").textContent = wrong;
    field.setAttribute("aria-describedby", "pin-error");
    field.value = "";
    field.focus();
  });
  field.focus();
}

/* isIn: whether the server said that it has everything; only then it is green. */
export function endScreen(id, heading, back) {
  const screen = show(id, heading);
  slot(screen, "back")?.addEventListener("click", back);
  return {
    tell(isIn) {
      const notice = slot(screen, "end");
      const words = say(isIn ? "given" : "notYet");
      notice.classList.toggle("tone-green", isIn);
      notice.classList.toggle("tone-orange", !isIn);
      if (notice.textContent !== words) notice.textContent = words;
    },
    isShown: () => screen.dataset.screen === id,
  };
}

export function waitingScreen({ renew }) {
  const screen = show("waiting-screen", say("title"));
  slot(screen, "renew").addEventListener("click", renew);
}

function connectMore(screen, { practise, copy: save, done }) {
  slot(screen, "practise").addEventListener("click", practise);
  slot(screen, "copy").addEventListener("click", save);
  slot(screen, "done")?.addEventListener("click", done);
}

export function peopleScreen({ day, choose, renew, more }) {
  const screen = show("people-screen", say("people"));
  fill(screen, { lede: `${day.employer}, ${day.day}` });
  slot(screen, "renew").addEventListener("click", renew);
  connectMore(screen, more);
  slot(screen, "practise").hidden = !day.criteria.length;
  const tiles = slot(screen, "tiles");
  for (const person of day.assessors) {
    const tile = copy("person-tile");
    const count = day.speeddates.filter((date) => person.id in date.sheets).length;
    fill(tile, { name: say("you", { name: person.name }), table: say("table", { table: person.table, count }) });
    tile.querySelector("button").addEventListener("click", () => choose(person.id));
    tiles.append(tile);
  }
  slot(screen, "nobody").hidden = day.assessors.length > 0;
}

const TONES = { todo: "neutral", begun: "orange", done: "green", absent: "neutral" };

export function listScreen({ day, person, dates, standing, choose, renew, more }) {
  const screen = show("list-screen", say(dates[0]?.part === "tour" ? "tours" : "list"));
  fill(screen, { lede: `${person.table}, ${day.day}` });
  slot(screen, "renew").addEventListener("click", renew);
  connectMore(screen, more);
  for (const date of dates) {
    const line = copy("list-line");
    const how = standing(date);
    fill(line, { time: date.time, name: date.name, functions: date.functions.join(", "), standing: say(how) });
    slot(line, "standing").classList.add(`tone-${TONES[how]}`);
    line.querySelector("button").addEventListener("click", () => choose(date.id));
    slot(screen, "dates").append(line);
  }
}

/* body: the sheet as it is now. set(patch, pause) keeps one change, and sends it after the pause. */
export function scoreScreen({ minutes, criteria, date, body, clock, set, go }) {
  const screen = show("score-screen", date.name, date.time);
  about(screen, date);
  for (const criterion of criteria) slot(screen, "criteria").append(asked(criterion, body, set));
  for (const input of slot(screen, "verdict").querySelectorAll("input")) {
    input.checked = body.verdict === input.value;
    input.addEventListener("change", () => set({ verdict: input.value }));
  }
  const note = screen.querySelector("#note");
  note.value = body.note;
  note.addEventListener("input", () => set({ note: note.value }, 1500));
  for (const way of ["previous", "list", "next"]) {
    const to = go[way];
    slot(screen, way).disabled = !to;
    slot(screen, way).addEventListener("click", to);
  }
  keepTime(screen, minutes, clock);
}

function about(screen, date) {
  fill(screen, {
    functions: date.functions.join(", "), competences: date.competences || "–", motivation: date.motivation || "–",
  });
  slot(screen, "shared").hidden = !(date.competences || date.motivation);
  for (const need of date.needs) {
    const line = document.createElement("li");
    line.textContent = need;
    slot(screen, "needs").append(line);
  }
  slot(screen, "needs").hidden = !date.needs.length;
}

function asked(criterion, body, set) {
  const part = copy("criterion");
  fill(part, { name: criterion.name, question: criterion.question });
  criterion.anchors.forEach((anchor, index) => {
    const choice = copy("anchor");
    const input = choice.querySelector("input");
    input.name = criterion.id;
    input.value = index + 1;
    input.checked = body.scores[criterion.id] === index + 1;
    fill(choice, { words: anchor });
    input.addEventListener("change", () => set({ scores: { [criterion.id]: index + 1 } }));
    slot(part, "anchors").append(choice);
  });
  return part;
}

/* A clock that informs and never locks. clock.started is when it was started, kept while the page is open. */
function keepTime(screen, minutes, clock) {
  const face = slot(screen, "clock");
  const button = slot(screen, "start");
  const tick = () => {
    if (!face.isConnected) return clearInterval(timer);
    if (!clock.started) return undefined;
    const seconds = Math.floor((performance.now() - clock.started) / 1000);
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    button.hidden = true;
    face.textContent = say(seconds < minutes * 60 ? "clock" : "clockOver", { time, minutes });
    return undefined;
  };
  const timer = setInterval(tick, 1000);
  button.addEventListener("click", () => {
    clock.started = performance.now();
    tick();
    face.tabIndex = -1;
    face.focus();
  });
  tick();
}
