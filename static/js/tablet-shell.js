/* The page itself: kept by the service worker, so that it opens without network, and renewed only when nothing is at stake. */

// The content policy asks for a policy that says which script may become a worker: this one.
const policy = globalThis.trustedTypes?.createPolicy("tablet-worker", { createScriptURL: () => "/tablet/worker.js" });

/* mayRenew(): whether the page may be loaded anew now: nothing unsent, nobody busy with a candidate or a code. Gives a function to
   call when that may have changed. */
export function keepShell(mayRenew) {
  if (!navigator.serviceWorker) return () => {};
  let registration;
  let offered;

  function offer() {
    const waiting = registration?.waiting;
    // Without an active one it is the first; that one does not wait.
    if (!waiting || !registration.active || waiting === offered || !mayRenew()) return;
    offered = waiting;
    waiting.postMessage("nothing is unsent");
  }

  let controlled = Boolean(navigator.serviceWorker.controller);
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (controlled && mayRenew()) location.reload();
    controlled = true;
  });
  navigator.serviceWorker
    .register(policy ? policy.createScriptURL("") : "/tablet/worker.js", { scope: "/tablet/", updateViaCache: "none" })
    .then((found) => {
      registration = found;
      registration.addEventListener("updatefound", () => {
        registration.installing?.addEventListener("statechange", offer);
      });
      offer();
    })
    .catch(() => { /* the tablet works without it, as long as the page stays open */ });
  return offer;
}
