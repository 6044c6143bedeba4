// A photographed or saved QR code from a picture file: works without a camera permission and without HTTPS trust.
import { readImage } from "./detector";

/** Some phones hand over 48-megapixel photographs: two sizes are tried, the smaller first. */
const SIDES = [1200, 2600];

export async function readPicture(file: Blob): Promise<string | undefined> {
  const bitmap = await createImageBitmap(file);
  try {
    for (const side of SIDES) {
      const text = await readImage(scaled(bitmap, side));
      if (text) return text;
    }
    return undefined;
  } finally {
    bitmap.close();
  }
}

function scaled(bitmap: ImageBitmap, side: number): ImageData {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
