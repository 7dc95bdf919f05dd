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

function batch({ pixels, digits }, size = BATCH) {
  const x = new Float32Array(size * 784), y = new Int32Array(size);
  for (let i = 0; i < size; i++) {
    const at = Math.floor(Math.random() * digits.length);
    x.set(pixels.subarray(784 * at, 784 * (at + 1)), 784 * i);
    y[i] = digits[at];
  }
  return { x, y };
}

/** Training Lab, through its public API. */
export async function ours({ images, labels }, optimizer, { more = {}, iterations = 100 } = {}) {
  const { default: init, Mnist, Trainer } = await import(new URL("training-lab.js", document.baseURI));
  await init();
  const digits = Mnist.fromIdx(images, labels);
  const trainer = new Trainer(digits, digits.slice(0, 100), { optimizer, lr: RATE, batchSize: BATCH, ...more });
  return { run: (n) => trainer.step(n), rounds: 9, iterations };
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

/** The network of jax-js' own page on MNIST, and its settings, for `ours`. */
export const JAX = { hidden: [256, 128], batchSize: 1000, lr: 0.005 };

/** jax-js, its wasm device: that network with Adam, the whole iteration compiled by its `jit`. */
export async function jax(given) {
  const { blockUntilReady, init, defaultDevice, jit, nn, numpy: np, random, tree, valueAndGrad } =
    await import(new URL("bench/@jax-js/jax/dist/index.js", document.baseURI));
  await init("wasm");
  defaultDevice("wasm");
  const widths = [784, ...JAX.hidden, 10], [beta1, beta2, size] = [0.9, 0.999, JAX.batchSize];
  let params = {};
  widths.slice(1).forEach((out, i) => {
    const bound = 1 / Math.sqrt(widths[i]), within = { minval: -bound, maxval: bound };
    params[`w${i}`] = random.uniform(random.key(2 * i), [widths[i], out], within);
    params[`b${i}`] = random.uniform(random.key(2 * i + 1), [out], within);
  });
  const loss = (p, x, y) => {
    const first = nn.relu(np.dot(x, p.w0).add(p.b0));
    const second = nn.relu(np.dot(first, p.w1).add(p.b1));
    return nn.logSoftmax(np.dot(second, p.w2).add(p.b2)).mul(nn.oneHot(y, 10)).sum().mul(-1 / size);
  };
  // `ref` because jax-js takes away what it is given.
  const iteration = jit((p, m, v, unbias1, unbias2, x, y) => {
    const [value, g] = valueAndGrad(loss)(tree.ref(p), x, y);
    const [newP, newM, newV] = [{}, {}, {}];
    for (const key of Object.keys(p)) {
      newM[key] = m[key].mul(beta1).add(g[key].ref.mul(1 - beta1));
      newV[key] = v[key].mul(beta2).add(g[key].ref.mul(g[key]).mul(1 - beta2));
      const step = newM[key].ref.mul(unbias1.ref).mul(JAX.lr);
      newP[key] = p[key].sub(step.div(np.sqrt(newV[key].ref.mul(unbias2.ref)).add(1e-8)));
    }
    unbias1.dispose();
    unbias2.dispose();
    return [value, newP, newM, newV];
  });
  const zeros = () => tree.map((array) => np.zeros(array.shape), tree.ref(params));
  let [m, v, t, value] = [zeros(), zeros(), 0];
  const run = async (n) => {
    for (let i = 0; i < n; i++) {
      const { x, y } = batch(given, size);
      t += 1;
      [value, params, m, v] = iteration(params, m, v, np.array(1 / (1 - beta1 ** t)), np.array(1 / (1 - beta2 ** t)),
        np.array(x).reshape([size, 784]), np.array(y, { dtype: np.int32 }));
      const told = await value.jsAsync();
      if (!Number.isFinite(told)) throw new Error(`jax-js: the loss is ${told}`);
    }
    await blockUntilReady(params);
  };
  return { run, rounds: 9, iterations: 5 };
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
