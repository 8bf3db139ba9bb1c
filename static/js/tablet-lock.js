/* The lock: five minutes without a touch, and the PIN with which the tablet was paired is asked. After five wrong ones it is
   not paired any more. Of the PIN only a slow hash is kept; a browser that cannot make one (no https) has no lock. */
import { fact, keepFacts } from "./tablet-store.js";

const IDLE = 5 * 60_000;
const MOST_WRONG = 5;
const ROUNDS = 200_000;
const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

async function hashOf(pin, salt) {
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: new TextEncoder().encode(salt), iterations: ROUNDS };
  return hex(await crypto.subtle.deriveBits(how, key, 256));
}

/* To keep when the tablet is paired with this PIN. */
export async function lockFor(pin) {
  if (!globalThis.crypto?.subtle) return undefined;
  const salt = hex(crypto.getRandomValues(new Uint8Array(16)));
  return { salt, hash: await hashOf(pin, salt), wrong: 0 };
}

/* What was typed: "open", "revoked", or how many tries are left. Wrong ones are counted before they are tried: a page that is
   loaded anew meanwhile gives no try back. */
export async function unlock(pin) {
  const lock = await fact("lock");
  if (!lock || lock.wrong >= MOST_WRONG) return "revoked";
  await keepFacts({ lock: { ...lock, wrong: lock.wrong + 1 } });
  if ((await hashOf(pin, lock.salt)) === lock.hash) {
    await keepFacts({ lock: { ...lock, wrong: 0 }, isLocked: undefined });
    return "open";
  }
  return lock.wrong + 1 >= MOST_WRONG ? "revoked" : MOST_WRONG - lock.wrong - 1;
}

/* Watch for touches and keys. close() is called after five minutes without one; it decides whether there is anything to lock. */
export function watchTouches(close) {
  let touchedAt = Date.now();
  let keptAt = 0;
  const touch = () => {
    const now = Date.now();
    // A tablet that slept: its timers stood still, and the first touch must not open it.
    if (now - touchedAt > IDLE) close();
    touchedAt = now;
    if (Math.abs(now - keptAt) < 30_000) return;
    keptAt = now;
    keepFacts({ touchedAt }).catch(() => {});
  };
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, touch, { capture: true, passive: true });
  setInterval(() => {
    if (Date.now() - touchedAt > IDLE) close();
  }, 10_000);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && Date.now() - touchedAt > IDLE) close();
  });
}

/* Whether a page that opens now finds a tablet that lay untouched; a clock that was set back says nothing. */
export const layIdle = async () => Boolean(await fact("isLocked")) || Date.now() - ((await fact("touchedAt")) ?? Date.now()) > IDLE;
