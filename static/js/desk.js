/* [data-desk]: taps at the door are kept in this browser first, then sent; without network they wait, and are sent later.
   Kept are ids, a step and a time: no name. Each tap has an id of its own, so that sending again counts once; the portal
   puts the time right with its own clock. Without this script the same buttons are plain forms. */
const RETRY = [1000, 2000, 5000, 15_000, 30_000];
const EVERY = 2000, LATER = 5000, SLOWEST = 15_000;
const STEP = /\/attendance\/([\w-]+)\/(?:parts\/(\w+)\/(\d+)\/)?(present|absent|left|back|late|seen|not_seen)$/;
const desk = () => document.getElementById("desk");
const drawer = `desk ${desk().dataset.desk}`;
let tries = 0, timer, overtaken = false;

const kept = () => {
  try { return JSON.parse(localStorage.getItem(drawer)) ?? []; } catch { return []; }
};
const own = () => kept().filter((tap) => tap.who === desk().dataset.who);
const keep = (taps) => {
  if (taps.length) localStorage.setItem(drawer, JSON.stringify(taps));
  else localStorage.removeItem(drawer);
};

const newId = () => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
  .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function say(words) {
  document.getElementById("desk-says").textContent = words;
}

function tell() {
  const count = own().length, { one, many, done } = desk().dataset;
  if (count) say(count === 1 ? one : many.replace("#", count));
  else say(overtaken ? desk().dataset.overtaken : done);
}

/* What was tapped shows at once; the buttons come right with the portal's answer. */
function show(tap) {
  const words = JSON.parse(desk().dataset.words);
  for (const line of desk().querySelectorAll(`[data-attendance="${CSS.escape(tap.attendance)}"]`)) {
    if (tap.kind && !line.id.endsWith(`-${tap.slot}`)) continue;
    line.dataset.waiting = "";
    line.querySelector(".badge").textContent = words[tap.step];
  }
}

function tap(form, line) {
  const [, attendance, kind, slot, step] = new URL(form.action).pathname.match(STEP);
  const time = new FormData(form).get("expected");
  if (step === "late" && !time) return false;
  const [hours, minutes] = (time ?? "0:0").split(":").map(Number);
  const made = { id: newId(), who: desk().dataset.who, attendance, step, at: Date.now() };
  if (kind) Object.assign(made, { kind, slot: Number(slot) });
  if (step === "late") made.minute = hours * 60 + minutes;
  try { keep([...kept(), made]); } catch { return false; } // no room here: the form itself is sent
  show(made);
  tries = 0;
  overtaken = false;
  line.querySelector("details[open]")?.removeAttribute("open");
  tell();
  send();
  return true;
}

document.addEventListener("submit", (event) => {
  const line = event.target.closest?.("[data-attendance]");
  if (line && STEP.test(new URL(event.target.action).pathname) && tap(event.target, line)) event.preventDefault();
}, true);

async function deliver() {
  const taps = own().slice(0, 100);
  if (!taps.length) return true;
  const answer = await fetch(desk().dataset.desk, {
    method: "POST",
    headers: {
      "Content-Type": "application/json", Accept: "application/json",
      "X-CSRFToken": document.querySelector("input[name=csrf_token]").value,
    },
    body: JSON.stringify({ now: Date.now(), taps: taps.map(({ who, ...tap }) => tap) }),
    redirect: "manual",
  });
  if (answer.type === "opaqueredirect" || answer.status === 400 || answer.status === 401 || answer.status === 403) {
    say(desk().dataset.ended);
    return false;
  }
  if (!answer.ok) throw new Error(answer.status);
  const { taps: taken } = await answer.json();
  const done = new Set(taken.map((one) => one.id)); // a receipt is only what names the tap
  overtaken ||= taken.some((one) => one.standing !== "kept");
  keep(kept().filter((tap) => !done.has(tap.id)));
  if (taps.every((tap) => done.has(tap.id))) return true;
  throw new Error("no receipt");
}

/* What somebody else at another phone noted comes by itself: the same page is asked again, with the mark of the last answer.
   A line in which a form is open stays until it is closed. What waits here still shows as it was tapped. */
let mark, behind = false, asking = false, stale = false, next;

const stand = (line) => [line.textContent.replace(/\s+/g, " "), ...[...line.querySelectorAll("form")].map((one) => new URL(one.action).pathname)].join("|");
const ids = (list) => [...list.querySelectorAll("[data-attendance]")].map((line) => line.id).join(" ");

function swap(old, fresh) {
  const inside = old.contains(document.activeElement) && document.activeElement !== document.body;
  const at = inside ? document.activeElement.closest("[data-attendance]")?.id : null;
  old.replaceWith(document.adoptNode(fresh));
  if (at) document.getElementById(at)?.querySelector("button, summary")?.focus({ preventScroll: true });
}

function take(fresh) {
  const list = fresh.getElementById("desk");
  behind = false;
  if (ids(list) !== ids(desk()) && !desk().querySelector("details[open]")) swap(desk(), list);
  else {
    behind = ids(list) !== ids(desk());
    for (const line of desk().querySelectorAll("[data-attendance]")) {
      const now = list.querySelector(`#${CSS.escape(line.id)}`);
      if (!now || stand(now) === stand(line)) continue;
      if (line.querySelector("details[open]")) behind = true;
      else swap(line, now);
    }
  }
  for (const id of ["desk-counts", "desk-total"]) {
    const old = document.getElementById(id), now = fresh.getElementById(id);
    if (old && now && old.textContent !== now.textContent) old.replaceWith(document.adoptNode(now));
  }
  own().forEach(show);
}

function renew() {
  clearTimeout(next);
  stale = asking; // an answer that is under way may be from before what was just sent
  if (asking || document.hidden) return;
  asking = true;
  const request = new XMLHttpRequest();
  request.open("GET", location.pathname + location.search);
  request.setRequestHeader("X-Requested-With", "desk");
  if (mark && !behind) request.setRequestHeader("If-None-Match", mark);
  request.responseType = "document";
  request.timeout = SLOWEST;
  request.onloadend = () => {
    asking = false;
    if (stale) return renew();
    const says = document.getElementById("desk-says"), { lost, ended } = desk().dataset;
    const isList = request.status === 200 && request.response?.getElementById("desk");
    if (request.status === 200 && !isList) return say(ended); // the sign-in page came instead
    if (isList) {
      mark = request.getResponseHeader("ETag");
      take(request.response);
    }
    if (!own().length) {
      if (!request.status) say(lost);
      else if (says.textContent === lost) say("");
    }
    next = setTimeout(renew, request.status ? EVERY : LATER);
  };
  request.send();
}

function send() {
  clearTimeout(timer);
  const work = async () => {
    if (!own().length) return;
    try {
      if (!(await deliver())) return;
      tries = 0;
      tell();
      if (own().length) send();
      else renew();
    } catch {
      tell();
      timer = setTimeout(send, RETRY[Math.min(tries++, RETRY.length - 1)]);
    }
  };
  if (navigator.locks) navigator.locks.request(drawer, work);
  else work();
}

own().forEach(show);
if (own().length) tell();
desk().dataset.ready = "";
const again = () => { send(); renew(); };
addEventListener("online", again);
addEventListener("visibilitychange", () => document.hidden || again());
again();
