// Computes rows of the page "The same on your machine?", beside the page.
import init, { digest } from "./training-lab.js";

onmessage = ({ data }) => postMessage({ digest: digest(data) });
init().then(() => postMessage({}), () => postMessage({ failed: true }));
