// The built site on a server of its own, under a path and packed as GitHub Pages does it, and the
// browser that measures it.

import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { join, dirname } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");
export const dist = join(root, "dist");
export const say = (text) => process.stderr.write(`${text}\n`);
export const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Whether a script was called itself, rather than imported. */
export const isCalled = (url) => process.argv[1] === fileURLToPath(url);

/** The site's address, and what ends the server. */
export async function serve() {
  const server = spawn(join(root, "target/debug/site"), ["serve", dist, "--port", "0", "--under", "/lab/"]);
  const site = await new Promise((done) => createInterface({ input: server.stdout }).once("line", done));
  return { site, stop: () => server.kill() };
}

const { args } = JSON.parse(readFileSync(join(root, "webdriver.json")))["goog:chromeOptions"];
/** How Playwright launches it. */
export const chrome = { args, executablePath: ["/usr/bin/chromium", "/usr/bin/google-chrome"].find(existsSync) };
