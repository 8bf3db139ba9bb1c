/* The schedule board: an appointment is dragged (mouse, pen, long press) or moved with the arrow keys. What would clash
   is asked of the server; a drop is one form. Without this script an appointment is a link to a page with that form. */
const says = document.getElementById("board-says");
const LONG_PRESS = 350;
const FAR = 6; // pixels: less is a click

let board, frame, held, press, asked, timer, busy;

const say = (words) => { says.textContent = words; };
const rows = () => [...board.querySelectorAll("tr[data-minute]")];
const two = (number) => String(number).padStart(2, "0");
const clock = (minute) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

// The minutes at which something of a kind may begin: speeddates in rounds, the rest on the steps of the grid.
function starts(kind) {
  const minutes = rows().map((row) => row.dataset.minute);
  return (kind === "speeddate" ? board.dataset.rounds.split(" ") : minutes).map(Number);
}
const nearest = (list, minute) => list.reduce((best, one) => Math.abs(one - minute) < Math.abs(best - minute) ? one : best, list[0]);

function lift(item) {
  const { kind, pin, place, start } = item.dataset;
  const columns = [...board.querySelectorAll(`th[data-for="${kind}"]`)];
  if (busy || !frame || !columns.length) return false;
  const column = Math.max(0, columns.findIndex((one) => one.dataset.place === place));
  const begin = start ? Number(start) : nearest(starts(kind), 0);
  held = { item, kind, pin, columns, column, start: begin, from: start && `${place} ${start}` };
  held.ghost = document.createElement("div");
  held.ghost.className = "board-ghost";
  held.ghost.setAttribute("aria-hidden", "true");
  frame.append(held.ghost);
  item.classList.add("board-lifted");
  show();
  return true;
}

// Put the ghost where the appointment would be. Set as properties, which the strict policy allows.
function show() {
  const lines = rows(), frameBox = frame.getBoundingClientRect();
  const index = Math.floor((held.start - lines[0].dataset.minute) / board.dataset.step);
  const first = lines[index].getBoundingClientRect();
  const last = lines[Math.min(index + Number(held.item.dataset.rows), lines.length) - 1].getBoundingClientRect();
  const head = held.columns[held.column].getBoundingClientRect();
  Object.assign(held.ghost.style, {
    left: `${head.left - frameBox.left - frame.clientLeft + frame.scrollLeft + 3}px`,
    top: `${first.top - frameBox.top - frame.clientTop + frame.scrollTop + 1}px`,
    width: `${Math.min(head.width - 6, 180)}px`,
    minHeight: `${last.bottom - first.top - 2}px`,
  });
  ask();
}

// What would clash here, in words: seen on the ghost and said aloud, a moment after the last step.
function ask() {
  const place = held.columns[held.column].dataset.place, query = new URLSearchParams({ pin: held.pin, place, start: held.start });
  held.ghost.textContent = held.item.querySelector("span").firstChild.textContent;
  const line = held.ghost.appendChild(document.createElement("span"));
  line.textContent = clock(held.start).replace(/^0/, "").replace(":", document.documentElement.lang === "nl" ? "." : ":");
  clearTimeout(timer);
  asked?.abort();
  asked = new AbortController();
  const { signal } = asked, mine = held;
  timer = setTimeout(async () => {
    try {
      const answer = await fetch(`${board.dataset.check}?${query}`, { signal, headers: { Accept: "application/json" } });
      const { where, clashes } = await answer.json();
      if (held !== mine || signal.aborted) return;
      held.ghost.classList.toggle("board-ghost-clash", clashes.length > 0);
      line.textContent = [line.textContent, ...clashes].join(" · ");
      say([where, ...(clashes.length ? clashes : [board.dataset.fits])].join(". "));
    } catch { /* a drop is judged anyway */ }
  }, 120);
}

function putBack(words = board.dataset.back) {
  if (!held) return;
  clearTimeout(timer);
  held.ghost.remove();
  held.item.classList.remove("board-lifted");
  document.body.classList.remove("board-dragging");
  held = undefined;
  if (words) say(words);
}

// One POST; the answer is the judged board, which takes the place of this one.
function drop() {
  const { pin, start, from } = held, place = held.columns[held.column].dataset.place;
  if (from === `${place} ${start}`) return putBack();
  const form = board.querySelector("form[data-drop]");
  form.elements.pin.value = pin;
  form.elements.place.value = place;
  form.elements.start.value = clock(start);
  send(form, pin);
}

function send(form, pin) {
  if (busy) return;
  busy = true;
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.responseType = "document";
  request.onloadend = () => {
    busy = false;
    const page = request.response, fresh = page?.getElementById("board");
    if (request.status === 200 && fresh?.matches("[data-board]")) return renew(fresh, pin);
    putBack("");
    // Somebody else was first, or the session ended: what that page says, said here.
    const main = page?.querySelector("main"), why = main?.querySelector(".error-summary li") ?? main?.querySelector("p, h1");
    board.querySelector(".board-refused")?.remove();
    const line = document.createElement("p");
    line.className = "message message-wrong board-refused";
    line.textContent = why?.textContent.trim() || board.dataset.failed;
    board.prepend(line);
    say(line.textContent);
  };
  request.send(new URLSearchParams(new FormData(form)));
}

