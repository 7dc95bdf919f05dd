//! Files and links that somebody mangled: whatever they are, they are read or refused in words.
//!
//! `cargo test` throws some thousands, `make soak` a million of each; the seed of a run is said.

use rand::{Rng as _, RngExt};
use training_lab::data::gzip::unpack;
use training_lab::data::idx::{self, Images};
use training_lab::data::{Dataset, own};
use training_lab::experiment::link::Link;
use training_lab::experiment::{Experiment, IDS, catalog};
use training_lab::random::{self, Rng, Stream};
use training_lab::text::Lang;

const FEW: usize = 20_000;
const MANY: usize = 1_000_000;

fn seed() -> u32 {
    let seed = std::env::var("SOAK_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    println!("SOAK_SEED={seed}");
    seed
}

fn one<'a, T>(of: &'a [T], rng: &mut Rng) -> &'a T {
    &of[rng.random_range(0..of.len())]
}

/// Files as they should be, plain and packed.
fn files() -> Vec<Vec<u8>> {
    let images = |count: usize, rows: usize, columns: usize, zeros: usize| {
        let pixel = |i: usize| if i.is_multiple_of(zeros) { (i * 37 % 255) as u8 } else { 0 };
        let pixels = (0..count * rows * columns).map(pixel).collect();
        let mut bytes = Vec::new();
        idx::write_images(&Images { count, rows, columns, pixels }, &mut bytes).unwrap();
        bytes
    };
    let labels = |count: usize| {
        let mut bytes = Vec::new();
        idx::write_labels(&(0..count).map(|i| (i % 10) as u8).collect::<Vec<_>>(), &mut bytes).unwrap();
        bytes
    };
    let packed =
        [images(12, 3, 2, 1), labels(12), images(20, 5, 5, 4), labels(20), images(30, 28, 28, 7), labels(30)];
    let plain = |bytes: &Vec<u8>| {
        let mut plain = Vec::new();
        std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&bytes[..]), &mut plain)
            .map(|_| plain)
            .ok()
    };
    packed.iter().filter_map(plain).chain(packed.iter().cloned()).collect()
}

/// A few of the things that happen to bytes.
fn mangle(bytes: &mut Vec<u8>, others: &[Vec<u8>], rng: &mut Rng) {
    for _ in 0..rng.random_range(1..5) {
        let at = rng.random_range(0..=bytes.len());
        match rng.random_range(0..9) {
            0 => bytes.truncate(at),
            1 => bytes.extend((0..rng.random_range(0..40)).map(|_| 7)),
            2 => bytes.insert(at, rng.random()),
            3 if at < bytes.len() => drop(bytes.remove(at)),
            4 if at < bytes.len() => bytes[at] ^= 1 << rng.random_range(0..8),
            // The head is where most is decided.
            5 | 6 if bytes.len() >= 16 => {
                let number = *one(&[0u32, 1, 2, 3, 255, 65_536, 1 << 31, u32::MAX, u32::MAX - 1], rng);
                let field = rng.random_range(0..4) * 4;
                bytes[field..][..4].copy_from_slice(&number.to_be_bytes());
            }
            7 => {
                let other = one(others, rng);
                let from = rng.random_range(0..=other.len());
                bytes.splice(at.., other[from..].iter().copied());
            }
            _ => {
                let end = bytes.len().min(at + 8);
                bytes.get_mut(at..end).into_iter().for_each(|part| rng.fill_bytes(part));
            }
        }
    }
}

fn mangled_files(count: usize) {
    let (files, mut rng) = (files(), random::rng(seed(), Stream::Inputs));
    let (mut read, mut refused) = (0, 0);
    for _ in 0..count {
        let [mut images, mut labels] = [0; 2].map(|_| one(&files, &mut rng).clone());
        if rng.random_range(0..4) > 0 {
            let pair = rng.random_range(0..files.len() / 2) * 2;
            (images, labels) = (files[pair].clone(), files[pair + 1].clone());
        }
        mangle(&mut images, &files, &mut rng);
        if rng.random_range(0..3) == 0 {
            mangle(&mut labels, &files, &mut rng);
        }
        match Dataset::from_idx(&images, &labels) {
            Ok(set) => {
                let (rows, columns) = set.image_size();
                assert_eq!(set.pixels().len(), set.len() * rows * columns);
                read += 1;
            }
            Err(error) => {
                assert!(Lang::ALL.iter().all(|&lang| !error.message(lang).is_empty()));
                refused += 1;
            }
        }
        // As a worker takes them, and what it writes down for the others.
        if rng.random_range(0..4) == 0 {
            let named = vec![("a".to_owned(), unpack(images.clone())), ("b".to_owned(), unpack(labels))];
            match own::read(named, rng.random()) {
                Ok(own) => {
                    let mut packed = Vec::new();
                    own.train.write_packed(&mut packed).unwrap();
                    mangle(&mut packed, &files, &mut rng);
                    let _ = Dataset::read_packed(&mut &packed[..]);
                }
                Err(error) => assert!(Lang::ALL.iter().all(|&lang| !error.message(lang).is_empty())),
            }
            let _ = Dataset::read_packed(&mut &images[..]);
        }
    }
    println!("{read} read, {refused} refused");
    assert!(read > count / 50 && refused > count / 50, "{read} read, {refused} refused");
}

