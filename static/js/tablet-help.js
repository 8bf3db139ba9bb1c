/* A call for help: asked until the server has it, and shown until somebody went. */
import { randomText } from "./tablet-pairing.js";
import { ask } from "./tablet-sending.js";

const TRY_AGAIN = 5000;

/* calling({ token, person, told }): told("asking" | "called" | "") each time that it changes. */
export function calling({ token, person, told }) {
  let nonce;
  let timer;
  let isCalled = false;

  async function call() {
    clearTimeout(timer);
    const asked = nonce;
    const answer = await ask("POST", "help", { token: token(), body: { nonce: asked, assessor: person() ?? "" } });
    if (asked !== nonce) return;
    if (answer?.status === 200 && answer.said.nonce === asked) {
      isCalled = true;
      told("called");
    } else if (token()) timer = setTimeout(call, TRY_AGAIN);
    else stop();
  }

  function stop() {
    clearTimeout(timer);
    nonce = undefined;
    isCalled = false;
    told("");
  }

  return {
    ask() {
      if (nonce) return;
      nonce = randomText();
      told("asking");
      call();
    },
    /* What the server says of it: whether a call of this tablet is open. */
    heard(isOpen) {
      if (isCalled && !isOpen) stop();
    },
    stop,
  };
}
