/**
 * Training Lab: optimizers, weight histograms and networks in training, compiled from Rust.
 *
 *     import init, { Optimizer } from "./training-lab.js";
 *     await init();
 *
 * Unknown options, wrong types, lengths that do not match, NaN and numbers out of range
 * throw an `Error` that names the argument, what was given and what is allowed.
 */

/**
 * Loads the module; safe to call more than once, and again after a failure. Nothing else works
 * before it is done.
 */
export default function init(): Promise<unknown>;

export type OptimizerName =
  | "sgd" | "momentum" | "nesterov" | "adagrad" | "rmsprop" | "adadelta" | "adam" | "adamw";
export type SurfaceName = "bowl" | "rosenbrock" | "beale" | "himmelblau" | "saddle" | "minima";
export type ActivationName = "sigmoid" | "tanh" | "relu";
/** `std` takes the option `std`; the others take it from the layer's fan-in and fan-out. */
export type InitName =
  | "zero" | "std" | "xavier" | "xavier-uniform" | "glorot" | "glorot-uniform" | "he" | "he-uniform";

/** Numbers that a rule's formula lacks are ignored by it. */
export interface OptimizerOptions {
  /** Learning rate η, 0 to 100; 0.01, for rmsprop, adam and adamw 0.001, for adadelta 1 by default. */
  lr?: number;
  /** α of momentum and nesterov, 0 to 0.999999, by default 0.9. */
  momentum?: number;
  /** γ of rmsprop, ρ of adadelta, 0 to 0.999999, by default 0.95. */
  decay?: number;
  /** β₁ of adam and adamw, 0 to 0.999999, by default 0.9. */
  beta1?: number;
  /** β₂ of adam and adamw, 0 to 0.999999, by default 0.999. */
  beta2?: number;
  /** ε of the adaptive rules, 1e-12 to 1; 1e-8, for adagrad and rmsprop 1e-7, for adadelta 1e-6 by default. */
  epsilon?: number;
  /** λ of decoupled weight decay, for any rule, 0 to 10; 0, for adamw 0.01 by default. */
  weightDecay?: number;
}

/** One update rule and its state. */
export class Optimizer {
  constructor(name: OptimizerName, options?: OptimizerOptions);
  /**
   * Updates `params` in place. Both arrays keep one length from the first step on. Throws, and
   * leaves `params` alone, when gradients are so large (beyond 1e19) that the state overflows.
   */
  step(params: Float32Array, grads: Float32Array): void;
  /** A copy of the state by its symbols: `{ v }`, `{ m, v }` … */
  state(): Record<string, Float32Array>;
  /** Gives the memory back; the object cannot be used afterwards. */
  free(): void;
}

export interface DescendOptions {
  /** `"bowl"`, x²/20 + y², by default. */
  surface?: SurfaceName;
  optimizer: OptimizerName;
  /** As for `Optimizer`, but `lr` is by default one that suits the rule and the surface. */
  options?: OptimizerOptions;
  /** Each −1000 to 1000; by default the surface's own start, on the bowl (−7, 2). */
  start?: [number, number];
  /** 0 to 10000, by default 30. */
  steps?: number;
}

/**
 * steps + 1 points, the start among them; fewer if the descent diverged. Index t is the point
 * after t steps: step t → t + 1 leads from index t to index t + 1.
 */
export interface Descent {
  x: Float32Array;
  y: Float32Array;
  loss: Float32Array;
  /** The step at which it left all bounds, or could not be computed; absent otherwise. */
  diverged?: number;
}

/** The whole way of one rule down a surface. */
export function descend(options: DescendOptions): Descent;

export interface HistogramOptions {
  /** `"sigmoid"` by default. */
  activation?: ActivationName;
  /** `"std"` by default. */
  init?: InitName;
  /** Standard deviation of the weights for `init: "std"`, 0 to 100, by default 1. */
  std?: number;
  /** 1 to 20, by default 5. */
  layers?: number;
  /** Units in a layer, 1 to 500, by default 100. */
  width?: number;
  /** Inputs, 1 to 5000, by default 1000. */
  samples?: number;
  /** 1 to 1000, by default 30. */
  bins?: number;
  /** 0 to 4294967295, by default 1. */
  seed?: number;
}

export interface LayerHistogram {
  /** Bounds of the bins, one more than there are bins. */
  edges: Float32Array;
  counts: Uint32Array;
  mean: number;
  std: number;
  /** Share of outputs where hardly any gradient passes (f′ under 4 % of its maximum). */
  saturated: number;
  /** Share of units that are saturated for every input. */
  dead: number;
}

/** One entry a layer. */
export function activationHistograms(options?: HistogramOptions): LayerHistogram[];

/**
 * Computes a row of the page "The same on your machine?", `"network/adam/l2"` for one, and gives
 * sixteen digits that stand for every bit of its numbers. It takes some milliseconds.
 */
export function digest(row: string): string;

/** Labelled images. */
export class Mnist {
  private constructor();
  /** From the bytes of two files in MNIST's IDX format, gzipped or not; labels 0 to 63. */
  static fromIdx(images: Uint8Array, labels: Uint8Array): Mnist;
  /** The number of images. */
  readonly length: number;
  /** The largest label + 1, at least 10; a slice has the classes of the whole. */
  readonly classes: number;
  /** Images `start` to `end` − 1, sharing the pixels; 0 ≤ start ≤ end ≤ length. */
  slice(start: number, end: number): Mnist;
  free(): void;
}

export interface TrainerOptions {
  /** Widths of 0 to 16 hidden layers of 1 to 1024 units, by default [100, 100, 100, 100]. */
  hidden?: number[];
  /** `"relu"` by default. */
  activation?: ActivationName;
  /** `"he"` by default; a `std` without an `init` means `"std"`. */
  init?: InitName;
  /** 0 to 100, by default 0.01. */
  std?: number;
  /** `"sgd"` by default. */
  optimizer?: OptimizerName;
  /** 0 to 100, by default the rule's own. */
  lr?: number;
  /** 1 to 1000, by default 128; with `batchNorm` at least 2. */
  batchSize?: number;
  /** λ of λ/2 Σw², added to the loss that is minimised, 0 to 10, by default 0; with adamw decoupled, by default 0.01. */
  weightDecay?: number;
  /** λ of λ Σ|w|, added to the loss that is minimised, 0 to 10, by default 0. */
  l1?: number;
  /**
   * Batch normalization before each activation, by default `false`. `evaluate` and `predict` go by
   * running averages of the batches' means and variances; a batch's variance divides by its size n
   * (biased), in training as in the average.
   */
  batchNorm?: boolean;
  /** Share of units dropped after each activation, 0 to 0.95, by default 0. */
  dropout?: number;
  /** Initial weights, minibatches and dropped units, 0 to 4294967295, by default 1. */
  seed?: number;
}

/** A network in training, with one output for each class of `train` and `test`. The same options and images give the same numbers, bit for bit. */
export class Trainer {
  constructor(train: Mnist, test: Mnist, options?: TrainerOptions);
  /**
   * 1 to 100000 iterations, by default 1. The mean cross-entropy of each minibatch before its update,
   * without what `weightDecay` and `l1` add to the loss; fewer if it diverged.
   */
  step(iterations?: number): Float32Array;
  /** Mean cross-entropy, and the share of right answers from 0 to 1. */
  evaluate(split: "train" | "test"): { loss: number; accuracy: number };
  /** The pixels of an image from 0 to 1 in, 784 of MNIST's; the probability of each class out, 10 of MNIST's. */
  predict(image: Float32Array): Float32Array;
  free(): void;
}
