function draw({ data, C, add, line, clear, button, result, sound }) {
  const notes = data.notes, all = notes.reduce((sum, n) => sum + n[1], 0), heard = notes.map((n) => n[0]).filter((f) => f > 0);
  const low = Math.log2(Math.min(...heard)) - 0.3, high = Math.log2(Math.max(...heard)) + 0.1;
  const bars = [];
  let at = 0;
  line([[20, 220], [620, 220]], "currentColor", 1);
  for (const [f, length] of notes) {
    const h = f > 0 ? 190 * (Math.log2(f) - low) / (high - low) : 2;
    bars.push(add("rect", { x: 20 + 600 * at / all + 1, y: 220 - h, width: Math.max(1, 600 * length / all - 2), height: h, fill: C[0] }));
    at += length;
  }
  let timers = [], playing = [];
  const light = (which) => bars.forEach((bar, i) => bar.setAttribute("fill", i === which ? C[1] : C[0]));
  const stop = () => { timers.forEach(clearTimeout); playing.forEach((one) => one.stop()); timers = playing = []; light(-1); };
  button("Play", () => {
    stop();
    timers = []; playing = [];
    const audio = sound(), begin = audio.currentTime + 0.05;
    let when = 0;
    notes.forEach(([f, length], i) => {
      timers.push(setTimeout(() => light(i), 1000 * when + 50));
      if (f > 0) {
        const tone = audio.createOscillator(), gain = audio.createGain(), t = begin + when;
        tone.frequency.value = f;
        gain.gain.setValueAtTime(0, t);
        gain.gain.linearRampToValueAtTime(0.2, t + 0.01);
        gain.gain.setValueAtTime(0.2, t + Math.max(0.01, length - 0.03));
        gain.gain.linearRampToValueAtTime(0, t + length);
        tone.connect(gain).connect(audio.destination);
        tone.start(t); tone.stop(t + length);
        playing.push(tone);
      }
      when += length;
    });
    timers.push(setTimeout(() => light(-1), 1000 * when + 50));
  });
  button("Stop", stop);
}
