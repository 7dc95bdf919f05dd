//! A student takes his results along; the teacher's page puts those of a class together, and
//! refuses in words what is none.

use crate::driver::{Browser, dist};
use serde_json::{Value, json};
use training_lab::question::State;
use training_lab::question::results::{Entry, Sheet, read};

const QUESTION: &str = "momentum/beyond-sgds-limit";

fn sheet(id: u64, name: &str, entries: &[(&str, State, bool, usize)]) -> Sheet {
    let entry = |(question, state, first, wrong): &(&str, State, bool, usize)| Entry {
        question: (*question).to_owned(),
        state: *state,
        first: *first,
        wrong: *wrong,
    };
    let (id, made) = (format!("{id:016x}"), format!("2026-11-26T10:10:{:02}Z", id % 60));
    Sheet { id, made, name: name.to_owned(), entries: entries.iter().map(entry).collect() }
}

fn open(browser: &Browser, page: &str) {
    browser.open(page);
    browser.wait(
        "return document.querySelector('.class-results fieldset')?.disabled === false",
        20,
        "the place for results does not come alive",
    );
}

/// Drops files of these names and texts on the page.
fn drop_files(browser: &Browser, files: &[(&str, &str)]) {
    browser.run(&format!(
        "const dropped = new DataTransfer(); for (const [name, text] of {}) dropped.items.add(new File([text], name)); \
         document.querySelector('.drop').dispatchEvent(new DragEvent('drop', {{ dataTransfer: dropped, bubbles: true, cancelable: true }}))",
        json!(files)
    ));
}

fn paste(browser: &Browser, text: &str) {
    browser.run(&format!("document.querySelector('[data-in=paste]').value = {}", json!(text)));
    browser.click("[data-act=hand-in]");
}

#[track_caller]
fn says(browser: &Browser, place: &str, words: &str) {
    let script = format!("return document.querySelector('{place}').textContent.includes({words:?})");
    browser.wait(&script, 20, &format!("no ‘{words}’ in {place}"));
}

fn rows(browser: &Browser, table: &str) -> Value {
    browser.run(&format!(
        "return [...document.querySelectorAll('[data-table={table}] tbody tr')].map((row) => \
         [...row.cells].map((cell) => (cell.querySelector('a') ?? cell).textContent))"
    ))
}

