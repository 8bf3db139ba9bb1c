/* [data-read-aloud]: a button that lets the browser read the [data-aloud] parts inside, in the language of the page.
   It appears only when the machine has a voice for that language: nothing is fetched, and nobody else hears the text. */
const frame = document.querySelector("[data-read-aloud]");
const language = document.documentElement.lang || "nl";
const speech = globalThis.speechSynthesis;
const words = frame.dataset;

const voice = () => {
  const fitting = (speech?.getVoices() ?? []).filter((one) => one.lang.toLowerCase().replace("_", "-").startsWith(language));
  return fitting.find((one) => one.localService) ?? fitting[0];
};

const line = document.createElement("div");
line.className = "reading";
const button = (kind, text) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `button button-${kind}`;
  made.textContent = text;
  line.append(made);
  return made;
};

let queue = [];
let reading = 0; // which reading this is: what an older one still says does not count
let isPaused = false;

/* Sentence by sentence: long utterances fall silent in some browsers. */
const sentences = (part) => part.innerText.split(/\n+|(?<=[.!?])\s+/u).map((one) => one.trim()).filter(Boolean);

const shine = (part) => {
  frame.querySelector(".read-now")?.classList.remove("read-now");
  part?.classList.add("read-now");
};

const show = () => {
  const isReading = queue.length > 0;
  start.textContent = isReading ? (isPaused ? words.goOn : words.pause) : words.read;
  stop.hidden = !isReading;
};

const next = (turn) => {
  if (turn !== reading) return;
  if (!queue.length) return end();
  const { part, text } = queue[0];
  const said = new SpeechSynthesisUtterance(text);
  said.lang = language;
  said.voice = voice() ?? null;
  said.rate = 0.9;
  said.addEventListener("end", () => {
    if (turn !== reading) return;
    queue.shift();
    next(turn);
  });
  said.addEventListener("error", () => turn === reading && end());
  shine(part);
  speech.speak(said);
};

const end = () => {
  reading += 1;
  queue = [];
  isPaused = false;
  speech.cancel();
  shine(null);
  show();
};

const press = () => {
  if (!queue.length) {
    speech.cancel();
    reading += 1;
    queue = [...frame.querySelectorAll("[data-aloud]")].flatMap((part) => sentences(part).map((text) => ({ part, text })));
    next(reading);
  } else {
    isPaused = !isPaused;
    if (isPaused) speech.pause();
    else speech.resume();
  }
  show();
};

const start = button("primary", words.read);
const stop = button("secondary", words.stop);
start.addEventListener("click", press);
stop.addEventListener("click", () => {
  end();
  start.focus();
});
show();

const offer = () => {
  if (voice() && !line.isConnected) frame.prepend(line);
};
if (speech) {
  offer();
  speech.addEventListener("voiceschanged", offer);
  addEventListener("pagehide", () => speech.cancel());
}
