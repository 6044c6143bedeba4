// Sound and vibration of a verdict: a guard who looks at the face hears and feels it.
export type Tone = "go" | "stop" | "wait";

const NOTES: Record<Tone, [frequency: number, start: number, length: number][]> = {
  go: [[660, 0, 0.12], [990, 0.13, 0.22]],
  stop: [[220, 0, 0.28], [180, 0.34, 0.4]],
  wait: [[440, 0, 0.14], [440, 0.24, 0.14], [440, 0.48, 0.14]],
};
const BUZZ: Record<Tone, number[]> = { go: [90], stop: [300, 120, 300], wait: [120, 100, 120, 100, 120] };

let audio: AudioContext | undefined;

/** Phones allow sound only after a touch: call this from any tap. */
export function wakeSound(): void {
  try {
    audio ??= new AudioContext();
    if (audio.state === "suspended") void audio.resume();
  } catch {
    // no audio device: colour, word and vibration remain
  }
}

export function signal(tone: Tone): void {
  navigator.vibrate?.(BUZZ[tone]);
  if (!audio || audio.state !== "running") return;
  for (const [frequency, start, length] of NOTES[tone]) beep(audio, frequency, audio.currentTime + start, length);
}

function beep(context: AudioContext, frequency: number, at: number, length: number): void {
  const volume = context.createGain();
  volume.gain.setValueAtTime(0.0001, at);
  volume.gain.exponentialRampToValueAtTime(0.5, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + length);
  volume.connect(context.destination);
  const note = context.createOscillator();
  note.frequency.value = frequency;
  note.connect(volume);
  note.start(at);
  note.stop(at + length + 0.05);
}
