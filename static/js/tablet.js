/* The tablet: pairing, who scores, the list, one candidate at a time. Every change is kept here first, then sent. */
import { bringBack, keeping } from "./tablet-keeping.js";
import { listScreen, pairScreen, peopleScreen, say, scoreScreen, show, waitingScreen } from "./tablet-screens.js";
import { ask, isUnpaired, sending } from "./tablet-sending.js";
import { adoptSheet, fact, forgetSent, isUnsent, keepFacts, sheets } from "./tablet-store.js";

const HELLO_EVERY = 30_000;
const RENEW_EVERY = 120_000;
const language = document.documentElement.lang;
const clocks = new Map();
const tabs = new BroadcastChannel("tablet");

const here = { token: undefined, day: undefined, person: undefined, date: undefined, heardAt: undefined, renewedAt: 0 };
let records = new Map();
let isFull = false;

const sender = sending({ token: () => here.token, changed, unpaired });

/* --- the words for the state, always in sight --------------------------------------------------------------- */

function state() {
  const unsent = [...records.values()].filter(isUnsent);
  const refused = unsent.filter(sender.refused).length;
  if (isFull) return say("full");
  if (!here.token && (unsent.length || here.wasPaired)) return say("unpaired");
  if (keeper.isBusy()) return say("saving");
  if (refused) return say("stuck", { count: refused });
  if (unsent.length) return say("kept", { count: unsent.length });
  if (!here.heardAt) return here.token ? say("ready") : "";
  const at = new Date(here.heardAt);
  return say("allIn", { time: [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":") });
}

function tell() {
  const status = document.querySelector("#status");
  const words = state();
  if (status.textContent !== words) status.textContent = words;
  const person = here.day?.assessors.find((one) => one.id === here.person);
  document.querySelector("#who").textContent = person ? say("you", { name: person.name }) : "";
  document.querySelector("#someone-else").hidden = !person;
}

async function recount() {
  records = new Map((await sheets()).map((record) => [record.id, record]));
  tell();
}

async function changed(received) {
  if (received) {
    here.heardAt = Date.now();
    await keepFacts({ heardAt: here.heardAt });
  }
  await recount();
  tabs.postMessage("changed");
}

/* --- keeping ------------------------------------------------------------------------------------------------ */

let soon;
const keeper = keeping({
  kept(record) {
    isFull = false;
    records.set(record.id, record);
    tell();
  },
  failed() {
    isFull = true;
    tell();
  },
});

/* pause: how long sending waits for more of the same, as the next letter of a note. */
function keep(id, patch, pause = 0) {
  keeper.keep(id, here.person, patch);
  tell(); // in the same tick as the tap
  clearTimeout(soon);
  soon = setTimeout(sendSoon, pause);
}

// What is still on its way to the store is sent when it is there.
function sendSoon() {
  if (keeper.isBusy() && !isFull) soon = setTimeout(sendSoon, 50);
  else sender.send();
}

/* --- pairing ------------------------------------------------------------------------------------------------ */

const randomText = () => Array.from(crypto.getRandomValues(new Uint8Array(24)), (byte) => byte.toString(16).padStart(2, "0")).join("");

async function pair(code, pin) {
  if (!code.trim() || !/^\d{6}$/.test(pin.trim())) return say("malformed");
  // The same random text for the same code: when the answer is lost on the way, asking again gives the same token.
  const before = await fact("pairing");
  const pairing = before?.code === code ? before : { code, nonce: randomText() };
  await keepFacts({ pairing });
  const answer = await ask("POST", "pair", { body: { code, pin: pin.trim(), nonce: pairing.nonce } });
  if (!answer) return say("offline");
  if (answer.status === 200) {
    here.token = answer.said.token;
    Object.assign(here, { person: undefined, date: undefined, wasPaired: undefined });
    await keepFacts({ token: here.token, pairing: undefined, person: undefined, date: undefined, wasPaired: undefined });
    sender.send();
    await renew();
    open();
    return "";
  }
  if (answer.said.error === "wrong_pin") return say("wrongPin", { count: answer.said.left });
  if (answer.status === 429) return say("tooMany");
  return say(["gone", "revoked", "malformed"].includes(answer.said.error) ? answer.said.error : "offline");
}

/* Not welcome any more: what the server does not have stays; names, and what it has, go. */
async function unpaired() {
  Object.assign(here, { token: undefined, day: undefined, person: undefined, date: undefined, wasPaired: true });
  await keepFacts({ token: undefined, day: undefined, person: undefined, date: undefined, wasPaired: true });
  await forgetSent();
  await recount();
  open();
}

function takeCodeFromAddress() {
  const code = decodeURIComponent(location.hash.slice(1));
  if (!/^[A-Za-z0-9-]{6,12}$/.test(code)) return "";
  history.replaceState(null, "", location.pathname + location.search);
  return code;
}

