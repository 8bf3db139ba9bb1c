/* The tablet: pairing, who scores, the list, one candidate at a time. Every change is kept here first, then sent. */
import { saveCopy } from "./tablet-copy.js";
import { calling } from "./tablet-help.js";
import { bringBack, keeping } from "./tablet-keeping.js";
import { layIdle, unlock, watchTouches } from "./tablet-lock.js";
import { pairWith, takeCodeFromAddress } from "./tablet-pairing.js";
import {
  endScreen, listScreen, lockScreen, pairScreen, peopleScreen, say, scoreScreen, show, waitingScreen,
} from "./tablet-screens.js";
import { ask, isUnpaired, sending } from "./tablet-sending.js";
import { keepShell } from "./tablet-shell.js";
import { adoptSheet, fact, forgetSent, isUnsent, keepFacts, merge, sheets } from "./tablet-store.js";

const HELLO_EVERY = 30_000;
const RENEW_EVERY = 120_000;
const LOOK_EVERY = 5000;
const FACTS = ["token", "device", "day", "dayAt", "person", "date", "heardAt", "wasPaired", "lock"];
const EMPTY = { scores: {}, note: "", verdict: null };
const language = document.documentElement.lang;
const clocks = new Map();
const tabs = new BroadcastChannel("tablet");
const part = (selector) => document.querySelector(selector);

const here = { renewedAt: 0, isLocked: false, isPractising: false, isIn: false, end: undefined };
let records = new Map();
let isFull = false;

const sender = sending({ token: () => here.token, held: () => (isFull ? keeper.held((id) => records.get(id)) : []), changed, unpaired });
const help = calling({ token: () => here.token, person: () => here.person, told: tellHelp });
// Where one is: nobody is kept from going on by a store that takes nothing.
const remember = (facts) => keepFacts(facts).catch(() => {});
const screenNow = () => part("#screen").dataset.screen;
const unsent = () => [...records.values()].filter(isUnsent);
// Nobody is taken away from a candidate or from typing, and nothing unsent is put at stake.
const isBusy = () => ["score-screen", "pair-screen", "lock-screen"].includes(screenNow());
const offerShell = keepShell(() => !isBusy() && !keeper.isBusy() && unsent().length === 0);

/* --- the words for the state, always in sight --------------------------------------------------------------- */

function state() {
  const waiting = unsent();
  const refused = waiting.filter(sender.refused).length;
  if (isFull) return say("full");
  if (!here.token && (waiting.length || here.wasPaired)) return say("unpaired");
  if (here.isPractising) return say("practising");
  if (keeper.isBusy()) return say("saving");
  if (refused) return say("stuck", { count: refused });
  if (waiting.length) return say("kept", { count: waiting.length });
  if (!here.heardAt) return here.token ? say("ready") : "";
  const at = new Date(here.heardAt);
  return say("allIn", { time: [at.getHours(), at.getMinutes()].map((number) => String(number).padStart(2, "0")).join(":") });
}

function tell() {
  const status = part("#status");
  const words = state();
  if (status.textContent !== words) status.textContent = words;
  const person = here.isLocked ? undefined : here.day?.assessors.find((one) => one.id === here.person);
  part("#who").textContent = person ? say("you", { name: person.name }) : "";
  part("#someone-else").hidden = !person;
  part("#help").hidden = !here.token || Boolean(here.day?.over);
  if (here.end?.isShown()) here.end.tell(here.isIn && unsent().length === 0 && !keeper.isBusy());
}

function tellHelp(standing) {
  part("#help").textContent = say({ asking: "asking", called: "called" }[standing] ?? "help");
  part("#help-status").textContent = standing ? say(standing) : "";
}

async function recount() {
  records = new Map((await sheets()).map((record) => [record.id, record]));
  tell();
}

async function changed(received) {
  if (received) {
    here.heardAt = Date.now();
    await remember({ heardAt: here.heardAt });
  }
  await recount();
  tabs.postMessage("changed");
  offerShell();
}

/* --- keeping ------------------------------------------------------------------------------------------------ */

