/* From the tap to the store. One change after the other is written for a sheet, and what is tapped meanwhile goes together in the
   next one: typing never queues up behind a slow disk. Until it is in the store, a copy stands in localStorage, which is
   written in the same tick as the tap: a page that is closed or reloaded in that moment finds it again. */
import { changeSheet, merge } from "./tablet-store.js";

const DRAWER = "tablet ";
const TRY_AGAIN = 3000;

function note(id, owner, patch) {
  try {
    if (patch) localStorage.setItem(DRAWER + id, JSON.stringify({ owner, patch }));
    else localStorage.removeItem(DRAWER + id);
  } catch { /* full or refused: the store itself is still asked */ }
}

/* What a page that was closed too soon had not put in the store yet: keep(id, owner, patch) is called with each. */
export function bringBack(keep) {
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(DRAWER))) {
    const { owner, patch } = JSON.parse(localStorage.getItem(key));
    keep(key.slice(DRAWER.length), owner, patch);
  }
}

/* keeping({ kept, failed }): kept(record) after each change that is in the store, failed() when the store takes no more. */
export function keeping({ kept, failed }) {
  const waiting = new Map(); // sheet id: what was tapped since the last write began
  const writing = new Map(); // sheet id: what is being written
  const owners = new Map();

  async function write(id, owner) {
    while (waiting.has(id)) {
      const patch = waiting.get(id);
      waiting.delete(id);
      writing.set(id, patch);
      try {
        const record = await changeSheet(id, owner, patch);
        note(id, owner, waiting.get(id));
        writing.delete(id);
        kept(record);
      } catch {
        waiting.set(id, merge(patch, waiting.get(id)));
        writing.delete(id);
        failed();
        setTimeout(() => writing.has(id) || write(id, owner), TRY_AGAIN);
        return;
      }
    }
  }

  return {
    keep(id, owner, patch) {
      owners.set(id, owner);
      waiting.set(id, merge(waiting.get(id), patch));
      note(id, owner, merge(writing.get(id), waiting.get(id)));
      if (!writing.has(id)) write(id, owner);
    },
    /* A body as it will be once everything tapped is in the store. */
    latest: (id, body) => merge(merge(body, writing.get(id)), waiting.get(id)),
    isBusy: () => waiting.size + writing.size > 0,
    /* What the store does not take, as records to send straight from here: with network a full tablet loses nothing either. */
    held: (record) => {
      const found = [];
      for (const [id, patch] of waiting) {
        const { rev = 0, acked = 0, version = 0, body } = record(id) ?? {};
        const whole = merge({ note: "", verdict: null, ...body }, merge(writing.get(id), patch));
        found.push({ id, body: whole, rev: rev + 1, acked, version, owner: owners.get(id), ts: new Date().toISOString() });
      }
      return found;
    },
  };
}
