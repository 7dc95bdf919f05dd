import start from "./api.js";
export * from "./api.js";
let started;
export default function init() {
  // However often and from wherever it is called it runs once; what failed may be tried again.
  return started ??= start().catch((cause) => {
    started = undefined;
    const korean = globalThis.document?.documentElement.lang === "ko";
    throw new Error(korean
      ? "모듈을 받지 못했어요. 연결을 확인하고 init()을 다시 불러 주세요."
      : "the module could not be loaded; check the connection and call init() again", { cause });
  });
}