let soon;
const keeper = keeping({
  kept(record) {
    const wasFull = isFull;
    isFull = false;
    records.set(record.id, record);
    tell();
    if (wasFull) sender.send();
  },
  failed() {
    isFull = true;
    tell();
  },
});

/* pause: how long sending waits for more of the same, as the next letter of a note. */
function keep(id, patch, pause = 0) {
  keeper.keep(id, here.person, patch);
  here.isIn = false;
  tell(); // in the same tick as the tap
  clearTimeout(soon);
  soon = setTimeout(sendSoon, pause);
}

// What is still on its way to the store is sent when it is there.
function sendSoon() {
  if (keeper.isBusy() && !isFull) soon = setTimeout(sendSoon, 50);
  else sender.send();
}

/* --- paired, locked, or not --------------------------------------------------------------------------------- */

async function pair(code, pin) {
  const { token, wrong } = await pairWith(code, pin);
  if (wrong) return wrong;
  here.token = token;
  Object.assign(here, { person: undefined, date: undefined, wasPaired: undefined, isLocked: false });
  here.device = await fact("device");
  here.lock = await fact("lock");
  navigator.storage?.persist?.();
  sender.send();
  await renew();
  open();
  return "";
}

/* Not welcome any more: what the server does not have stays; names, and what it has, go. */
async function unpaired() {
  const gone = { token: undefined, day: undefined, person: undefined, date: undefined, lock: undefined };
  Object.assign(here, gone, { wasPaired: true, isLocked: false });
  help.stop();
  await keepFacts({ ...gone, dayAt: undefined, isLocked: undefined, wasPaired: true });
  await forgetSent();
  await recount();
  open();
}

function close() {
  if (!here.token || !here.lock || !here.day || here.day.over || here.isLocked) return;
  here.isLocked = true;
  keepFacts({ isLocked: true }).catch(() => {});
  open();
}

async function openLock(pin) {
  const outcome = await unlock(pin);
  if (outcome === "revoked") {
    await ask("POST", "lock", { token: here.token, body: {} });
    await unpaired();
    return "";
  }
  if (outcome !== "open") return say("wrongPin", { count: outcome });
  here.isLocked = false;
  open();
  return "";
}

/* --- the day ------------------------------------------------------------------------------------------------ */

async function renew({ tag } = {}) {
  if (!here.token) return;
  const answer = await ask("GET", `day?language=${language}`, { token: here.token, tag });
  if (isUnpaired(answer)) {
    await unpaired();
  } else if (answer?.status === 200 && Array.isArray(answer.said.speeddates)) {
    const { left, ...day } = answer.said;
    const isNew = JSON.stringify({ ...here.day, left: undefined }) !== JSON.stringify({ ...day, left: undefined });
    try {
      await takeDay({ ...day, left });
    } finally {
      if (here.day.over || (isNew && !isBusy())) open(); // what could not be kept is shown all the same
    }
    here.tag = answer.tag; // only now: what could not be kept is asked again
  }
}

async function takeDay(day) {
  Object.assign(here, { day, dayAt: Date.now(), renewedAt: performance.now() });
  if (day.over) {
    Object.assign(here, { person: undefined, date: undefined, isLocked: false });
    help.stop();
    await forgetSent();
  }
  await keepFacts({ day, dayAt: here.dayAt, person: here.person, date: here.date })
    .catch(() => (day.over ? keepFacts({ day: undefined }) : undefined)); // a full store still lets go
  await recount();
}

/* Without network too nothing is readable once the day is over; how long that takes, not what its clock says, decides. */
async function endDay() {
  if (!here.day || here.day.over || Date.now() - here.dayAt < here.day.left * 1000) return;
  await takeDay({ ...here.day, over: true, assessors: [], speeddates: [] });
  open();
}

const bodyOf = (id) => keeper.latest(id, records.get(id)?.body ?? EMPTY);
const ownDates = () => here.day.speeddates.filter((date) => here.person in date.sheets);
const criteriaOf = (date) => here.day.criteria.filter((criterion) => criterion.part === date.part);

function standing(date) {
  const { id, version, done } = date.sheets[here.person];
  const record = records.get(id);
  const body = bodyOf(id);
  if (done && !record) return "done";
  if (body.verdict && criteriaOf(date).every((criterion) => criterion.id in body.scores)) return "done";
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
  await remember({ date: date.id });
  return here.isLocked || here.day?.over ? undefined : showSheet(date, id);
}

