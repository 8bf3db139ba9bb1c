/* After a refused form, the reader starts at the list of what to mend; its links go to the field itself. */
const summary = document.querySelector("[data-error-summary]");
summary.focus();
summary.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!field) return;
  event.preventDefault();
  (field.closest(".field") ?? field).scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
});
