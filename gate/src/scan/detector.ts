// Reading QR codes: the browser's own detector where it has one, else zxing compiled to wasm and served by us.
import { BarcodeDetector, prepareZXingModule } from "barcode-detector/ponyfill";

declare const __WASM__: string;

interface Detector {
  detect(image: ImageBitmapSource): Promise<{ rawValue: string }[]>;
}

let known: Promise<Detector> | undefined;

export function detector(): Promise<Detector> {
  known ??= make();
  return known;
}

async function make(): Promise<Detector> {
  const own = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  try {
    if (own && (await own.getSupportedFormats()).includes("qr_code")) return new own({ formats: ["qr_code"] });
  } catch {
    // present but broken (no Play services): use ours
  }
  // Without locateFile it would fetch the wasm from a CDN.
  prepareZXingModule({ overrides: { locateFile: () => __WASM__ } });
  return new BarcodeDetector({ formats: ["qr_code"] }) as unknown as Detector;
}

interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

/** The text of the first QR code in an image; undefined when there is none. */
export async function readImage(image: ImageBitmapSource): Promise<string | undefined> {
  const found = await (await detector()).detect(image);
  return found[0]?.rawValue || undefined;
}
