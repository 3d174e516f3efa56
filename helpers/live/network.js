// A trained network in plain JavaScript: features of a sound, then one layer after the other. export.py puts this into
// a page, with `ABOUT` (what the network is made of) and its weights. First used in lesson 12.
//
// Between the layers travels { shape, data }: rows x columns x channels, with the channels of a place side by side.

// ---- Features: as helpers/features.py computes them

const hann = (length) => Float64Array.from({ length }, (_, n) => 0.5 - 0.5 * Math.cos(2 * Math.PI * n / length));

// The Fourier transform, in place: Cooley and Tukey, for lengths that are a power of two. `turns` are the cosines of
// 2 * length angles round the circle.
function fourier(real, imaginary, turns) {
  const length = real.length;
  for (let i = 1, j = 0; i < length; i++) { // into the order of reversed bits
    let bit = length >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      [real[i], real[j]] = [real[j], real[i]];
      [imaginary[i], imaginary[j]] = [imaginary[j], imaginary[i]];
    }
  }
  for (let half = 1; half < length; half *= 2) {
    for (let k = 0; k < half; k++) {
      const c = turns[k * length / half], s = -turns[(k / half + 1.5) % 2 * length]; // cosine and sine
      for (let a = k, b = k + half; b < length; a += 2 * half, b += 2 * half) {
        const re = real[b] * c - imaginary[b] * s, im = real[b] * s + imaginary[b] * c;
        real[b] = real[a] - re; imaginary[b] = imaginary[a] - im;
        real[a] += re; imaginary[a] += im;
      }
    }
  }
}

// For each mel band [first frequency, weights]: a triangle, without the zeros on both sides of it.
function melTriangles({ bands, frame_length: length }, rate) {
  const highest = 2595 * Math.log10(1 + rate / 2 / 700);
  const edge = (i) => 700 * (10 ** (highest * i / (bands + 1) / 2595) - 1); // Hz
  return Array.from({ length: bands }, (_, band) => {
    const [low, peak, high] = [edge(band), edge(band + 1), edge(band + 2)];
    const weights = Array.from({ length: length / 2 + 1 }, (_, k) => k * rate / length).map((hertz) =>
      Math.max(0, Math.min((hertz - low) / (peak - low), (high - hertz) / (high - peak))));
    const first = Math.max(0, weights.findIndex((weight) => weight > 0));
    return [first, weights.slice(first, weights.findLastIndex((weight) => weight > 0) + 1)];
  });
}

// The level of each mel band in each frame, in dB: { shape: [frames, bands], data }.
function levels(samples, { front_end: f, sample_rate }) {
  f.window ??= hann(f.frame_length);
  f.triangles ??= melTriangles(f, sample_rate);
  f.turns ??= Float64Array.from({ length: 2 * f.frame_length }, (_, n) => Math.cos(Math.PI * n / f.frame_length));
  const frames = 1 + Math.floor((samples.length - f.frame_length) / f.hop_length);
  const data = new Float32Array(frames * f.bands), power = new Float64Array(f.frame_length / 2 + 1);
  const real = new Float64Array(f.frame_length), imaginary = new Float64Array(f.frame_length);
  for (let frame = 0, place = 0; frame < frames; frame++) {
    for (let n = 0; n < real.length; n++) {
      real[n] = f.window[n] * samples[frame * f.hop_length + n] * 2 / f.frame_length;
      imaginary[n] = 0;
    }
    fourier(real, imaginary, f.turns);
    for (let k = 0; k < power.length; k++) power[k] = Math.max(f.smallest, real[k] ** 2 + imaginary[k] ** 2);
    for (const [first, weights] of f.triangles) {
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += weights[k] * power[first + k];
      data[place++] = 10 * Math.log10(Math.max(sum, f.faintest));
    }
  }
  return { shape: [frames, f.bands], data };
}

const largest = (data) => data.reduce((most, value) => Math.max(most, value), -Infinity);

function features(samples, about) {
  const f = about.front_end;
  if (f.equally_loud) {
    const loudest = Math.max(peak(samples), 0.001);
    samples = samples.map((value) => value / loudest);
  }
  const { shape, data } = levels(samples, about), [frames, bands] = shape;
  const floor = largest(data) - (f.range ?? Infinity); // what is fainter counts as silence
  for (let i = 0; i < data.length; i++) data[i] = Math.max(data[i], floor);
  for (let band = 0; band < bands && f.centred; band++) { // take each band's mean away
    let mean = 0;
    for (let i = band; i < data.length; i += bands) mean += data[i] / frames;
    for (let i = band; i < data.length; i += bands) data[i] -= mean;
  }
  return { shape, data };
}

// ---- Layers: a network is only this

function each(data, compute) { // data.map(compute), which takes five times as long
  const result = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) result[i] = compute(data[i], i);
  return result;
}