/* --- the day ------------------------------------------------------------------------------------------------ */

async function renew() {
  if (!here.token) return;
  const answer = await ask("GET", `day?language=${language}`, { token: here.token });
  if (isUnpaired(answer)) {
    await unpaired();
  } else if (answer?.status === 200 && Array.isArray(answer.said.speeddates)) {
    const isNew = JSON.stringify(here.day) !== JSON.stringify(answer.said);
    here.day = answer.said;
    here.renewedAt = performance.now();
    if (here.day.over) {
      Object.assign(here, { person: undefined, date: undefined });
      await forgetSent();
    }
    await keepFacts({ day: here.day, person: here.person, date: here.date });
    await recount();
    // Nobody is taken away from a candidate or from typing a code; a list that stays the same stays.
    const busyWith = ["score-screen", "pair-screen"].includes(document.querySelector("#screen").dataset.screen);
    if (here.day.over || (isNew && !busyWith)) open();
  }
}

const EMPTY = { scores: {}, note: "", verdict: null };
const bodyOf = (id) => keeper.latest(id, records.get(id)?.body ?? EMPTY);
const ownDates = () => here.day.speeddates.filter((date) => here.person in date.sheets);

function standing(date) {
  const { id, version, done } = date.sheets[here.person];
  const record = records.get(id);
  const body = bodyOf(id);
  if (done && !record) return "done";
  if (body.verdict && here.day.criteria.every((criterion) => criterion.id in body.scores)) return "done";
  if (date.absent) return "absent";
  if (body.verdict || body.note || Object.keys(body.scores).length) return "begun";
  return version ? "begun" : "todo";
}

async function openSheet(date) {
  const { id, version } = date.sheets[here.person];
  const known = records.get(id);
  if (version > (known?.version ?? 0) && !(known && isUnsent(known))) {
    const answer = await ask("GET", `sheets/${id}`, { token: here.token });
    if (isUnpaired(answer)) return unpaired();
    if (answer?.status === 200 && answer.said.id === id) {
      await adoptSheet(answer.said, here.person);
      await recount();
    }
  }
  here.date = date.id;
  await keepFacts({ date: date.id });
  return showSheet(date, id);
}

function showSheet(date, id) {
  const dates = ownDates();
  const at = dates.findIndex((one) => one.id === date.id);
  if (!clocks.has(date.id)) clocks.set(date.id, {});
  scoreScreen({
    day: here.day,
    date,
    body: bodyOf(id),
    clock: clocks.get(date.id),
    set: (patch, pause) => keep(id, patch, pause),
    go: {
      previous: dates[at - 1] && (() => openSheet(dates[at - 1])),
      next: dates[at + 1] && (() => openSheet(dates[at + 1])),
      list: () => place({ date: undefined }),
    },
  });
  tell();
}

/* --- going from one screen to another ----------------------------------------------------------------------- */

async function place(where) {
  Object.assign(here, where);
  await keepFacts(where);
  open();
}

function open(code = "") {
  tell();
  if (code || !here.token) {
    pairScreen({ code, why: say(here.wasPaired ? "again" : "why"), pair });
  } else if (!here.day) {
    waitingScreen({ renew });
  } else if (here.day.over) {
    show("over-screen", say("over"));
  } else if (!here.day.assessors.some((person) => person.id === here.person)) {
    peopleScreen({ day: here.day, choose: (person) => place({ person }), renew });
  } else {
    openPersons();
  }
}

function openPersons() {
  const dates = ownDates();
  const date = dates.find((one) => one.id === here.date);
  if (date) {
    openSheet(date);
    return;
  }
  listScreen({
    day: here.day,
    person: here.day.assessors.find((one) => one.id === here.person),
    dates,
    standing,
    choose: (id) => openSheet(dates.find((one) => one.id === id)),
    renew,
  });
}

async function hello() {
  if (!here.token || document.hidden) return;
  const pending = [...records.values()].filter(isUnsent).length;
  if (isUnpaired(await ask("POST", "hello", { token: here.token, body: { pending } }))) await unpaired();
  else if (performance.now() - here.renewedAt > RENEW_EVERY) await renew();
}

document.querySelector("#someone-else").addEventListener("click", () => place({ person: undefined, date: undefined }));
document.querySelector("[data-language]").addEventListener("click", (event) => {
  event.currentTarget.hash = document.querySelector("#code")?.value ?? "";
});
addEventListener("online", () => sender.send());
addEventListener("hashchange", () => {
  const code = takeCodeFromAddress();
  if (code) open(code);
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) sender.send();
});
tabs.addEventListener("message", () => recount().then(() => sender.send()));
setInterval(hello, HELLO_EVERY);

for (const name of ["token", "day", "person", "date", "heardAt", "wasPaired"]) here[name] = await fact(name);
await bringBack();
await recount();
open(takeCodeFromAddress());
sender.send();
await renew();
