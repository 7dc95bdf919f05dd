//! A student's own files in the playground: told what they are, turned, of many classes, and
//! answered about on the pad.

use crate::cable::Fault;
use crate::driver::Browser;

const PLAYGROUND: &str = "summary.en.html#playground?layers=1&width=30&iterations=100";

/// Helpers in the page: IDX files, and a drop of files on the figure.
const HELPERS: &str = "
    const u32 = (n) => [n >>> 24, n >>> 16 & 255, n >>> 8 & 255, n & 255];
    window.idx3 = (rows, columns, pictures) => new Uint8Array([0, 0, 8, 3, ...u32(pictures.length), ...u32(rows), \
        ...u32(columns), ...pictures.flat()]);
    window.idx1 = (labels) => new Uint8Array([0, 0, 8, 1, ...u32(labels.length), ...labels]);
    window.offer = (files) => {
        const dropped = new DataTransfer();
        for (const [name, bytes] of files) dropped.items.add(new File([bytes], name));
        document.querySelector('#fig-playground').dispatchEvent(
            new DragEvent('drop', { dataTransfer: dropped, bubbles: true, cancelable: true }));
    };
    window.unpacked = async (name) => new Uint8Array(await new Response((await fetch(name)).body \
        .pipeThrough(new DecompressionStream('gzip'))).arrayBuffer());";

struct Playground(Browser);

impl Playground {
    fn open() -> Self {
        let browser = Browser::start();
        browser.open(PLAYGROUND);
        browser.run(HELPERS);
        Self(browser)
    }

    /// Drops files, `[[name, bytes], …]` as an expression of the page's.
    fn drop(&self, files: &str) {
        self.0.run(&format!("return (async () => offer({files}))()"));
    }

    fn says(&self, out: &str, words: &str) {
        let script = format!("return document.querySelector('{out}').textContent.includes({words:?})");
        self.0.wait(&script, 60, &format!("no ‘{words}’ in {out}"));
    }

    fn train(&self) {
        self.0.run("document.querySelector('[data-act=clear]').click()");
        // Of the reader's own run: the default one stands below it.
        let own = ".readings tbody tr:not([data-symbol$='(default)']):not([data-symbol$='(기본값)'])";
        let state = format!("document.querySelector(`{own} td:nth-child(2)`)?.textContent");
        self.0.wait(&format!("return !{state}"), 5, "it is not cleared");
        self.0.click("[data-act=play]");
        self.0.wait(&format!("return {state} === 'finished'"), 90, "the training does not end");
    }

    /// A stroke down the middle of the sheet.
    fn draw(&self) {
        // On a small window the sheet would reach beyond it.
        self.0.size(1280, 900);
        self.0.unfold("pad");
        let (x, y) = self.0.centre(".paper canvas");
        self.0.pointer(&[(x, y - 60.0), (x, y), (x, y + 60.0)]);
    }

    fn rows(&self) -> u64 {
        self.0.run("return document.querySelectorAll('.odds > li').length").as_u64().unwrap()
    }
}

/// 26 letters of 32 × 32 pixels, labelled from 1 as EMNIST's are.
const LETTERS: &str = "(() => { const labels = Array.from({ length: 130 }, (_, i) => 1 + i % 26); \
    return [['letters-images', idx3(32, 32, labels.map((label) => \
        Array.from({ length: 1024 }, (_, pixel) => pixel % 31 === label ? 255 : 0)))], \
        ['letters-labels', idx1(labels)]] })()";

#[test]
fn letters_fill_the_matrix_and_the_pads_list() {
    let page = Playground::open();
    page.drop(LETTERS);
    page.says("[data-out=data]", "104 training and 26 test images of 32×32 pixels in 27 classes");
    page.says("[data-out=data]", "Images: letters-images, labels: letters-labels");
    page.train();
    page.draw();
    page.says("[data-out=answer]", "The network just trained says");
    assert_eq!(page.rows(), 27);
    assert_eq!(page.0.text(".odds > li:last-child b"), "26");
    assert_eq!(page.0.text("[data-out=seen-size]"), "32×32");
    assert_eq!(page.0.run("return document.querySelector('.seen canvas').width").as_u64(), Some(32));
    let wide =
        page.0.run("return document.documentElement.scrollWidth > document.documentElement.clientWidth");
    assert_eq!(wide.as_bool(), Some(false), "the page scrolls sideways");

    // Back on MNIST there are ten again.
    page.0.run("document.querySelector('[data-act=take-back]').click()");
    page.train();
    page.says("[data-out=answer]", "The network just trained says");
    assert_eq!((page.rows(), page.0.text("[data-out=seen-size]")), (10, "28×28".to_owned()));
    assert_eq!(page.0.console(), [""; 0]);
}

