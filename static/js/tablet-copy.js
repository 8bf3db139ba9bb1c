/* A second copy: every sheet on this tablet as a file, without a name in it; who leads feeds it through the same door. */
import { sheets } from "./tablet-store.js";

export async function saveCopy(device) {
  const whole = { selectiedag: 1, device, made: new Date().toISOString(), sheets: await sheets() };
  const name = `selectiedag-tablet-${whole.made.slice(0, 16).replace(/\D/g, "")}.json`;
  const file = new File([JSON.stringify(whole)], name, { type: "application/json" });
  if (navigator.canShare?.({ files: [file] }) && matchMedia("(pointer: coarse)").matches) {
    try {
      await navigator.share({ files: [file] });
      return;
    } catch (error) {
      if (error.name === "AbortError") return; // the person closed the list of places to share to
    }
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
