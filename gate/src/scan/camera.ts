// The camera: frames from the back camera until a code is read or the screen is left.

const PAUSE = 80;
/** The same text again within this time is the same person still holding the card up. */
const REPEAT = 4000;

export type CameraTrouble = "camera_denied" | "camera_none" | "camera_insecure";

let lastText = "";
let lastAt = 0;

export class Camera {
  private stream: MediaStream | undefined;
  private stopped = false;

  constructor(private readonly video: HTMLVideoElement, private readonly found: (text: string) => void) {}

  async start(): Promise<CameraTrouble | undefined> {
    // On http:// with a LAN name there is no camera at all; typed codes and pictures still work.
    if (!navigator.mediaDevices?.getUserMedia) return "camera_insecure";
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 960 } },
        audio: false,
      });
    } catch (error) {
      return (error as DOMException).name === "NotFoundError" ? "camera_none" : "camera_denied";
    }
    if (this.stopped) return void this.stop();
    this.video.srcObject = this.stream;
    await this.video.play().catch(() => undefined);
    void this.look();
    return undefined;
  }

  stop(): void {
    this.stopped = true;
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.video.srcObject = null;
  }

  private async look(): Promise<void> {
    const { readImage } = await import("./detector");
    while (!this.stopped) {
      if (this.video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
        const text = await readImage(this.video).catch(() => undefined);
        if (text && !this.stopped && isNew(text)) return this.found(text);
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}

function isNew(text: string): boolean {
  const again = text === lastText && Date.now() - lastAt < REPEAT;
  lastText = text;
  lastAt = Date.now();
  return !again;
}
