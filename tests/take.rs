//! What is taken along of a figure: its programs compute what the figure shows, and its files
//! can be read by whoever reads such files.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use training_lab::experiment::catalog::Family;
use training_lab::experiment::link::Link;
use training_lab::experiment::recipe::Recipe;
use training_lab::experiment::{Experiment, IDS, catalog};
use training_lab::take::{self, Kind, Moment};
use training_lab::text::Lang;

const PAGE: &str = "https://example.org/lab/page.html";

/// A figure as a link sets it, and its step.
fn figure(link: &str) -> (Box<dyn Experiment>, Moment) {
    let read = Link::read(link).expect("a link");
    let mut experiment = catalog(&read.figure).unwrap_or_else(|| panic!("no figure {}", read.figure));
    let (at, refused) = read.load(experiment.as_mut(), Lang::En);
    assert!(refused.is_empty(), "{link}: {refused:?}");
    let moment = Moment::of(&read.figure, experiment.as_ref(), at, &format!("{PAGE}#{link}"), Lang::En);
    (experiment, moment)
}

fn script(link: &str) -> String {
    take::script(&figure(link).1).unwrap_or_else(|| panic!("{link} has no program"))
}

/// What Python answers.
fn python(arguments: &[&str], given: &str) -> Value {
    let root = env!("CARGO_MANIFEST_DIR");
    let mut child = Command::new(format!("{root}/target/venv/bin/python"))
        .arg("-B")
        .args(arguments)
        .env("MPLBACKEND", "Agg")
        .current_dir(root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|_| panic!("Python is missing from target/venv: run `make setup`"));
    child.stdin.take().expect("stdin is piped").write_all(given.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "Python failed: {arguments:?}");
    serde_json::from_slice(&output.stdout).expect("it answers in JSON")
}

/// Every step of every walk, as the page's table has it and as the program has it.
fn compare(links: &[&str]) {
    let programs: Vec<String> = links.iter().map(|link| script(link)).collect();
    let answers = python(&["tests/take.py"], &json!(programs).to_string());
    for (link, answer) in links.iter().zip(answers.as_array().expect("a list")) {
        let (experiment, moment) = figure(link);
        let tables = answer["tables"].as_array().expect("tables");
        assert_eq!(tables.len(), experiment.timeline().last() + 1, "{link}");
        // Beside the symbols of formulas, what a program calls its rows is its own.
        let is_descent = matches!(moment.recipe, Some(Recipe::Descent { .. }));
        let own = |row: &[String]| row[usize::from(!is_descent)..].to_vec();
        let wanted = |at: usize| -> Vec<Vec<String>> {
            let rows = experiment.readings(at, Lang::En).rows.into_iter();
            rows.map(|row| own(&[vec![row.symbol], row.values].concat())).collect()
        };
        for (at, table) in tables.iter().enumerate() {
            let table: Vec<Vec<String>> = serde_json::from_value(table.clone()).expect("a table");
            let table: Vec<_> = table.iter().map(|row| own(row)).collect();
            assert_eq!(table, wanted(at), "{link}, step {at}");
        }
        assert!(!wanted(0).is_empty(), "{link} has no table");
        // The table of the step that the page shows is printed.
        let said = answer["said"].as_str().expect("words");
        let (_, last) =
            said.rsplit_once(&format!("step {}\n", moment.at)).unwrap_or_else(|| panic!("{said}"));
        assert_eq!(last.lines().count(), wanted(moment.at).len(), "{link}: {last}");
        for (line, row) in last.lines().zip(wanted(moment.at)) {
            assert!(row.iter().all(|value| line.contains(value.as_str())), "{link}: {line} has not {row:?}");
        }
    }
}

#[test]
fn each_descent_goes_the_same_way_in_numpy() {
    let descents = IDS.iter().filter(|id| matches!(Family::of(id), Some(Family::Descent)));
    compare(&descents.copied().collect::<Vec<_>>());
}

