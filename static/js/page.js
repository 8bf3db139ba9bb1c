/* Loaded by every layout: brings in only the behaviour that this page asks for. Nothing here is needed to use the page. */
import "./double-click.js";

// A browser may skip the fade between two pages (a slow answer, a hidden tab). That is no error: nobody waits for it.
const shrug = (event) => {
  for (const promise of [event.viewTransition?.ready, event.viewTransition?.finished]) promise?.catch(() => {});
};
addEventListener("pageswap", shrug);
addEventListener("pagereveal", shrug);

if (document.querySelector("[data-error-summary]")) import("./focus-errors.js");
if (document.querySelector("form[data-autosave]")) import("./autosave.js");
if (document.querySelector("form[data-send]")) import("./sending.js");
if (document.querySelector("[data-copy]")) import("./copy.js");
if (document.querySelector("[data-inserts]")) import("./placeholders.js");
if (document.querySelector("[data-read-aloud]")) import("./read-aloud.js");
if (document.querySelector("[data-desk]")) import("./desk.js");
if (document.querySelector("[data-live]")) import("./live.js");
if (document.querySelector("[data-follow]")) import("./follow.js");
if (document.querySelector("[data-board]")) import("./board.js");
if (document.querySelector("form[data-search-into]")) import("./search.js");

// What autosave holds back for a lost connection belongs to one person: it leaves with that person.
document.querySelector("[data-signs-out]")?.addEventListener("submit", () => sessionStorage.clear());
