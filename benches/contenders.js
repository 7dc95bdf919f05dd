// Runs in the page: one training iteration of 784-100×4-10, ReLU, batch 128, on the same
// images, by several libraries in turn. Each gets its rounds one after the other, so that
// a busy moment of the machine meets them all.

const WIDTHS = [784, 100, 100, 100, 100, 10];
const BATCH = 128;
const RATE = 0.001;

export async function data() {
  const bytes = async (name) => new Uint8Array(await (await fetch(`data/mnist-rest-${name}.gz`)).arrayBuffer());
  const unpacked = async (packed) =>
    new Uint8Array(await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
  const [images, labels] = [await bytes("images"), await bytes("labels")];
  const pixels = Float32Array.from((await unpacked(images)).subarray(16), (byte) => byte / 255);
  return { images, labels, pixels, digits: (await unpacked(labels)).subarray(8) };
}

function batch({ pixels, digits }) {
  const x = new Float32Array(BATCH * 784), y = new Int32Array(BATCH);
  for (let i = 0; i < BATCH; i++) {
    const at = Math.floor(Math.random() * digits.length);
    x.set(pixels.subarray(784 * at, 784 * (at + 1)), 784 * i);
    y[i] = digits[at];
  }
  return { x, y };
}

/** Training Lab, through its public API. */
export async function ours({ images, labels }, optimizer) {
  const { default: init, Mnist, Trainer } = await import(new URL("training-lab.js", document.baseURI));
  await init();
  const digits = Mnist.fromIdx(images, labels);
  const trainer = new Trainer(digits, digits.slice(0, 100), { optimizer, lr: RATE, batchSize: BATCH });
  return { run: (n) => trainer.step(n), rounds: 9, iterations: 100 };
}

/** TensorFlow.js with one of its backends. */
export async function tensorflow(given, optimizer, backend) {
  const { tf } = globalThis;
  if (backend === "wasm") tf.wasm.setWasmPaths("bench/@tensorflow/tfjs-backend-wasm/dist/");
  await tf.setBackend(backend);
  await tf.ready();
  const weights = WIDTHS.slice(1).map((out, i) =>
    [tf.variable(tf.randomNormal([WIDTHS[i], out], 0, Math.sqrt(2 / WIDTHS[i]))), tf.variable(tf.zeros([out]))]);
  const rule = tf.train[optimizer](RATE);
  const iteration = () => tf.tidy(() => {
    const { x, y } = batch(given);
    const target = tf.oneHot(tf.tensor1d(y, "int32"), 10);
    const input = tf.tensor2d(x, [BATCH, 784]);
    rule.minimize(() => {
      let h = input;
      weights.forEach(([w, b], i) => {
        h = tf.add(tf.matMul(h, w), b);
        if (i < weights.length - 1) h = tf.relu(h);
      });
      return tf.losses.softmaxCrossEntropy(target, h);
    }, true).dataSync();
  });
  const run = async (n) => {
    await tf.setBackend(backend);
    for (let i = 0; i < n; i++) iteration();
  };
  return { run, rounds: 5, iterations: backend === "cpu" ? 2 : 10 };
}

/** ConvNetJS; its trainer takes one example at a time and updates after each batch. */
export async function convnet(given, optimizer) {
  const { convnetjs } = globalThis;
  const net = new convnetjs.Net();
  const hidden = WIDTHS.slice(1, -1).map((width) => ({ type: "fc", num_neurons: width, activation: "relu" }));
  net.makeLayers([{ type: "input", out_sx: 1, out_sy: 1, out_depth: 784 }, ...hidden, { type: "softmax", num_classes: 10 }]);
  const trainer = new convnetjs.Trainer(net, { method: optimizer, learning_rate: RATE, momentum: 0, batch_size: BATCH, l2_decay: 0 });
  const example = new convnetjs.Vol(1, 1, 784, 0);
  const run = (n) => {
    for (let i = 0; i < n; i++) {
      const { x, y } = batch(given);
      for (let j = 0; j < BATCH; j++) {
        example.w.set(x.subarray(784 * j, 784 * (j + 1)));
        trainer.train(example, y[j]);
      }
    }
  };
  return { run, rounds: 5, iterations: 2 };
}

/** Median milliseconds an iteration of each contender, warmed up, in rounds taken in turn. */
export async function race(contenders) {
  const times = contenders.map(() => []);
  for (const { run, iterations } of contenders) await run(iterations);
  for (let round = 0; round < 9; round++) {
    for (const [index, { run, rounds, iterations }] of contenders.entries()) {
      if (round >= rounds) continue;
      const begun = performance.now();
      await run(iterations);
      times[index].push((performance.now() - begun) / iterations);
      await new Promise((done) => setTimeout(done));
    }
  }
  return times.map((rounds) => rounds.sort((a, b) => a - b)[rounds.length >> 1]);
}

/** GFLOP/s of the dense product, 128 rows by `k` by 100, and the most that multiply-adds reach. Best of nine. */
export async function product() {
  const module = await WebAssembly.compileStreaming(fetch("bench/product.wasm"));
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = () => 0;
  const { exports } = await WebAssembly.instantiate(module, imports);
  const rate = (operations, work) => Math.max(...Array.from({ length: 9 }, () => {
    const start = performance.now();
    work();
    return operations / (performance.now() - start) / 1e6;
  }));
  const product = (k, rounds) => rate(2 * 128 * k * 100 * rounds, () => exports.product(128, k, 100, rounds));
  const peak = Math.max(...[8, 10, 12, 14].map((chains) => rate(8 * chains * 4e6, () => exports.multiply_add(chains, 4e6))));
  return { hidden: product(100, 200), first: product(784, 50), peak };
}
