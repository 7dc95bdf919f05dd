// Brings the code of a place, as the page's module asks for it. The builder writes the table:
// the place's own file, the small parts that are within it, as sections of their own, and the
// files that other places need as well.
import { initSync } from "./page.js";

const loaded = new Map();

// Each part once: it has variables. What failed may be tried again.
const once = (name, load) => {
  if (!loaded.has(name)) {
    loaded.set(name, load());
    loaded.get(name).catch(() => loaded.delete(name));
  }
  return loaded.get(name);
};

// Parts reach each other through the module's table of functions and its memory.
const run = (code) => WebAssembly.instantiate(code, { __wasm_split: initSync() });

const file = (name, within = []) =>
  once(name, async () => {
    const module = await WebAssembly.compileStreaming(fetch(new URL(name, import.meta.url)));
    const part = (name) => once(name, () => run(WebAssembly.Module.customSections(module, name)[0]));
    await Promise.all([...within.map(part), run(module)]);
  });

const place = (own, within, beside) => async (callback, data) => {
  const brought = await Promise.all([file(own, within), ...beside.map((name) => file(name))]).then(
    () => true,
    (error) => console.error(error),
  );
  initSync().__indirect_function_table.get(callback)(data, !!brought);
};