#[test]
fn files_dropped_before_anybody_reads_them_are_read_when_somebody_comes() {
    let browser = Browser::start();
    browser.cable.spoil("split_workers", Fault::Missing);
    browser.open(PLAYGROUND);
    browser.run(HELPERS);
    let page = Playground(browser);
    page.drop(LETTERS);
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert!(!page.0.text("[data-out=data]").contains("training and"), "somebody has read them");
    page.0.cable.mend();
    page.0.run("dispatchEvent(new Event('pointerdown'))");
    page.says("[data-out=data]", "104 training and 26 test images of 32×32 pixels in 27 classes");
}

#[test]
fn a_sheet_that_does_not_fit_the_network_says_so() {
    let page = Playground::open();
    page.drop(
        "[['i', idx3(14, 56, Array.from({ length: 60 }, (_, i) => Array(784).fill(i)))], \
          ['l', idx1(Array.from({ length: 60 }, (_, i) => i % 10))]]",
    );
    page.says("[data-out=data]", "of 14×56 pixels");
    page.train();
    page.draw();
    page.says("[data-out=answer]", "This network learned images of 14×56. The sheet is square");
    assert_eq!(page.0.text(".odds > li output"), "–");
}

/// MNIST with rows and columns swapped, as EMNIST's files are.
#[test]
fn lying_images_are_turned_by_a_switch() {
    let page = Playground::open();
    assert_eq!(page.0.run("return document.querySelector('.turn-images').hidden").as_bool(), Some(true));
    page.drop(
        "await (async () => { const bytes = await unpacked('data/mnist-first-images.gz'), turned = bytes.slice(); \
          for (let i = 16; i < bytes.length; i++) { const image = i - 16 - (i - 16) % 784, at = (i - 16) % 784; \
            turned[16 + image + at % 28 * 28 + Math.floor(at / 28)] = bytes[i] } \
          return [['images', turned], ['labels', await unpacked('data/mnist-first-labels.gz')]] })()",
    );
    page.says("[data-out=data]", "seem to lie on their side");
    page.0.click(".turn-images");
    page.says("[data-out=data]", "Rows and columns of each image are swapped");
    assert!(!page.0.text("[data-out=data]").contains("lie on their side"));
    page.train();
    page.draw();
    page.says("[data-out=answer]", "The network just trained says 1");
    page.0.run("document.querySelector('[data-act=take-back]').click()");
    assert_eq!(page.0.run("return document.querySelector('.turn-images').hidden").as_bool(), Some(true));
}

/// What is refused is told by what it is, and changes nothing.
#[test]
fn files_that_are_no_data_are_told_by_what_they_are() {
    let page = Playground::open();
    let text = |name: &str, text: &str| format!("[[{name:?}, new TextEncoder().encode({text:?})]]");
    page.drop(&text("train-images-idx3-ubyte.gz", "<!DOCTYPE html><html><body>Not found</body></html>"));
    page.says(".message", "a web page, not an IDX file");
    page.drop(&text("train-labels", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 4542\n"));
    page.says(".message", "a Git LFS pointer, not an IDX file");
    page.drop(&text("train.csv", "label,pixel0,pixel1\n5,0,0\n"));
    page.says(".message", "a table as text (CSV), not an IDX file");

    let pair = |names: [&str; 4]| {
        let [a, b, c, d] = names;
        format!(
            "[['{a}', idx3(2, 2, Array(9).fill([1, 2, 3, 4]))], ['{b}', idx1(Array(9).fill(1))], \
              ['{c}', idx3(2, 2, Array(9).fill([5, 6, 7, 8]))], ['{d}', idx1(Array(9).fill(2))]]"
        )
    };
    page.drop(&pair(["a", "b", "c", "d"]));
    page.says(".message", "the names do not say which labels belong to which");
    page.says("[data-out=data]", "The data stay as they were");
    page.drop(&pair(["train-images", "train-labels", "t10k-images", "t10k-labels"]));
    page.says("[data-out=data]", "Training images: train-images, Training labels: train-labels");
    page.says("[data-out=data]", "Test images: t10k-images");
    assert!(page.0.run("return document.querySelector('.message').hidden").as_bool().unwrap());
}
