// Listening all the time: what stream.py does, for the page. The answers of overlapping seconds are averaged, and each
// word is said once.

class OneAnswerPerWord {
  constructor(labels, threshold, answers, pause) {
    Object.assign(this, { labels, threshold: Math.max(threshold, 0.01), answers, pause, recent: [], said: -1, waiting: 0 });
  }

  // Take the next probabilities; return [word, average] or null.
  update(probabilities) {
    this.recent = [...this.recent, probabilities].slice(-this.answers);
    const average = this.labels.map((_, i) => this.recent.reduce((sum, one) => sum + one[i], 0) / this.answers);
    if (this.said >= 0 && average[this.said] < this.threshold / 2) this.said = -1;
    if (this.waiting > 0) {
      this.waiting -= 1;
      return null;
    }
    const best = average.indexOf(Math.max(...average));
    if (this.labels[best] === "unknown" || best === this.said || average[best] < this.threshold) return null;
    this.said = best;
    this.waiting = this.pause;
    return [this.labels[best], average[best]];
  }
}

// The sound of the last seconds, as blocks arrive; `heard(second, probabilities, said)` is called for each new second.
class Stream {
  constructor(about, heard) {
    Object.assign(this, { about, heard, step: Math.round(about.stream.hop * about.sample_rate) });
    const { hop, answers, pause } = about.stream;
    this.rule = new OneAnswerPerWord(about.labels, about.threshold, answers, Math.round(pause / hop));
    this.sound = new Float32Array(about.samples - this.step);
  }

  feed(block, ask = true) { // without `ask` nothing is computed: to catch up
    const sound = new Float32Array(this.sound.length + block.length);
    sound.set(this.sound);
    sound.set(block, this.sound.length);
    this.sound = sound;
    while (this.sound.length >= this.about.samples) {
      const second = this.sound.slice(0, this.about.samples);
      this.sound = this.sound.slice(this.step);
      if (!ask) continue;
      const answer = peak(second) < SILENT ? this.about.labels.map(() => 0) : probabilities(second, this.about);
      this.heard(second, answer, this.rule.update(answer));
    }
  }
}
