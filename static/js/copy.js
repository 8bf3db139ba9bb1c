/* [data-copy], an input or a textarea: a button beside it that copies what stands in it. Without it, the text can be selected by hand. */
for (const input of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-secondary";
  button.textContent = input.dataset.copy;
  const said = document.createElement("p");
  said.className = "hint";
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    input.select();
    try {
      await navigator.clipboard.writeText(input.value);
      said.textContent = input.dataset.copied;
    } catch {
      // Not allowed here (no HTTPS, or the reader said no): it is selected, which is half the work.
    }
  });
  const line = document.createElement("div");
  line.className = "buttons";
  line.append(button, said);
  input.closest(".field").after(line);
}
