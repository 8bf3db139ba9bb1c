/* [data-upload]: says at once which file was chosen and when it is too large or empty, and takes a dropped file.
   The server decides; this only spares the reader a wait. The limit is the input's own data-max-bytes. */
for (const frame of document.querySelectorAll("[data-upload]")) {
  const input = frame.querySelector("input[type=file]");
  const words = frame.dataset;
  const line = (className, role) => {
    const made = document.createElement("p");
    made.className = className;
    if (role) made.setAttribute("role", role);
    frame.append(made);
    return made;
  };
  if (words.drop) line("hint").textContent = words.drop;
  const problem = line("error", "alert");
  const chosen = line("upload-chosen", "status");

  const megabytes = (bytes) => (bytes / 1_000_000).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });

  const look = () => {
    const limit = Number(input.dataset.maxBytes ?? 0);
    const files = [...input.files];
    const large = limit && files.find((file) => file.size > limit);
    const hollow = files.find((file) => file.size === 0);
    const wrong = large ?? hollow;
    problem.textContent = wrong
      ? (large ? words.tooLarge : words.empty).replace("{name}", wrong.name)
          .replace("{size}", megabytes(wrong.size)).replace("{limit}", megabytes(limit))
      : "";
    chosen.textContent = files.length && !wrong ? `${words.chosen} ${files.map((file) => file.name).join(", ")}` : "";
    if (wrong) input.value = "";
    if (wrong) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  };

  input.addEventListener("change", look);
  for (const kind of ["dragenter", "dragover"]) {
    frame.addEventListener(kind, (event) => {
      event.preventDefault();
      frame.classList.add("dragging");
    });
  }
  for (const kind of ["dragleave", "drop"]) frame.addEventListener(kind, () => frame.classList.remove("dragging"));
  frame.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