#[test]
fn so_do_descents_that_were_set_otherwise() {
    compare(&[
        // A learning rate with which it leaves all bounds, at a step and from the start.
        "sgd?lr=1.05&steps=300",
        "sgd?lr=10&steps=300",
        "momentum?lr=9&momentum=0.999&steps=300",
        "momentum?surface=rosenbrock&x=-10&y=10&lr=1",
        // Both formulations of Nesterov.
        "nesterov?order=deck&lr=0.4&steps=200",
        "nesterov?order=paper&lr=0.6&momentum=0.95&steps=200",
        // Adam's forms.
        "adam?correction=0&steps=150&compare=adamw.nesterov",
        "adam?form=hat&beta2=0.9&steps=150",
        "adam?beta1=0&beta2=0.9999&lr=1.7&steps=300",
        "adamw?weightdecay=0&steps=100",
        "adamw?weightdecay=1&lr=1.3&steps=300",
        // Every surface.
        "momentum?surface=rosenbrock&x=-1.2&y=1&lr=0.0005&steps=300",
        "momentum?surface=beale&x=1&y=1&lr=0.002&steps=300",
        "landscape?lr=0.02&steps=300",
        "adam?surface=himmelblau&x=0.3&y=-2&lr=0.9&steps=300",
        "nesterov?surface=saddle&x=-1.5&y=0.001&lr=0.02&steps=300",
        "momentum?surface=minima&x=-8&y=7&lr=0.3&steps=300",
        "rmsprop?anisotropy=73&decay=0.31&steps=300",
        "adagrad?lr=10&steps=300",
        "adadelta?epsilon=0.01&decay=0.5&steps=300",
        // All beside one another, elsewhere and long.
        "race?surface=rosenbrock&x=-1.2&y=1&lr=0.001&steps=300&at=17",
        "race?surface=minima&x=9.13&y=-3.3&steps=300",
        // Numbers that shrink below what 32 bits hold.
        "momentum?anisotropy=1&lr=0.3&momentum=0.01&steps=300",
        "rmsprop?anisotropy=1&decay=0&lr=0.001&steps=300",
        "sgd?steps=1&at=0",
    ]);
}

#[test]
fn walks_through_layers_are_the_same_in_numpy() {
    compare(&[
        "batch-norm",
        "batch-norm?gamma=-2.35&beta=1.7&size=64&seed=77&at=7",
        "batch-norm?gamma=0&std=0.5&mean=-5&size=4",
        "dropout-network",
        "dropout-network?ratio=0.55&scaling=book&steps=400&seed=9&at=0",
        "dropout-network?ratio=0&steps=10",
        "dropout-network?mode=test&steps=60&at=33",
        "symmetry",
        "symmetry?nudge=0.01&steps=600",
        "symmetry?start=equal&value=-0.3&activation=tanh&lr=0.4&steps=500&nudge=-0.2",
        "symmetry?start=random&activation=relu&lr=0.3&seed=5&steps=500&at=12",
        "symmetry?start=equal&activation=relu&lr=10&steps=300",
    ]);
}

#[test]
fn it_is_the_listing_of_the_page_that_runs() {
    for (figure, listing) in [("momentum", "momentum"), ("adam", "adam"), ("nesterov", "momentum")] {
        let listing = std::fs::read_to_string(format!("www/listings/{listing}.py")).expect("a listing");
        assert!(script(figure).contains(listing.trim()), "{figure}");
    }
}

