/* code[data-inserts]: what a text of a mail may use, as a button that puts it where one was typing: in the field of the form that
   had the focus last, else at the end of the largest. Without it, the words are typed or copied by hand. */
const fields = [...document.querySelectorAll("form.form :is(input.control, textarea.control)")].filter((field) => field.name !== "name");
let last = fields.find((field) => field === document.activeElement) ?? null; // one may type before this script is there
for (const field of fields) field.addEventListener("focus", () => { last = field; });

for (const code of document.querySelectorAll("code[data-inserts]")) {
  const words = code.textContent;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "placeholder";
  button.title = code.dataset.inserts;
  button.setAttribute("aria-label", `${code.dataset.inserts}: ${words}`);
  button.addEventListener("click", () => {
    const field = last ?? fields.findLast((one) => one.matches("textarea"));
    if (!field) return;
    const [from, to] = last ? [field.selectionStart, field.selectionEnd] : [field.value.length, field.value.length];
    field.focus();
    field.setSelectionRange(from, to);
    field.setRangeText(words, from, to, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  code.replaceWith(button);
  button.append(code);
}
