/* Pairing: a code and its PIN for a token. */
import { lockFor } from "./tablet-lock.js";
import { say } from "./tablet-screens.js";
import { ask } from "./tablet-sending.js";
import { fact, keepFacts } from "./tablet-store.js";

export const randomText = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(24)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/* { token } when it is paired and kept; { wrong } with a sentence when not. */
export async function pairWith(code, pin) {
  const digits = pin.trim();
  if (!code.trim() || !/^\d{6}$/.test(digits)) return { wrong: say("malformed") };
  // The same random text for the same code: when the answer is lost on the way, asking again gives the same token.
  const before = await fact("pairing");
  const pairing = before?.code === code ? before : { code, nonce: randomText() };
  await keepFacts({ pairing });
  const answer = await ask("POST", "pair", { body: { code, pin: digits, nonce: pairing.nonce } });
  if (!answer) return { wrong: say("offline") };
  if (answer.status === 200) {
    const { token, device } = answer.said;
    const gone = { pairing: undefined, person: undefined, date: undefined, wasPaired: undefined, isLocked: undefined };
    await keepFacts({ token, device, lock: await lockFor(digits), touchedAt: Date.now(), ...gone });
    return { token };
  }
  if (answer.said.error === "wrong_pin") return { wrong: say("wrongPin", { count: answer.said.left }) };
  if (answer.status === 429) return { wrong: say("tooMany") };
  return { wrong: say(["gone", "revoked", "malformed"].includes(answer.said.error) ? answer.said.error : "offline") };
}

/* The code in the address, as the QR gives it; it does not stay there. */
export function takeCodeFromAddress() {
  const code = decodeURIComponent(location.hash.slice(1));
  if (!/^[A-Za-z0-9-]{6,12}$/.test(code)) return "";
  history.replaceState(null, "", location.pathname + location.search);
  return code;
}
