//! The CSV of a figure, read as a stranger reads it: by the rules of RFC 4180.

use training_lab::chart::{Axes, Axis, Lines, Panel, Picture, Plane, Series, Stroke};
use training_lab::experiment::facts::Facts;
use training_lab::experiment::{IDS, catalog};
use training_lab::take::csv;
use training_lab::text::Lang;

/// The fields of each row. Panics at whatever the RFC does not allow.
fn read(csv: &str) -> Vec<Vec<String>> {
    let mut rest = csv.strip_prefix('\u{feff}').expect("says that it is UTF-8");
    let (mut rows, mut row) = (Vec::new(), Vec::new());
    while !rest.is_empty() {
        let field;
        if let Some(mut quoted) = rest.strip_prefix('"') {
            let mut text = String::new();
            loop {
                let (before, after) = quoted.split_once('"').expect("a quote is closed");
                text += before;
                match after.strip_prefix('"') {
                    Some(more) => {
                        text.push('"');
                        quoted = more;
                    }
                    None => {
                        rest = after;
                        break;
                    }
                }
            }
            field = text;
        } else {
            let end = rest.find([',', '\r', '\n']).expect("a line ends");
            field = rest[..end].to_owned();
            assert!(!field.contains('"'), "{field}");
            rest = &rest[end..];
        }
        row.push(field);
        if let Some(more) = rest.strip_prefix(',') {
            rest = more;
        } else {
            rest = rest.strip_prefix("\r\n").expect("a line ends with CR LF");
            rows.push(std::mem::take(&mut row));
        }
    }
    assert!(rows.iter().all(|row| row.len() == rows[0].len()), "rows of several lengths");
    rows
}

fn number(field: &str) -> Option<f64> {
    (!field.is_empty()).then(|| field.parse().unwrap_or_else(|_| panic!("no number: {field}")))
}

#[test]
fn every_figure_gives_its_curves_and_facts_to_the_last_digit() {
    for (id, lang) in IDS.iter().flat_map(|id| [(id, Lang::Ko), (id, Lang::En)]) {
        let experiment = catalog(id).expect("a figure");
        let at = experiment.timeline().last();
        let (panels, facts) = (experiment.panels(at, lang), experiment.facts(at));
        let rows = read(&csv(&panels, &facts, lang));
        let word = lang.pick("사실", "facts");
        let known: Vec<_> = rows.iter().skip(1).filter(|row| row[0] == word).collect();
        assert_eq!(known.len(), facts.iter().count(), "{id}");
        for (row, (name, value)) in known.iter().zip(facts.iter()) {
            assert_eq!((row[1].as_str(), number(&row[5])), (name, Some(value)), "{id}");
        }
        // Curves, point by point.
        for panel in &panels {
            let points: Vec<(f64, f64)> = if let Some(lines) = panel.picture.kind::<Lines>() {
                lines.series.iter().flat_map(|series| series.points.iter().copied()).collect()
            } else if let Some(plane) = panel.picture.kind::<Plane>() {
                plane.paths.iter().flat_map(|path| path.points.iter().copied()).collect()
            } else {
                continue;
            };
            let of_panel = rows.iter().skip(1).filter(|row| row[0].trim_start_matches('\'') == panel.title);
            let read: Vec<_> = of_panel.filter(|row| row[1] != "region").collect();
            assert_eq!(read.len(), points.len(), "{id}: {}", panel.title);
            for (row, (x, y)) in read.iter().zip(points) {
                let finite = |number: f64| Some(number).filter(|number| number.is_finite());
                assert_eq!(
                    (number(&row[3]), number(&row[4])),
                    (finite(x), finite(y)),
                    "{id}: {}",
                    panel.title
                );
            }
        }
        // A still figure or a walk has something in each picture that is measured at all.
        let trains = experiment.timeline() == training_lab::experiment::Timeline::Training;
        assert!(trains || rows.len() > known.len() + 1, "{id} has no curves");
    }
}

fn panel(title: &str, label: &str, points: Vec<(f64, f64)>) -> Panel {
    let axes = Axes::new(Axis::new("x", 0.0, 1.0), Axis::new("y", 0.0, 1.0));
    let series = Series { label: label.to_owned(), index: 0, stroke: Stroke::Solid, points: points.into() };
    Panel::new(title, Picture::from(Lines::new(axes, vec![series])))
}

#[test]
fn hostile_words_stay_words() {
    let words = [
        "a, b",
        "say \"x\"",
        "two\nlines",
        "cr\r\nlf",
        "=HYPERLINK(\"https://example.org\")",
        "+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "＝1",
        "\r=1",
        "\"",
        ",",
        "",
        "−ηg",
    ];
    for word in words {
        let mut facts = Facts::default();
        facts.note(word, 1.5);
        let rows = read(&csv(&[panel(word, word, vec![(0.0, 1.0)])], &facts, Lang::En));
        assert_eq!(rows.len(), 3, "{word:?}");
        for field in [&rows[1][0], &rows[1][1], &rows[2][1]] {
            let first = field.chars().next();
            assert!(!first.is_some_and(|first| "=+-@\t\r＝＋－＠".contains(first)), "{field:?} is a formula");
            assert!(field == word || *field == format!("'{word}"), "{field:?} of {word:?}");
        }
        assert_eq!(rows[2][5], "1.5");
    }
}

#[test]
fn numbers_are_written_so_that_they_come_back() {
    let numbers =
        [0.1, -0.0, 1e-300, -1.5e300, f64::from(0.1f32), f64::MIN_POSITIVE / 4.0, 123456789.125, 1.0 / 3.0];
    let points: Vec<_> = numbers.iter().map(|&x| (x, -x)).collect();
    let rows = read(&csv(&[panel("p", "s", points)], &Facts::default(), Lang::En));
    for (row, x) in rows[1..].iter().zip(numbers) {
        assert_eq!((number(&row[3]), number(&row[4])), (Some(x), Some(-x)));
        assert!(row[3].len() < 30, "{}", row[3]);
    }
    let none = read(&csv(&[panel("p", "s", vec![(f64::NAN, f64::INFINITY)])], &Facts::default(), Lang::En));
    assert_eq!(none[1][3..5], ["", ""]);
}
