// Imports a module for the page's examples: only the language itself can, and the policy of the
// page lets nobody make a function out of a text.
globalThis.trainingLabImport = (address) => import(address);