function showSheet(date, id) {
  const dates = ownDates();
  const at = dates.findIndex((one) => one.id === date.id);
  if (!clocks.has(date.id)) clocks.set(date.id, {});
  scoreScreen({
    minutes: here.day.minutes,
    criteria: criteriaOf(date),
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

/* A sheet about nobody, to try: nothing of it is kept or sent. */
function practise() {
  const date = { name: say("nobody"), time: "", part: here.day.criteria[0].part, functions: [say("practising")], needs: [] };
  let body = EMPTY;
  here.isPractising = true;
  scoreScreen({
    minutes: here.day.minutes,
    criteria: criteriaOf(date),
    date,
    body,
    clock: {},
    set: (patch) => { body = merge(body, patch); },
    go: { list: () => open() },
  });
  tell();
}

/* --- going from one screen to another ----------------------------------------------------------------------- */

async function place(where) {
  Object.assign(here, where);
  await remember(where);
  open();
}

const more = { practise, copy: () => saveCopy(here.device), done: () => end("done-screen", say("finish")) };

function end(id, heading) {
  here.end = endScreen(id, heading, () => open());
  tell();
  hello();
}

function open(code = "") {
  here.isPractising = false;
  tell();
  if (code || !here.token) {
    pairScreen({ code, why: say(here.wasPaired ? "again" : "why"), pair, copy: unsent().length ? more.copy : undefined });
  } else if (here.day?.over) {
    end("over-screen", say("over"));
  } else if (here.isLocked) {
    lockScreen({ open: openLock });
  } else if (!here.day) {
    waitingScreen({ renew });
  } else if (!here.day.assessors.some((person) => person.id === here.person)) {
    peopleScreen({ day: here.day, choose: (person) => place({ person }), renew, more });
  } else {
    openPersons();
  }
  offerShell();
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
    more,
  });
}

/* A plan that changed is here within seconds: mostly the answer is that nothing did. */
async function look() {
  if (here.isLooking || document.hidden || !navigator.onLine || here.day?.over) return;
  here.isLooking = true;
  try {
    await renew(here);
  } finally {
    here.isLooking = false; // whatever the store did, it looks again
  }
}

async function hello() {
  if (!here.token || document.hidden) return;
  const pending = unsent().length;
  const answer = await ask("POST", "hello", { token: here.token, body: { pending } });
  if (isUnpaired(answer)) {
    await unpaired();
  } else if (answer?.status === 200 && answer.said.heard) {
    here.isIn = answer.said.pending === 0;
    help.heard(answer.said.help);
    tell();
    if (performance.now() - here.renewedAt > RENEW_EVERY) await renew();
  }
}

/* --- from here on it runs ----------------------------------------------------------------------------------- */

part("#someone-else").addEventListener("click", () => place({ person: undefined, date: undefined }));
part("#help").addEventListener("click", () => help.ask());
part("[data-language]").addEventListener("click", (event) => {
  event.currentTarget.hash = part("#code")?.value ?? "";
});
addEventListener("online", () => sender.send());
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) endDay().then(() => sender.send());
});
tabs.addEventListener("message", async () => {
  here.heardAt = await fact("heardAt");
  await recount();
  sender.send();
});
setInterval(hello, HELLO_EVERY);
setInterval(look, LOOK_EVERY);
setInterval(endDay, 10_000);

try {
  for (const name of FACTS) here[name] = await fact(name);
  here.isLocked = Boolean(here.token && here.lock) && (await layIdle());
  if (here.isLocked) await remember({ isLocked: true }); // touching the lock is no way round it
  await recount();
} catch (error) {
  show("waiting-screen", say("shut"));
  throw error;
}
bringBack((id, owner, patch) => keeper.keep(id, owner, patch));
await endDay();
open(takeCodeFromAddress());
addEventListener("hashchange", () => { // not before: a code that comes while the tablet starts is taken above
  const code = takeCodeFromAddress();
  if (code) open(code);
});
watchTouches(close);
sendSoon();
await renew();
