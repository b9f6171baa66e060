/* A tone for each verdict, so that an officer need not look up: rising for accepted, twice for known, low for refused. */
const TONES = { accepted: [[660, 0], [990, 0.09]], duplicate: [[520, 0], [520, 0.16]], refused: [[220, 0], [180, 0.18]] };
let context;

export function play(verdict) {
  context ??= "AudioContext" in window ? new AudioContext() : null;
  if (!context || context.state === "suspended") return void context?.resume();
  for (const [pitch, delay] of TONES[verdict] ?? []) {
    const [tone, volume] = [context.createOscillator(), context.createGain()];
    const begin = context.currentTime + delay;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.12, begin);
    volume.gain.exponentialRampToValueAtTime(0.001, begin + 0.13);
    tone.connect(volume).connect(context.destination);
    tone.start(begin);
    tone.stop(begin + 0.14);
  }
}