const ACTIVATIONS = {
  linear: (data) => data,
  relu: (data) => each(data, (value) => (value > 0 ? value : 0)),
  tanh: (data) => each(data, Math.tanh),
  sigmoid: (data) => each(data, (value) => 1 / (1 + Math.exp(-value))),
  silu: (data) => each(data, (value) => value / (1 + Math.exp(-value))),
  softmax: (data) => {
    const most = largest(data), powers = data.map((value) => Math.exp(value - most));
    const sum = powers.reduce((total, value) => total + value, 0);
    return powers.map((value) => value / sum);
  },
};

// Go over the places of the output: `visit(to, from, k)` for each place of the input under the window, then `done(to)`.
function slide([rows, columns, channels], { window: [height, width], strides, start, shape }, visit, done = () => {}) {
  for (let row = 0, to = 0; row < shape[0]; row++) {
    for (let column = 0; column < shape[1]; column++, to += shape[2]) {
      for (let i = 0; i < height; i++) {
        const y = row * strides[0] + i - start[0];
        if (y < 0 || y >= rows) continue; // outside there are zeros
        for (let j = 0; j < width; j++) {
          const x = column * strides[1] + j - start[1];
          if (x >= 0 && x < columns) visit(to, (y * columns + x) * channels, i * width + j);
        }
      }
      done(to);
    }
  }
}

const LAYERS = {
  reshape: ({ data }, { shape }) => ({ shape, data }),

  scale: ({ shape, data }, { factor, offset }) => { // normalisation of any kind: one factor and offset per channel
    const channels = factor.length;
    return { shape, data: each(data, (value, i) => value * factor[i % channels] + offset[i % channels]) };
  },

  activation: ({ shape, data }, { activation }) => ({ shape, data: ACTIVATIONS[activation](data) }),

  dense: ({ shape, data }, { kernel, bias, activation }) => {
    const outputs = bias.length, sums = Float32Array.from(bias);
    data.forEach((value, i) => {
      for (let k = 0; k < outputs; k++) sums[k] += value * kernel[i * outputs + k];
    });
    return { shape: [outputs], data: ACTIVATIONS[activation](sums) };
  },

  convolution: ({ shape: [rows, columns, inputs], data }, layer) => {
    const { kernel, bias, activation, shape, window: [height, width] } = layer, outputs = shape[2];
    const result = new Float32Array(shape[0] * shape[1] * outputs), sums = new Float64Array(outputs);
    const values = new Float64Array(height * width * inputs + 3), places = new Int32Array(values.length);
    let count = 0; // of values under the window that are not zero: after a ReLU about half are
    slide([rows, columns, inputs], layer, (to, from, k) => {
      for (let c = 0; c < inputs; c++) {
        if (data[from + c] === 0) continue;
        values[count] = data[from + c];
        places[count++] = (k * inputs + c) * outputs;
      }
    }, (to) => {
      sums.set(bias);
      values.fill(0, count, count + 3); // four at a time, only because that takes half as long
      for (let i = 0; i < count; i += 4) {
        const a = values[i], b = values[i + 1], c = values[i + 2], d = values[i + 3];
        const p = places[i], q = places[i + 1], r = places[i + 2], s = places[i + 3];
        for (let o = 0; o < outputs; o++) {
          sums[o] += a * kernel[p + o] + b * kernel[q + o] + c * kernel[r + o] + d * kernel[s + o];
        }
      }
      result.set(sums, to);
      count = 0;
    });
    return { shape, data: ACTIVATIONS[activation](result) };
  },

  pool: ({ shape, data }, layer) => {
    const channels = shape[2], size = layer.shape.reduce((a, b) => a * b), average = layer.of === "average";
    const result = new Float32Array(size).fill(average ? 0 : -Infinity);
    let count = 0; // of places under the window
    slide(shape, layer, (to, from) => {
      count += 1;
      for (let c = 0; c < channels; c++) {
        const value = data[from + c];
        if (average) result[to + c] += value;
        else if (value > result[to + c]) result[to + c] = value;
      }
    }, (to) => {
      if (average) for (let c = 0; c < channels; c++) result[to + c] /= count;
      count = 0;
    });
    return { shape: layer.shape, data: result };
  },
};

// The probability of each label, for as many samples as the network wants.
function probabilities(samples, about) {
  return about.layers.reduce((picture, layer) => LAYERS[layer.kind](picture, layer), features(samples, about)).data;
}

// ---- Weights: numbers of 16 bits, as text (base64)

function halfToFloat(bits) {
  const sign = bits & 0x8000 ? -1 : 1, exponent = (bits >> 10) & 31, fraction = bits & 1023;
  return sign * (exponent ? 2 ** (exponent - 15) * (1 + fraction / 1024) : 2 ** -14 * fraction / 1024);
}

function unpack(text, about) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const bits = new DataView(bytes.buffer);
  const numbers = Float64Array.from({ length: bytes.length / 2 }, (_, i) => halfToFloat(bits.getUint16(2 * i, true)));
  for (const layer of about.layers) {
    if (layer.weights) layer.kernel = numbers.subarray(...layer.weights); // [from, to]
  }
  return about;
}
