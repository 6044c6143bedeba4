// "Use a picture": a file button that reads the QR code in it.
import { h } from "../ui/dom";
import { t, type Word } from "../words";

export function pictureButton(found: (text: string) => void, trouble: (word: Word) => void): HTMLElement {
  const input = h("input", { type: "file", accept: "image/*", class: "hidden-file", "data-test": "picture", "aria-label": t("picture") });
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    input.value = "";
    if (file) void read(file, found, trouble);
  });
  return h("label", { class: "button file" }, t("picture"), input);
}

async function read(file: Blob, found: (text: string) => void, trouble: (word: Word) => void): Promise<void> {
  try {
    const { readPicture } = await import("../scan/picture");
    const text = await readPicture(file);
    if (text) found(text);
    else trouble("picture_none");
  } catch {
    trouble("picture_bad");
  }
}
