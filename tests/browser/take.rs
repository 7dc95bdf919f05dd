//! What a reader takes along, as a press hands it over: the same files as natively.

use crate::cable::Fault;
use crate::driver::Browser;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use training_lab::experiment::link::Link;
use training_lab::experiment::{Timeline, catalog};
use training_lab::take::{self, Kind, Moment};
use training_lab::text::Lang;

/// A folder into which the browser saves.
fn saving(browser: &Browser, name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("training-lab-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let how = json!({ "behavior": "allow", "downloadPath": folder });
    browser.devtools("Page.setDownloadBehavior", how);
    folder
}

/// Opens the menu of a figure and presses a button of it.
fn press(browser: &Browser, figure: &str, kind: Kind) {
    let menu = format!("#fig-{figure} .keep > [popovertarget]");
    browser.click(&menu);
    browser.wait(&format!("return !!document.querySelector('#{figure}-take:popover-open')"), 5, "no menu");
    browser.click(&format!("#{figure}-take [data-act={}]", kind.name()));
}

fn saved(file: &Path) -> String {
    let begun = Instant::now();
    loop {
        if let Ok(text) = std::fs::read_to_string(file)
            && !text.is_empty()
        {
            std::fs::remove_file(file).unwrap();
            return text;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "{} does not come", file.display());
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// What a press on this page must hand over, natively.
fn wanted(address: &str, figure: &str, query: &str, lang: Lang, kind: Kind) -> Option<String> {
    let mut experiment = catalog(figure).unwrap();
    let link = Link { figure: figure.to_owned(), query: Some(query.to_owned()) };
    let (at, refused) = link.load(experiment.as_mut(), lang);
    assert!(refused.is_empty(), "{refused:?}");
    let step = matches!(experiment.timeline(), Timeline::Walk { .. }).then_some(at);
    let link = Link::of(figure, experiment.settings(), step);
    take::file(kind, &Moment::of(figure, experiment.as_ref(), at, &format!("{address}{link}"), lang))
}

#[test]
fn a_press_hands_over_the_files_that_are_made_natively() {
    let browser = Browser::start();
    let folder = saving(&browser, "taken");
    for (page, figure, query, lang) in [
        ("momentum.en.html", "momentum", "lr=0.3&steps=40&at=7", Lang::En),
        ("comparing.html", "compare-surface", "surface=rosenbrock&x=-1.2&y=1&lr=0.1&at=30", Lang::Ko),
        ("batch-norm.html", "batch-norm", "gamma=2&at=3", Lang::Ko),
        ("validation.html", "validation", "candidates=20&opened=1", Lang::Ko),
        // Of a figure that only shows there is no program.
        ("activations.en.html", "activations", "", Lang::En),
    ] {
        let address = format!("{}{page}", browser.site);
        browser.visit(&format!("{address}#{figure}?{query}"));
        browser.wait(
            &format!("return document.getElementById('fig-{figure}').dataset.live === 'true'"),
            20,
            "the figure does not come alive",
        );
        for kind in Kind::ALL {
            let button =
                format!("return !!document.querySelector('#{figure}-take [data-act={}]')", kind.name());
            let wanted = wanted(&address, figure, query, lang, kind);
            assert_eq!(browser.run(&button), wanted.is_some(), "{page}: {}", kind.name());
            let Some(wanted) = wanted else { continue };
            press(&browser, figure, kind);
            let file = folder.join(format!("{figure}.{}", kind.ending()));
            let saved = saved(&file);
            assert!(saved == wanted, "{page}, {}: {}", kind.name(), first_difference(&saved, &wanted));
        }
    }
    std::fs::remove_dir_all(folder).unwrap();
}

/// Two of the three pictures are not shown there.
#[test]
fn every_picture_is_saved_on_a_phone_too() {
    let browser = Browser::start();
    let folder = saving(&browser, "pictures");
    browser.size(390, 844);
    browser.open("momentum.en.html");
    browser.run(
        "const menu = document.querySelector('#fig-momentum [data-act=download]'); \
         menu.value = 'png'; menu.dispatchEvent(new Event('change', { bubbles: true }))",
    );
    for number in 1..=3 {
        let file = folder.join(format!("momentum-{number}.png"));
        let begun = Instant::now();
        while !file.exists() {
            assert!(begun.elapsed() < Duration::from_secs(20), "{} does not come", file.display());
            std::thread::sleep(Duration::from_millis(50));
        }
        assert!(std::fs::read(&file).unwrap().starts_with(b"\x89PNG"), "{}", file.display());
    }
    std::fs::remove_dir_all(folder).unwrap();
}

fn first_difference(a: &str, b: &str) -> String {
    let pair = a.lines().zip(b.lines()).find(|(a, b)| a != b);
    pair.map_or_else(|| "another length".to_owned(), |(a, b)| format!("{a:?}, natively {b:?}"))
}

#[test]
fn a_figure_that_trains_gives_the_drawn_curves_and_then_the_readers_own() {
    let browser = Browser::start();
    let folder = saving(&browser, "trained");
    browser.open("batch-norm-effect.en.html");
    let figure = "batch-norm-effect";
    browser.cable.spoil("default-", Fault::Missing);
    press(&browser, figure, Kind::Csv);
    let message = format!("document.querySelector('#fig-{figure} .message').textContent");
    browser.wait(&format!("return {message}.startsWith('The file could not be made: ')"), 10, "no word");
    browser.cable.mend();
    press(&browser, figure, Kind::Csv);
    let drawn = saved(&folder.join(format!("{figure}.csv")));
    let curves = drawn.lines().filter(|line| line.contains("(default)"));
    assert!(curves.count() > 20, "{drawn}");
    let taken = "return document.querySelector('#fig-batch-norm-effect .message').hidden";
    assert_eq!(browser.run(taken), true, "the message stays");
    browser.run(&format!(
        "const menu = document.querySelector('#fig-{figure} [data-act=download]'); \
         menu.value = 'svg'; menu.dispatchEvent(new Event('change', {{ bubbles: true }}))"
    ));
    let picture = saved(&folder.join(format!("{figure}-1.svg")));
    // Axes and their marks have two points each.
    let mut lines = picture.split("points=\"").skip(1).map(|line| line.split('"').next().unwrap_or_default());
    assert!(lines.any(|line| line.matches(',').count() > 8), "an empty picture: {picture}");
    browser.click(&format!("#fig-{figure} [data-act=play]"));
    let rows = format!("return document.querySelectorAll('#fig-{figure} .readings tbody tr').length > 0");
    browser.wait(&rows, 60, "no run begins");
    std::thread::sleep(Duration::from_secs(3));
    press(&browser, figure, Kind::Csv);
    let csv = saved(&folder.join(format!("{figure}.csv")));
    assert!(csv.starts_with("\u{feff}picture,series,point,x,y,value\r\n"), "{csv}");
    assert!(csv.lines().count() > 20, "{csv}");
    // Its programs are the same before and after a run.
    for kind in [Kind::Python, Kind::Notebook] {
        let mut experiment = catalog(figure).unwrap();
        let link = Link::of(figure, experiment.settings(), None);
        let address = format!("{}batch-norm-effect.en.html{link}", browser.site);
        experiment.apply(experiment.settings().clone());
        let moment = Moment::of(figure, experiment.as_ref(), 0, &address, Lang::En);
        let wanted = take::file(kind, &moment).expect("a program");
        press(&browser, figure, kind);
        let saved = saved(&folder.join(format!("{figure}.{}", kind.ending())));
        assert!(saved == wanted, "{}: {}", kind.name(), first_difference(&saved, &wanted));
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn what_writes_files_comes_at_the_press_and_may_fail_to() {
    let browser = Browser::start();
    let folder = saving(&browser, "spoilt");
    browser.open("momentum.en.html");
    browser.run("scrollBy(0, 40)");
    let asked =
        "return performance.getEntriesByType('resource').some((entry) => entry.name.includes('split_away'))";
    std::thread::sleep(Duration::from_secs(1));
    assert_eq!(browser.run(asked), false, "it is loaded before it is wanted");
    browser.cable.spoil("split_away", Fault::Missing);
    press(&browser, "momentum", Kind::Python);
    let said = "return document.querySelector('#fig-momentum .message').textContent.startsWith('The file could not be made: ')";
    browser.wait(said, 10, "no word about the part");
    browser.cable.mend();
    press(&browser, "momentum", Kind::Python);
    assert!(saved(&folder.join("momentum.py")).contains("class Momentum:"));
    browser.wait("return document.querySelector('#fig-momentum .message').hidden", 5, "the message stays");
    std::fs::remove_dir_all(folder).unwrap();
}
