/* A second press within two seconds sends nothing. The button itself stays enabled: a disabled one would drop its value,
   lose the focus, and stay dead after the back button. */
const PAUSE = 2000;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "get") return;
  const last = Number(form.dataset.sentAt ?? 0);
  if (Date.now() - last < PAUSE) return event.preventDefault();
  form.dataset.sentAt = String(Date.now());
  const button = event.submitter;
  button?.setAttribute("aria-disabled", "true");
  setTimeout(() => button?.removeAttribute("aria-disabled"), PAUSE);
});

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent-at]")) delete form.dataset.sentAt;
  for (const button of document.querySelectorAll("button[aria-disabled=true]")) button.removeAttribute("aria-disabled");
});
