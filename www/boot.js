// Says at each figure why it does not come alive, if it does not. The same on every page.
(() => {
  const PATIENCE = 4000, ANSWER = 700;
  // (func (result v128) i32.const 0 i8x16.splat i8x16.popcnt)
  const SIMD = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];
  let live = false, failed = false, said = false, settled = false;
  const say = (korean, english) => {
    if (live) return;
    said = true;
    const words = document.documentElement.lang === "ko" ? korean : english;
    const speak = (place) => {
      place.textContent = words;
      place.hidden = false;
    };
    for (const figure of document.querySelectorAll("figure[data-figure]:not([data-live])")) {
      figure.dataset.dead = "true";
      figure.querySelectorAll(".message").forEach(speak);
    }
    document.querySelectorAll(".runnable pre").forEach(speak);
  };
  // Status of the server's answer; 0 if it refuses to give one, undefined if none comes.
  const ask = (link) => Promise.race([
    fetch(link.href, { method: "HEAD", cache: "no-store" }).then((answer) => answer.status, () => 0),
    new Promise((resolve) => setTimeout(resolve, ANSWER)),
  ]);
  const explain = (last) => {
    if (live || settled) return;
    const files = document.querySelectorAll("link[rel=modulepreload], link[rel=preload][as=fetch]");
    Promise.all([...files].map(ask)).then((answers) => {
      if (settled) return;
      const refused = answers.find((status) => status >= 400);
      if (refused) {
        say(`그림을 움직이는 파일이 서버에 없어요(HTTP ${refused}). 이 페이지를 새로 고쳐 주세요.`,
          `The server does not have the files that make the figures live (HTTP ${refused}). Please reload this page.`);
      } else if (answers.includes(0) && !navigator.onLine) {
        say("인터넷 연결이 끊겨 그림을 움직일 수 없어요. 연결되면 이 페이지를 다시 불러와요.",
          "There is no internet connection, so the figures are not live. The page reloads when there is one.");
      } else if (answers.includes(0)) {
        say("그림을 움직이는 파일을 받지 못했어요. 서버에 닿지 않거나 이 브라우저가 막았어요. 차단 기능을 끄거나 이 페이지를 새로 고쳐 주세요.",
          "The files that make the figures live do not come: the server cannot be reached, or the browser blocks them. Turn blocking off or reload this page.");
      } else if (last && failed) {
        say("그림을 움직이는 프로그램이 시작하지 못했어요. 이 페이지를 새로 고치거나 다른 브라우저로 열어 주세요.",
          "The program that makes the figures live did not start. Reload this page or try another browser.");
      } else if (last) {
        say("그림을 움직이는 프로그램이 아직 오지 않았어요. 연결이 느리면 조금 더 기다리고, 아니면 이 페이지를 새로 고쳐 주세요.",
          "The program that makes the figures live has not come yet. Wait a little if the connection is slow, or reload this page.");
      }
    });
  };
  const notice = (event) => {
    if (live || (event.type === "error" && event.target !== window && event.target.tagName !== "SCRIPT")) return;
    failed = true;
    explain(false);
  };
  addEventListener("labstarted", () => live = true);
  addEventListener("error", notice, true);
  addEventListener("unhandledrejection", notice);
  addEventListener("online", () => said && !live && location.reload());
  addEventListener("DOMContentLoaded", () => {
    settled = true;
    if (location.protocol === "file:") {
      say("파일로 열면 그림이 움직이지 않아요. 이 폴더에서 웹 서버를 켜고(예: python3 -m http.server) 그 주소로 열어 주세요.",
        "Opened from a file, the figures are not live. Start a web server in this folder (such as python3 -m http.server) and open its address.");
    } else if (typeof WebAssembly !== "object") {
      say("이 브라우저에서는 WebAssembly를 쓸 수 없어 그림이 움직이지 않아요. 설정에서 켜거나 다른 브라우저로 열어 주세요.",
        "This browser has no WebAssembly, so the figures are not live. Turn it on in the settings or use another browser.");
    } else if (!WebAssembly.validate(new Uint8Array(SIMD))) {
      say("이 브라우저의 WebAssembly에는 SIMD가 없어 그림이 움직이지 않아요. 브라우저를 새 버전으로 바꿔 주세요.",
        "WebAssembly has no SIMD in this browser, so the figures are not live. Please update the browser.");
    } else {
      settled = false;
      setTimeout(explain, PATIENCE, true);
    }
  });
})();
