// Makes the modules that are named smaller and faster, as binaryen's `wasm-opt -O3` would: it is
// started once for all of them, since a start takes longer than a part's work.
import { readFileSync, writeFileSync } from "node:fs";
import binaryen from "binaryen";

// By name: with all of them it writes imports that browsers refuse.
const FEATURES = ["SIMD128", "BulkMemory", "BulkMemoryOpt", "NontrappingFPToInt", "SignExt", "MutableGlobals", "ReferenceTypes", "Multivalue"];

binaryen.setOptimizeLevel(3);
binaryen.setShrinkLevel(0);
binaryen.setDebugInfo(false);
for (const file of process.argv.slice(2)) {
  const module = binaryen.readBinary(readFileSync(file));
  module.setFeatures(FEATURES.reduce((all, name) => all | binaryen.Features[name], 0));
  module.optimize();
  module.runPasses(["strip-producers", "strip-target-features"]);
  writeFileSync(file, module.emitBinary());
  module.dispose();
}
