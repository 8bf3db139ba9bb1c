/* [data-desk]: taps at the door are kept in this browser first, then sent; without network they wait, and are sent later.
   Kept are ids, a step and a time: no name. Each tap has an id of its own, so that sending again counts once; the portal
   puts the time right with its own clock. Without this script the same buttons are plain forms. */
const RETRY = [1000, 2000, 5000, 15_000, 30_000];
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

function take(form, line) {
  const [, attendance, kind, slot, step] = new URL(form.action).pathname.match(STEP);
  const time = new FormData(form).get("expected");
  if (step === "late" && !time) return false;
  const [hours, minutes] = (time ?? "0:0").split(":").map(Number);
  const tap = { id: newId(), who: desk().dataset.who, attendance, step, at: Date.now() };
  if (kind) Object.assign(tap, { kind, slot: Number(slot) });
  if (step === "late") tap.minute = hours * 60 + minutes;
  try { keep([...kept(), tap]); } catch { return false; } // no room here: the form itself is sent
  show(tap);
  tries = 0;
  overtaken = false;
  line.querySelector("details[open]")?.removeAttribute("open");
  tell();
  send();
  return true;
}

document.addEventListener("submit", (event) => {
  const line = event.target.closest?.("[data-attendance]");
  if (line && STEP.test(new URL(event.target.action).pathname) && take(event.target, line)) event.preventDefault();
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

/* The list as the portal has it now, but for what was tapped meanwhile. */
function renew() {
  const request = new XMLHttpRequest();
  request.open("GET", location.pathname + location.search);
  request.responseType = "document";
  request.onload = () => {
    const fresh = request.status === 200 ? request.response?.getElementById("desk") : null;
    if (!fresh) return;
    const at = document.activeElement?.closest("[data-attendance]")?.id;
    for (const line of desk().querySelectorAll("[data-attendance]")) {
      const now = fresh.querySelector(`#${CSS.escape(line.id)}`);
      if (now && !now.isEqualNode(line)) line.replaceWith(document.adoptNode(now));
    }
    if (at) document.getElementById(at)?.querySelector("button, summary")?.focus({ preventScroll: true });
    own().forEach(show);
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
addEventListener("online", send);
addEventListener("visibilitychange", () => document.hidden || send());
send();
