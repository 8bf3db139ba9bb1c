/* Sending what the server does not have yet: at once, and again after 1 to 60 seconds while that fails.
   Only JSON that echoes id and revision is a receipt: the welcome page of a hotel's wifi is none. */
import { acknowledge, isUnsent, sheets } from "./tablet-store.js";

const SHORTEST = 1000;
const LONGEST = 60_000;
const PATIENCE = 15_000;

/* An answer of the portal: { status, said, tag }; undefined when there was none, or nothing new since `tag`. */
export async function ask(method, path, { token, body, tag } = {}) {
  try {
    const response = await fetch(path, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: {
        Accept: "application/json",
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...(tag ? { "If-None-Match": tag } : {}),
      },
      cache: "no-store",
      credentials: "omit",
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (!response.headers.get("Content-Type")?.startsWith("application/json")) return undefined;
    const said = await response.json();
    return said && typeof said === "object" ? { status: response.status, said, tag: response.headers.get("ETag") } : undefined;
  } catch {
    return undefined;
  }
}

export const isUnpaired = (answer) => answer?.status === 401 && typeof answer.said.error === "string";

/* sending({ token, held, changed, unpaired }): token() gives the token, held() the records that the store does not take, changed() is called when something was received or refused,
   unpaired() when the tablet is not welcome any more. */
export function sending({ token, held, changed, unpaired }) {
  const received = new Map(); // sheet id: what the server has, where the store could not note it
  const refused = new Map(); // sheet id: the revision that the server could not take
  let wait = SHORTEST;
  let timer;
  let busy = false;
  let again = false;

  const nameOf = ({ rev, body }) => `${rev} ${JSON.stringify(body)}`;

  async function sendOne(record, pending) {
    const answer = await ask("PUT", `sheets/${record.id}`, {
      token: token(),
      body: {
        rev: record.rev, base: record.version, body: record.body, assessor: record.owner, time: record.ts, pending,
      },
    });
    if (answer?.status === 200 && answer.said.id === record.id && answer.said.rev === record.rev) {
      refused.delete(record.id);
      received.set(record.id, { name: nameOf(record), receipt: answer.said });
      await acknowledge(answer.said).catch(() => {});
      await changed(true).catch(() => {});
      return "received";
    }
    if (isUnpaired(answer)) return "unpaired";
    // Refused by the portal itself, with a word why. It does not hold up the rest.
    if (answer && [400, 404, 413, 422].includes(answer.status) && answer.said.error) {
      refused.set(record.id, record.rev);
      changed(false);
      return "refused";
    }
    return "unheard";
  }

  async function round() {
    const all = new Map([...(await sheets()), ...held()].map((record) => [record.id, record]));
    const waiting = [];
    for (const record of all.values()) {
      const before = received.get(record.id);
      if (!isUnsent(record) || refused.get(record.id) === record.rev) continue;
      if (before?.name !== nameOf(record)) waiting.push(record);
      else if (await acknowledge(before.receipt).catch(() => false)) await changed(true);
    }
    for (const [index, record] of waiting.entries()) {
      const outcome = await sendOne(record, waiting.length - index - 1);
      if (outcome === "unpaired" || outcome === "unheard") return outcome;
    }
    return "done";
  }

  // One tab sends; another waits for its turn and then finds nothing left to do.
  const alone = (work) => (navigator.locks ? navigator.locks.request("tablet-sending", work) : work());

  async function send() {
    clearTimeout(timer);
    if (!token()) return;
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    let outcome;
    try {
      outcome = await alone(round);
    } catch {
      outcome = "unheard"; // the store did not answer; it is asked again
    }
    busy = false;
    if (outcome === "unpaired") {
      await unpaired();
    } else if (outcome === "unheard") {
      timer = setTimeout(send, wait);
      wait = Math.min(wait * 2, LONGEST);
      again = false;
    } else {
      wait = SHORTEST;
      if (again) {
        again = false;
        await send();
      }
    }
  }

  return { send, refused: (record) => refused.get(record.id) === record.rev };
}
