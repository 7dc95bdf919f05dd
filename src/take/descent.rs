//! Update rules on a surface, in Python.

use super::cells::Cells;
use super::head;
use super::moment::Moment;
use super::number::double;
use super::rule;
use crate::optim::Spec;
use crate::surface::Surface;
use crate::text::Lang;

/// The numbers of a figure's walks.
pub struct Walks<'a> {
    pub surface: Surface,
    pub start: (f64, f64),
    pub steps: usize,
    /// The figure's own rule first.
    pub rules: &'a [Spec],
    pub compares: bool,
}

/// Writes the program, cell by cell.
pub fn write(cells: &mut Cells, moment: &Moment, walks: &Walks) {
    let lang = moment.lang;
    let names: Vec<&str> = walks.rules.iter().map(|spec| spec.kind.label().get(lang)).collect();
    head::begin_with(cells, moment, &names.join(", "));

    let surface = walks.surface;
    let formula = surface.formula();
    let what = surface.label().get(lang);
    cells.say(&lang.pick(
        format!("## 곡면: {what}\n\n$f(x, y) = {formula}$\n\n손실과 그 기울기예요."),
        format!("## The surface: {what}\n\n$f(x, y) = {formula}$\n\nIts height is the loss."),
    ));
    cells.run(&code_of(surface));

    head::title(cells, moment, head::LISTINGS);
    let mut seen: Vec<&str> = Vec::new();
    for listing in walks.rules.iter().flat_map(|spec| rule::listings(spec.kind)) {
        if !seen.contains(listing) {
            seen.push(listing);
            cells.run(listing);
        }
    }
    if walks.rules.iter().any(rule::is_rounded) {
        cells.say(lang.pick(
            "페이지의 Adam은 나누는 대신 역수를 곱해요. 마지막 비트까지 같으려면 같은 순서로 반올림해야 해요.",
            "The page's Adam multiplies by a reciprocal where the listing divides. To agree to the last bit, it has \
             to be rounded in the same order.",
        ));
        cells.run(rule::ROUNDED);
    }

    head::title(cells, moment, head::SETTINGS);
    cells.run(&settings(moment, walks));
    cells.say(lang.pick("## 걷기", "## The walk"));
    cells.run(include_str!("python/memory.py"));
    if !walks.compares {
        let own = walks.rules.first().map(rule::symbols).unwrap_or_default();
        cells.run(&(own + "\n\nSYMBOLS = {next(iter(RULES)): symbols}"));
    } else {
        cells.run("SYMBOLS = {}  # a table of several rules says only where each is");
    }
    cells.run(include_str!("python/walk.py"));

    head::title(cells, moment, head::NUMBERS);
    cells.run(include_str!("python/shown.py"));
    let table = if walks.compares {
        include_str!("python/table_all.py")
    } else {
        include_str!("python/table_own.py")
    };
    cells.run(table);
    cells.run(include_str!("python/print.py"));

    head::title(cells, moment, head::PICTURE);
    let (x, y) = surface.domain();
    let ends = |range: std::ops::Range<f64>| format!("{}, {}", double(range.start), double(range.end));
    cells.run(&format!("X, Y = ({}), ({})\n{}", ends(x), ends(y), include_str!("python/plot.py")));
}

fn code_of(surface: Surface) -> String {
    match surface {
        Surface::Bowl { anisotropy } => include_str!("python/surface/bowl.py").replacen(
            "ANISOTROPY = 20.0",
            &format!("ANISOTROPY = {}", double(anisotropy)),
            1,
        ),
        Surface::Rosenbrock => include_str!("python/surface/rosenbrock.py").to_owned(),
        Surface::Beale => include_str!("python/surface/beale.py").to_owned(),
        Surface::Himmelblau => include_str!("python/surface/himmelblau.py").to_owned(),
        Surface::Saddle => include_str!("python/surface/saddle.py").to_owned(),
        Surface::ManyMinima => include_str!("python/surface/minima.py").to_owned(),
    }
}

fn settings(moment: &Moment, walks: &Walks) -> String {
    let lang = moment.lang;
    let rules = walks.rules.iter().map(|spec| {
        let name = spec.kind.label().get(Lang::En);
        format!("    \"{name}\": {},\n", rule::made(spec))
    });
    format!(
        "START = ({}, {})\nSTEPS = {}\nAT = {}  # {}\nNEXT = \"{}\"\nRULES = {{\n{}}}",
        double(walks.start.0),
        double(walks.start.1),
        walks.steps,
        moment.at,
        lang.pick("페이지가 보여 주는 걸음", "the step that the page shows"),
        lang.pick("W(다음)", "W (next)"),
        rules.collect::<String>(),
    )
}