function renew(fresh, pin) {
  const across = frame?.scrollLeft ?? 0, down = frame?.scrollTop ?? 0;
  putBack("");
  board.replaceWith(document.adoptNode(fresh));
  take(fresh);
  frame?.scrollTo(across, down);
  const item = pin && document.getElementById(pin);
  item?.focus({ preventScroll: Boolean(frame) });
  say(["#board-last", ".notice-title"].map((one) => board.querySelector(one)?.textContent.trim() ?? "").join(" "));
}

// Over which column and row it hangs.
function follow(x, y) {
  const under = (list, side, at) => list.find((one) => one.getBoundingClientRect()[side] > at) ?? list.at(-1);
  held.column = held.columns.indexOf(under(held.columns, "right", x));
  const line = under(rows(), "bottom", y - held.grip);
  held.start = nearest(starts(held.kind), Number(line.dataset.minute));
  const box = frame.getBoundingClientRect(), edge = 48;
  const pull = (at, low, high) => 16 * ((at > high - edge) - (at < low + edge));
  frame.scrollBy(pull(x, box.left, box.right), pull(y, box.top, box.bottom));
  show();
}

function begin(event) {
  const { item, x, y } = press;
  if (!lift(item)) return;
  held.grip = Math.min(y - item.getBoundingClientRect().top, 20);
  document.body.classList.add("board-dragging");
  item.setPointerCapture?.(press.id);
  say(board.dataset.lifted);
  follow(event?.clientX ?? x, event?.clientY ?? y);
}

const swallow = (event) => { event.preventDefault(); event.stopPropagation(); };

const handlers = {
  pointerdown(event) {
    const item = event.target.closest("[data-pin]");
    if (!item || event.button !== 0 || !event.isPrimary) return;
    if (held) putBack("");
    press = { item, x: event.clientX, y: event.clientY, id: event.pointerId };
    if (event.pointerType === "touch") press.timer = setTimeout(begin, LONG_PRESS);
    else press.mouse = true;
  },
  pointermove(event) {
    if (!press) return;
    if (held) return follow(event.clientX, event.clientY);
    const far = Math.hypot(event.clientX - press.x, event.clientY - press.y) > FAR;
    if (far && press.mouse) begin(event);
    else if (far) handlers.pointercancel();
  },
  pointerup() {
    clearTimeout(press?.timer);
    if (press && held) {
      addEventListener("click", swallow, true);
      setTimeout(() => removeEventListener("click", swallow, true));
      document.body.classList.remove("board-dragging");
      drop();
    }
    press = undefined;
  },
  pointercancel() {
    clearTimeout(press?.timer);
    press = undefined;
    putBack();
  },
  contextmenu(event) { if (press) event.preventDefault(); },
  dragstart(event) { event.preventDefault(); },
  focusout() { if (held && !press && !busy) putBack(); },
  keydown(event) {
    const item = event.target.closest?.("[data-pin]");
    const arrow = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (event.key === "Escape" && held) { press = undefined; putBack(); return event.preventDefault(); }
    if (!item || busy || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Enter" && held) { event.preventDefault(); return drop(); }
    if (!arrow) return;
    event.preventDefault();
    if (!held && !lift(item)) return;
    const list = starts(held.kind), at = list.indexOf(nearest(list, held.start));
    held.start = list[Math.min(Math.max(at + arrow[0], 0), list.length - 1)];
    held.column = Math.min(Math.max(held.column + arrow[1], 0), held.columns.length - 1);
    show();
    held.ghost.scrollIntoView({ block: "nearest", inline: "nearest" });
  },
};

function take(found) {
  board = found;
  frame = board.querySelector(".board-frame");
  board.dataset.ready = "true";
  for (const [name, handler] of Object.entries(handlers)) board.addEventListener(name, handler);
  // A finger that carries something does not scroll.
  board.addEventListener("touchmove", (event) => { if (held) event.preventDefault(); }, { passive: false });
}

// Undo and redo, by the usual keys.
addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.target.closest("input, textarea, select")) return;
  const key = event.key.toLowerCase(), again = key === "y" || (key === "z" && event.shiftKey);
  if (!again && key !== "z") return;
  const form = board.querySelector(`form[action$="${again ? "/redo" : "/undo"}"]`);
  if (form) { event.preventDefault(); send(form); }
});

take(document.querySelector("[data-board]"));
// Open at now.
const at = board.querySelector(".board-now")?.offsetTop;
if (at) frame.scrollTop = at - 200;