/// What people, programs and chance make of a value.
const NONSENSE: [&str; 24] = [
    "",
    "NaN",
    "inf",
    "-inf",
    "-1",
    "-0",
    "1e999",
    "1e-999",
    "0x10",
    "0,5",
    "１０",
    "½",
    "true",
    ".",
    "..",
    "sgd.sgd",
    "<b>",
    "%",
    "%ff",
    "%00",
    "\u{202e}",
    "99999999999999999999",
    "0.1.2",
    "\u{1f600}",
];

fn mangled_link(figure: &str, experiment: &dyn Experiment, rng: &mut Rng) -> String {
    let controls = experiment.settings().controls();
    let mut pairs = Vec::new();
    for _ in 0..rng.random_range(0..6) {
        let control = one(controls, rng);
        let key = if rng.random_range(0..8) == 0 { "at" } else { control.key };
        let value = match rng.random_range(0..4) {
            0 => (*one(&NONSENSE, rng)).to_owned(),
            1 => rng.random_range(-2..40).to_string(),
            2 => f64::from_bits(rng.next_u64()).to_string(),
            _ => control.default.to_string(),
        };
        pairs.push(format!("{key}={value}"));
    }
    let mut link: Vec<char> = format!("#{figure}?{}", pairs.join("&")).chars().collect();
    for _ in 0..rng.random_range(0..3) {
        let at = rng.random_range(0..link.len());
        match rng.random_range(0..4) {
            0 => drop(link.remove(at)),
            1 => {
                link.insert(at, *one(&['#', '?', '&', '=', '%', '.', '-', '0', 'e', '\u{0}', '가', '+'], rng))
            }
            2 => link.truncate(at.max(1)),
            _ => link.swap(0, at),
        }
        if link.is_empty() {
            link.push('#');
        }
    }
    link.into_iter().collect()
}

fn mangled_links(count: usize) {
    let mut rng = random::rng(seed(), Stream::Search);
    let figures: Vec<_> = IDS.iter().map(|&id| (id, catalog(id).unwrap())).collect();
    let (mut clean, mut complained) = (0, 0);
    for _ in 0..count {
        let (id, experiment) = one(&figures, &mut rng);
        let text = mangled_link(id, experiment.as_ref(), &mut rng);
        let Some(link) = Link::read(&text) else { continue };
        let asked = link.asked(experiment.settings().controls().to_vec());
        let timeline = experiment.timeline_with(&asked.settings);
        let (at, said) = asked.step(timeline, *one(&Lang::ALL, &mut rng));
        assert!(at.is_none_or(|at| at <= timeline.last()), "{text}: {at:?}");
        assert!(said.iter().all(|sentence| sentence.chars().count() < 1000), "{text}: {said:?}");
        if said.is_empty() {
            clean += 1
        } else {
            complained += 1
        }
        // What was taken of it is a link without a fault, and the same.
        let again = Link::read(&Link::of(id, &asked.settings, None).to_string()).unwrap();
        let again = again.asked(experiment.settings().controls().to_vec());
        assert_eq!(again.settings, asked.settings, "{text}");
        assert_eq!(again.step(timeline, Lang::En), (None, Vec::new()), "{text}");
    }
    println!("{clean} clean, {complained} with complaints");
    assert!(clean > count / 50 && complained > count / 50, "{clean} clean, {complained} with complaints");
}

#[test]
fn some_mangled_files() {
    mangled_files(FEW);
}

#[test]
fn some_mangled_links() {
    mangled_links(FEW);
}

#[test]
#[ignore = "long: `make soak`"]
fn a_million_mangled_files() {
    mangled_files(MANY);
}

#[test]
#[ignore = "long: `make soak`"]
fn a_million_mangled_links() {
    mangled_links(MANY);
}
