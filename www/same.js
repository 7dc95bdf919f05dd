// Has a worker compute the rows of the table, one after the other, and says which are the same.
{
  const place = document.querySelector(".same"), button = place.querySelector("button");
  const progress = place.querySelector("progress"), verdict = place.querySelector(".verdict");
  const rows = [...place.querySelectorAll("[data-row]")];
  const korean = document.documentElement.lang === "ko", pick = (ko, en) => korean ? ko : en;
  const mark = (row, equal, words) => {
    row.dataset.equal = equal;
    row.lastElementChild.textContent = words;
  };
  const compare = (row, digest) => {
    const equal = digest === row.querySelector("code").textContent;
    mark(row, equal, equal ? pick("✓ 같아요", "✓ same") : `${pick("≠ 달라요", "≠ different")}: ${digest}`);
    return equal;
  };
  const conclude = (words, sound) => {
    verdict.textContent = words;
    verdict.dataset.sound = sound;
    progress.hidden = true;
    button.disabled = false;
  };
  button.addEventListener("click", () => {
    button.disabled = true;
    progress.hidden = false;
    delete verdict.dataset.sound;
    verdict.textContent = pick("계산하고 있어요.", "Computing.");
    rows.forEach((row) => mark(row, "", ""));
    let done = 0, different = 0;
    const worker = new Worker("./same-worker.js", { type: "module" });
    const fail = () => {
      worker.terminate();
      conclude(pick("계산할 프로그램이 이 브라우저에서 시작하지 않아 비교하지 못했어요. 연결을 확인하고 다시 눌러 주세요.",
        "The program that computes did not start in this browser, so nothing was compared. Check the connection and press again."), false);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      fail();
    };
    // It first says that it is ready, then answers each name with a digest.
    worker.onmessage = ({ data }) => {
      if (data.failed) return fail();
      if (data.digest && !compare(rows[done++], data.digest)) different++;
      progress.value = done / rows.length;
      if (done < rows.length) return worker.postMessage(rows[done].dataset.row);
      worker.terminate();
      const all = rows.length;
      conclude(different
        ? pick(`계산 ${all}가지 가운데 ${different}가지가 달라요. 이 기기에서는 글에 적힌 수와 다른 곡선이 나올 수 있으니 브라우저를 새 버전으로 바꿔 보세요.`,
          `${different} of ${all} computations differ, so curves here may not be those of the text: try a newer version of the browser.`)
        : pick(`계산 ${all}가지가 모두 마지막 비트까지 같아요.`, `All ${all} computations are the same to the last bit.`), !different);
    };
  });
}