#[test]
fn a_notebook_is_sound_and_its_cells_are_the_program() {
    let walks =
        ["race", "momentum?at=3", "adam?form=hat", "adamw", "batch-norm", "symmetry", "dropout-network"];
    let notebooks = |lang: Lang| {
        walks.map(|link| {
            let (_, moment) = figure(link);
            let moment = Moment { lang, ..moment };
            (
                take::script(&moment).expect("a program"),
                take::file(Kind::Notebook, &moment).expect("a notebook"),
            )
        })
    };
    let check = "import json, sys, nbformat\n\
        for text in json.load(sys.stdin):\n    \
            book = nbformat.reads(text, as_version=nbformat.NO_CONVERT)\n    \
            assert (book.nbformat, book.nbformat_minor) == (4, 5)\n    nbformat.validate(book)\n\
        print('[]')";
    let (mut programs, mut texts) = (Vec::new(), Vec::new());
    for (program, text) in [notebooks(Lang::Ko), notebooks(Lang::En)].concat() {
        let book: Value = serde_json::from_str(&text).expect("JSON");
        let cells = book["cells"].as_array().expect("cells");
        let source = |cell: &Value| -> String {
            cell["source"]
                .as_array()
                .expect("lines")
                .iter()
                .map(|line| line.as_str().expect("text"))
                .collect()
        };
        assert_eq!(cells[0]["cell_type"], "markdown");
        assert!(source(&cells[0]).contains(PAGE), "no link: {}", source(&cells[0]));
        let ids: std::collections::BTreeSet<_> = cells.iter().map(|cell| cell["id"].as_str()).collect();
        assert_eq!(ids.len(), cells.len());
        let code: Vec<String> = cells.iter().filter(|cell| cell["cell_type"] == "code").map(source).collect();
        // Whatever is no comment of a words cell is in a cell of code.
        let lines = |text: &str| -> Vec<String> {
            text.lines()
                .filter(|line| !line.is_empty() && !line.starts_with('#'))
                .map(str::to_owned)
                .collect()
        };
        assert_eq!(lines(&code.join("\n")), lines(&program));
        programs.extend([code.join("\n\n"), program]);
        texts.push(text);
    }
    let answers = python(&["tests/take.py"], &json!(programs).to_string());
    for answer in answers.as_array().expect("a list").chunks_exact(2) {
        assert_eq!(answer[0], answer[1]);
    }
    assert_eq!(python(&["-c", check], &json!(texts).to_string()), json!([]));
}

#[test]
fn a_link_cannot_leave_its_comment() {
    let (_, moment) = figure("sgd");
    let hostile = "https://example.org/\u{2028}x>)\r\nimport os # \"\\\n\"\"\"#sgd?lr=<b>";
    let moment = Moment { link: hostile.to_owned(), ..moment };
    let program = take::script(&moment).expect("a program");
    assert!(program.lines().all(|line| !line.starts_with("import os")), "{program}");
    python(&["tests/take.py"], &json!([program]).to_string());
    let book: Value = serde_json::from_str(&take::notebook(&program)).expect("JSON");
    let words = book["cells"][0]["source"].to_string();
    assert!(
        words.contains("](<https://example.org/x%3E)importos") && words.contains("lr=%3Cb%3E>)"),
        "{words}"
    );
}

/// With matplotlib in the reader's machine there is a picture of every walk.
#[test]
fn where_there_is_matplotlib_it_draws() {
    let draw = "import io, json, sys, warnings\n\
        import matplotlib.pyplot as plt\n\
        drawn, plt.show = [], lambda: drawn.append([len(line.get_xdata()) for line in plt.gca().get_lines()])\n\
        warnings.simplefilter('error')\n\
        sys.stdout, out = io.StringIO(), sys.stdout\n\
        for program in json.load(sys.stdin):\n    plt.figure()\n    exec(program, {'__name__': '__main__'})\n\
        json.dump(drawn, out)";
    let links = [
        "race",
        "momentum?steps=12",
        "landscape",
        "sgd?lr=10",
        "adagrad?surface=minima&x=-8&y=7",
        "batch-norm",
        "symmetry",
        "dropout-network",
    ];
    let programs: Vec<String> = links.iter().map(|link| script(link)).collect();
    let drawn = python(&["-c", draw], &json!(programs).to_string());
    assert_eq!(drawn[0], json!(vec![31; 8]));
    assert_eq!(drawn[1], json!([13]));
    assert!(drawn.as_array().is_some_and(|drawn| drawn.len() == links.len()), "{drawn}");
}
