/* [data-live]: the live board asks every second whether anything changed. The question is small and the answer mostly 304.
   What comes is a document whose parts replace those with the same id; where each appointment stands is worked out here,
   from the minute, the letter of each person and the tables that run late. Nothing here makes markup out of a string. */
const SLOWEST = 15_000;
const board = () => document.getElementById("live");
let tag, timer, wait, asking = false;

const facts = () => document.getElementById("live-facts").dataset;

function say(words) {
  const says = document.getElementById("live-says");
  if (says.textContent !== words) says.textContent = words;
}

/* Where an appointment stands; `portal/blueprints/live_day/seen.py` says the same. */
function standOf(start, end, letter, minute) {
  if (end <= minute) return "past";
  if (letter === "a") return "absent";
  if (letter === "w") return "left";
  if (start <= minute) return letter === "p" || letter === "-" ? "now" : "waiting";
  return letter === "l" ? "late" : "";
}

function mark() {
  const { minute, letters, delays } = facts();
  const words = JSON.parse(board().dataset.words);
  const late = Object.fromEntries(delays.split(" ").filter(Boolean).map((one) => one.split(":")));
  const names = Object.fromEntries([...document.querySelectorAll("#live-counts [data-name]")].map((one) => [one.dataset.name, one.textContent]));
  const nexts = new Set();
  for (const one of board().querySelectorAll("[data-span]")) {
    const [person, start, end, place] = one.dataset.span.split(" ");
    const delay = Number(late[place] ?? 0);
    const letter = person === "-" ? "-" : letters[person];
    let stand = standOf(Number(start) + delay, Number(end) + delay, letter, Number(minute));
    const isChip = one.tagName === "LI";
    if (isChip && Number(start) + delay > Number(minute) && !nexts.has(person)) {
      nexts.add(person);
      stand ||= "next";
    }
    if (one.dataset.stand !== stand) one.dataset.stand = stand;
    const word = one.querySelector("[data-word]");
    const text = isChip || stand !== "past" ? words[stand] ?? "" : "";
    if (person !== "-" && word && word.textContent !== text) word.textContent = text;
  }
  for (const one of board().querySelectorAll("[data-person]")) {
    const letter = letters[one.dataset.person];
    if (one.dataset.letter === letter) continue;
    one.dataset.letter = letter;
    one.querySelector("[data-state]").textContent = names[letter] ?? "";
  }
  moveNow(Number(minute));
}

/* The line across the grid. */
function moveNow(minute) {
  const rows = [...board().querySelectorAll("tr[data-slot]")];
  const at = rows.findLast((row) => Number(row.dataset.slot) <= minute);
  const last = rows.at(-1);
  const there = at && (at !== last || minute < Number(last.dataset.slot) + 5) ? at : null;
  for (const row of rows) row.classList.toggle("day-grid-now", row === there);
}

function take(fresh) {
  const before = facts();
  const plan = before.plan, asks = Number(before.asks);
  for (const part of [...fresh.body.children]) {
    const old = document.getElementById(part.id);
    if (old && !old.contains(document.activeElement) && !old.isEqualNode(part)) old.replaceWith(document.adoptNode(part));
  }
  if (facts().plan !== plan) return renew();
  mark();
  say(Number(facts().asks) > asks ? board().dataset.new : "");
}

/* Another plan: the whole board comes anew. */
function renew() {
  const request = new XMLHttpRequest();
  request.open("GET", location.pathname + location.search);
  request.responseType = "document";
  request.onload = () => {
    const fresh = request.status === 200 ? request.response?.getElementById("live") : null;
    if (!fresh) return;
    board().replaceWith(document.adoptNode(fresh));
    begin();
  };
  request.send();
}

function ask() {
  clearTimeout(timer);
  if (asking || document.hidden) return;
  asking = true;
  const request = new XMLHttpRequest();
  request.open("GET", location.pathname);
  request.setRequestHeader("X-Requested-With", "live");
  if (tag) request.setRequestHeader("If-None-Match", tag);
  request.responseType = "document";
  request.timeout = SLOWEST;
  request.onloadend = () => {
    asking = false;
    const usual = Number(board().dataset.live) * 1000;
    const isBoard = request.status === 200 && request.response?.getElementById("live-facts") && !request.response.getElementById("content");
    if (isBoard || request.status === 304) {
      wait = usual;
      if (isBoard) {
        tag = request.getResponseHeader("ETag");
        take(request.response);
      } else if (document.getElementById("live-says").textContent === board().dataset.lost) say("");
    } else if (request.status === 200) {
      say(board().dataset.ended); // the sign-in page came instead
      return;
    } else {
      say(board().dataset.lost);
      wait = Math.min(wait * 2, SLOWEST);
    }
    timer = setTimeout(ask, wait);
  };
  request.send();
}

function begin() {
  board().dataset.lives = "";
  const find = document.getElementById("live-find");
  find.parentElement.hidden = false;
  find.addEventListener("input", () => {
    const wanted = find.value.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().split(/\s+/);
    for (const one of board().querySelectorAll("[data-person]")) {
      const name = one.querySelector(".live-name").textContent.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
      one.hidden = !wanted.every((word) => name.includes(word));
    }
  });
  mark();
}

wait = Number(board().dataset.live) * 1000;
begin();
addEventListener("visibilitychange", ask);
addEventListener("online", ask);
ask();
