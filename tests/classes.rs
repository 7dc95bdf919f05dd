//! More classes than MNIST's ten, and images that are not 28 × 28: from the files to the pictures.

use training_lab::chart::{self, Heatmap, Images, Panel, Theme};
use training_lab::data::own;
use training_lab::experiment::control::Value;
use training_lab::experiment::{Experiment, catalog};
use training_lab::text::Lang;
use training_lab::training::job::Report;
use training_lab::training::protocol::Holdings;
use training_lab::training::session::Session;

const ROWS: usize = 12;
const COLUMNS: usize = 16;

/// IDX files with images of 12 × 16 pixels, in which the class's own pixel is lit, with `each`
/// of every label.
fn files(labels: std::ops::RangeInclusive<u8>, each: usize) -> Vec<own::Named> {
    let all: Vec<u8> = labels.flat_map(|label| vec![label; each]).collect();
    let count = (all.len() as u32).to_be_bytes();
    let mut images = [&[0, 0, 8, 3][..], &count, &[0, 0, 0, ROWS as u8, 0, 0, 0, COLUMNS as u8]].concat();
    for &label in &all {
        let lit = |pixel| if pixel == 2 * usize::from(label) { 255 } else { 0 };
        images.extend((0..ROWS * COLUMNS).map(lit));
    }
    let labels = [&[0, 0, 8, 1][..], &count, &all].concat();
    vec![("some-images".into(), Ok(images.into())), ("some-labels".into(), Ok(labels.into()))]
}

/// The playground, trained for a while on such files, and what one of its networks says.
fn trained(labels: std::ops::RangeInclusive<u8>) -> (Box<dyn Experiment>, Report, Vec<f32>) {
    let own::Own { train, test, .. } = own::read(files(labels, 20), false).unwrap();
    let mut figure = catalog("playground").unwrap();
    let mut settings = figure.settings().clone();
    settings.set("iterations", Value::Number(300.0)).unwrap();
    figure.apply(settings);
    let job = figure.training().unwrap().start().remove(0);
    assert_eq!(figure.training().unwrap().image_size(), None, "nothing was looked into yet");
    let mut session = Session::new(job, train, test).unwrap();
    while !session.run().finished() {
        session.piece();
    }
    let mut image = vec![0.0; ROWS * COLUMNS];
    image[2 * 25] = 1.0;
    let odds = session.run_mut().predict(&image).unwrap();
    let report = session.finish();
    // Over the wire and back; pictures travel beside it.
    let mut arrived: Report = serde_json::from_str(&serde_json::to_string(&report).unwrap()).unwrap();
    let (sent, got) = (report.inspection.as_ref().unwrap(), arrived.inspection.as_mut().unwrap());
    (got.images, got.weights) = (sent.images.clone(), sent.weights.clone());
    figure.training().unwrap().receive(arrived);
    (figure, report, odds)
}

fn panel(figure: &dyn Experiment, title: &str) -> Panel {
    figure.panels(0, Lang::En).into_iter().find(|panel| panel.title.contains(title)).unwrap()
}

/// EMNIST's letters: labels 1 to 26, so 27 classes of which the first never comes.
#[test]
fn letters_are_trained_and_shown_in_27_classes() {
    let (mut figure, report, odds) = trained(1..=26);
    assert_eq!(odds.len(), 27);
    assert!(odds[25] > 0.5, "{odds:?}");
    let confusion = report.inspection.unwrap().confusion;
    assert!(confusion.len() == 27 && confusion.iter().all(|row| row.len() == 27));
    assert_eq!(confusion.iter().flatten().sum::<u32>(), 104);
    assert_eq!(confusion[0].iter().sum::<u32>(), 0);
    assert_eq!(figure.training().unwrap().image_size(), Some((ROWS, COLUMNS)));

    let confusion = panel(figure.as_ref(), "Confusion").picture;
    let map = confusion.kind::<Heatmap>().expect("a heatmap");
    assert_eq!((map.rows.len(), map.columns.len(), map.values.len()), (27, 27, 27 * 27));
    assert_eq!(map.rows.last().unwrap(), "26");
    // Rows and columns of every small picture are those of the images.
    for title in ["gets wrong", "First-layer weights"] {
        let picture = panel(figure.as_ref(), title).picture;
        let Images { size, pixels, .. } = picture.kind().expect("pictures");
        assert_eq!(*size, (ROWS, COLUMNS), "{title}");
        assert_eq!(pixels.len() % (ROWS * COLUMNS), 0, "{title}");
    }
}

/// As many as are allowed: the matrix draws without a word over another.
#[test]
fn sixty_four_classes_are_drawn_legibly() {
    let (figure, _, odds) = trained(0..=63);
    assert_eq!(odds.len(), 64);
    let panel = panel(figure.as_ref(), "Confusion");
    for theme in [Theme::light(), Theme::dark()] {
        let svg = chart::svg(&panel, &theme).unwrap();
        let attribute = |tag: &str, name: &str| -> f64 {
            tag.split(&format!(" {name}=\"")).nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
        };
        let texts: Vec<(f64, f64)> =
            svg.split("<text").skip(1).map(|tag| (attribute(tag, "x"), attribute(tag, "y"))).collect();
        assert!(texts.len() > 20, "{} words", texts.len());
        for (i, a) in texts.iter().enumerate() {
            for b in &texts[..i] {
                let apart = (a.0 - b.0).abs() >= 12.0 || (a.1 - b.1).abs() >= 11.0;
                assert!(apart, "words at {a:?} and {b:?}");
            }
        }
    }
}

#[test]
fn a_reader_is_told_what_was_taken_as_what() {
    let own = own::read(files(1..=26, 5), false).unwrap();
    let holdings = Holdings::of(&own, false);
    assert_eq!((holdings.rows, holdings.columns, holdings.classes), (ROWS, COLUMNS, 27));
    let [ko, en] = [Lang::Ko, Lang::En].map(|lang| holdings.words(lang));
    for part in ["some-images", "some-labels", "12×16", "27", "26", "104"] {
        assert!(ko.contains(part) && en.contains(part), "no {part}: {ko} {en}");
    }
    assert!(en.contains("shuffled") && ko.contains("섞어서"), "{en} {ko}");

    let mut pairs = files(0..=9, 2);
    pairs.extend(files(0..=9, 3).into_iter().map(|(name, bytes)| (format!("test-{name}"), bytes)));
    let words = Holdings::of(&own::read(pairs, true).unwrap(), true).words(Lang::En);
    assert!(
        words.contains("Training images: test-some-images")
            || words.contains("Test images: test-some-images")
    );
    assert!(words.contains("are swapped") && words.contains("16×12"), "{words}");
    assert!(!words.contains("shuffled"), "{words}");
}
