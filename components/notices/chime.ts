/** Two soft notes, a fourth apart: heard without startling. */
const NOTES = [
  { hertz: 659.25, atSeconds: 0 },
  { hertz: 880, atSeconds: 0.13 },
] as const;
const LOUDNESS = 0.07;
const FADE_SECONDS = 0.5;

let context: AudioContext | null = null;

/** Plays the sound of a new message. Silent where the browser has no sound or wants a press on the page first. */
export async function playChime(): Promise<void> {
  if (typeof AudioContext === "undefined") return;
  context ??= new AudioContext();
  const audio = context;
  if (audio.state === "suspended")
    await Promise.race([audio.resume(), new Promise((done) => setTimeout(done, 500))]);
  if (audio.state !== "running") return;
  for (const { hertz, atSeconds } of NOTES) {
    const startsAt = audio.currentTime + atSeconds;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.type = "sine";
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0, startsAt);
    volume.gain.linearRampToValueAtTime(LOUDNESS, startsAt + 0.015);
    volume.gain.exponentialRampToValueAtTime(0.0001, startsAt + FADE_SECONDS);
    tone.connect(volume).connect(audio.destination);
    tone.start(startsAt);
    tone.stop(startsAt + FADE_SECONDS);
  }
}