/// From the answer on the page of a section to the teacher's table.
#[test]
fn a_student_takes_results_along_and_the_teacher_sees_them() {
    let browser = Browser::start();
    browser.size(1800, 1000);
    browser.open("momentum.en.html");
    browser.run("dispatchEvent(new Event('scroll'))");
    let card = "document.querySelector('[data-question=beyond-sgds-limit]')";
    browser.wait(
        &format!("return {card}.querySelector('fieldset').disabled === false"),
        20,
        "the questions do not come",
    );
    browser.run(&format!(
        "const card = {card}; const right = Number(card.dataset.answer.split('|')[1]); \
         card.querySelector(`input[value='${{(right + 1) % 3}}']`).click(); card.querySelector('[type=submit]').click()"
    ));
    browser.click("[data-act=results]");
    browser.wait(
        "return document.querySelector('dialog.results [data-out=sheet]') !== null",
        20,
        "no results",
    );
    browser.run(
        "const name = document.querySelector('dialog.results [data-in=name]'); name.value = '  Kim <b>Min</b>su '; \
         name.dispatchEvent(new Event('input', { bubbles: true }))",
    );
    let text = browser.run("return document.querySelector('dialog.results [data-out=sheet]').value");
    let text = text.as_str().unwrap();
    // What the page wrote is what the reader in Rust reads.
    let read = read(text.as_bytes()).unwrap().remove(0).unwrap();
    assert_eq!(read.name, "Kim bMin/bsu");
    let wrong = Entry { question: QUESTION.to_owned(), state: State::Done, first: false, wrong: 1 };
    assert_eq!(read.entries, [wrong]);
    let kept = browser.run("return JSON.stringify(localStorage)");
    assert!(!kept.as_str().unwrap().contains("Min"), "the name is kept: {kept}");

    open(&browser, "teach.en.html");
    paste(&browser, text);
    says(&browser, "[data-out=class]", "Students: 1.");
    let table = rows(&browser, "questions");
    assert_eq!(table.as_array().unwrap().len(), 1);
    assert!(table[0][0].as_str().unwrap().contains("SGD diverges"), "{table}");
    assert_eq!(
        table[0].as_array().unwrap()[1..],
        [json!("1"), json!("0 (0%)"), json!("1"), json!("0"), json!("1.0")]
    );
    assert_eq!(rows(&browser, "students")[0][0], "Kim bMin/bsu");
    // The same once more, as a file.
    drop_files(&browser, &[("kim.txt", text)]);
    says(&browser, "[data-out=refused]", "the same result came already");
    says(&browser, "[data-out=class]", "Students: 1.");
    // What the reader's own results say here.
    assert_eq!(
        browser.run("return document.querySelector('.own-results [data-out=sheet]').value.split('\\n')[4]"),
        format!("{QUESTION} done wrong 1")
    );
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn many_files_come_at_once_and_what_is_none_is_refused_by_name() {
    let browser = Browser::start();
    browser.size(1280, 900);
    open(&browser, "teach.html");
    let easy = ("momentum/fast-and-calm", State::Done, true, 0);
    let one = sheet(1, "김민수", &[easy, (QUESTION, State::Done, false, 1)]).to_string();
    let two = sheet(2, "이서연", &[easy, (QUESTION, State::Done, true, 0)]).to_string();
    let again = sheet(3, "김민수", &[easy, (QUESTION, State::Done, false, 1)]).to_string();
    let strange = sheet(4, "x", &[("astrology/moon", State::Done, true, 0)]).to_string();
    let large = "a".repeat(5 << 20);
    let html = one.replace("김민수", "<img src=x onerror=window.hacked=1>");
    let files = [
        ("one.txt", one.as_str()),
        ("two.txt", two.as_str()),
        ("again.txt", again.as_str()),
        ("strange.txt", strange.as_str()),
        ("cut.txt", &two[..two.len() / 2]),
        ("changed.txt", &two.replace("right", "wrong")),
        ("later.txt", &two.replace("results 1", "results 9")),
        ("zeros.bin", "\0\0\0\0"),
        ("letter.txt", "Dear teacher"),
        ("large.txt", &large),
        ("<b>html</b>.txt", &html),
    ];
    drop_files(&browser, &files);
    says(&browser, "[data-out=class]", "학생 2명의 결과예요.");
    for words in [
        "one.txt: 같은 이름(‘김민수’)",
        "strange.txt: 이 사이트의 문제가 하나도 없어요",
        "cut.txt: 끝이 잘렸어요",
        "changed.txt: 오는 길에",
        "later.txt: 이 페이지가 모르는 형식",
        "zeros.bin: UTF-8로 쓴 글이 아니에요",
        "letter.txt: 학습 실험실의 결과가 들어 있지 않아요",
        "large.txt: 4 MiB보다 커서",
        "<b>html</b>.txt: 오는 길에",
    ] {
        says(&browser, "[data-out=refused]", words);
    }
    assert_eq!(
        browser.run(
            "return [window.hacked ?? 0, document.querySelectorAll('.class-results :is(img, li b)').length]"
        ),
        json!([0, 0])
    );
    // The hardest first; in the order of the chapter when that is asked for.
    let first = |cell: usize| rows(&browser, "questions")[0][cell].clone();
    assert_eq!(first(2), "1 (50%)");
    assert_eq!(
        browser.run("return document.querySelector('[aria-sort=ascending]').textContent"),
        "처음에 맞힘"
    );
    browser.click("[data-sort=shown]");
    browser.click("[data-sort=question]");
    assert_eq!(first(2), "1 (50%)", "it is asked before the task");
    assert_eq!(rows(&browser, "students").as_array().unwrap().len(), 2);

    // By the field for files, several at once; what is not read because there are too many is said.
    browser.click("[data-act=clear-class]");
    let folder = std::env::temp_dir().join(format!("training-lab-results-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let paths = [("a.txt", &one), ("b.txt", &two)].map(|(name, text)| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path.to_string_lossy().into_owned()
    });
    browser.choose("[data-act=choose-results]", &paths);
    says(&browser, "[data-out=class]", "학생 2명의 결과예요.");
    std::fs::remove_dir_all(folder).unwrap();
    browser.run(
        "const dropped = new DataTransfer(); for (let i = 0; i < 10000; i++) dropped.items.add(new File(['no'], `${i}.txt`)); \
         document.querySelector('.drop').dispatchEvent(new DragEvent('drop', { dataTransfer: dropped, bubbles: true, cancelable: true }))",
    );
    says(&browser, "[data-out=refused]", "파일 10000개: 결과가 2000개를 넘어요");
    browser.wait(
        "return document.querySelectorAll('[data-out=refused] li').length === 201",
        60,
        "not cut short",
    );
    assert_eq!(rows(&browser, "students").as_array().unwrap().len(), 2, "the others stay");
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn a_class_of_five_hundred_and_its_files() {
    let browser = Browser::start();
    browser.size(1280, 900);
    open(&browser, "teach.en.html");
    let texts: Vec<String> = (0..500)
        .map(|id| {
            sheet(
                id,
                &format!("Student {id}"),
                &[(QUESTION, State::Done, id % 5 != 0, usize::from(id % 5 == 0))],
            )
            .to_string()
        })
        .collect();
    browser.run(&format!("document.querySelector('[data-in=paste]').value = {}", json!(texts.concat())));
    let took = browser.run(
        "const begun = performance.now(); document.querySelector('[data-act=hand-in]').click(); return performance.now() - begun",
    );
    println!("500 results are merged and shown in {took} ms");
    says(&browser, "[data-out=class]", "Students: 500.");
    assert_eq!(rows(&browser, "questions")[0][2], "400 (80%)");
    browser.run(
        "window.saved = []; const click = HTMLAnchorElement.prototype.click; \
         HTMLAnchorElement.prototype.click = function () { if (!this.download) return click.call(this); \
             fetch(this.href).then((file) => file.text()).then((text) => saved.push([this.download, text])); }; \
         URL.createObjectURL = (blob) => { blob.text().then((text) => saved.push(text)); return 'data:,'; }",
    );
    for act in ["csv-questions", "csv-students"] {
        browser.click(&format!("[data-act={act}]"));
    }
    browser.wait(
        "return saved.filter((file) => typeof file === 'string').length === 2",
        5,
        "nothing is saved",
    );
    let saved = browser.run(
        "return saved.filter((file) => typeof file === 'string').map((text) => text.split('\\r\\n').length)",
    );
    let lines = saved.as_array().unwrap().iter().map(|lines| lines.as_u64().unwrap()).max();
    assert_eq!(lines, Some(502), "{saved}");
}

#[test]
fn each_section_has_its_answers_and_codes_and_nothing_scrolls_sideways() {
    let browser = Browser::start();
    for (page, lang) in [("teach.html", "ko"), ("teach.en.html", "en")] {
        browser.size(390, 800);
        open(&browser, page);
        browser.click("[data-act=open-all]");
        let seen = browser.run(
            "return [document.querySelectorAll('details.guide[open]').length, \
             [...document.querySelectorAll('details.guide')].every((fold) => fold.querySelector('.asked .answer-is')), \
             document.documentElement.scrollWidth <= 390]",
        );
        assert_eq!(seen, json!([23, true, true]), "{page}");
        // The solution opens the page of its section in that state.
        let solution = browser.run("return document.querySelector('[data-asked=\"momentum/fast-and-calm\"] .answer-is a').getAttribute('href')");
        let wanted = if lang == "ko" { "momentum.html" } else { "momentum.en.html" };
        assert_eq!(solution, format!("{wanted}#momentum?lr=0.8&momentum=0.5"));
        let code = browser.run("return document.querySelector('#guide-momentum [data-frame]').value");
        let embed = if lang == "ko" { "embed.html" } else { "embed.en.html" };
        let absolute = code.as_str().unwrap();
        assert!(
            absolute.contains("src=\"http") && absolute.contains(&format!("/{embed}#momentum?\"")),
            "{absolute}"
        );
        assert_eq!(browser.run("return document.documentElement.lang"), lang);
    }
    // A link to a question opens its fold; the footer of any page leads here.
    open(&browser, "teach.en.html#asked-fast-and-calm");
    assert_eq!(browser.run("return document.querySelector('#guide-momentum').open"), true);
    browser.open("adam.en.html");
    assert_eq!(browser.run("return document.querySelector('.foot a').getAttribute('href')"), "teach.en.html");
    assert!(dist().join("teach.html").is_file());
    assert_eq!(browser.console(), [""; 0]);
}
