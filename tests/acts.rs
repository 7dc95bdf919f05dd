//! Random acts, thrown at every figure through its one door: whatever happens, a figure stands.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use training_lab::experiment::control::{Control, Domain};
use training_lab::experiment::link::Link;
use training_lab::experiment::{IDS, Timeline};
use training_lab::lab::{Act, Lab, Order};
use training_lab::text::Lang;
use training_lab::training::Evaluation;
use training_lab::training::job::{Job, Mark, Report, State};

/// Acts at each figure.
const ACTS: usize = 100_000;

/// Acts in a life of a walk, and after how many it is looked at. Others compute for long: they
/// live longer, and are looked at once, at the end.
const LIFE: usize = 10_000;
const LONG_LIFE: usize = 25_000;
const BETWEEN: usize = 1_250;

/// What an act is made of. Zero is the least that can happen, so that what fails shrinks to it.
type Raw = (u8, u16, u16, f64, f64);

fn raw() -> impl Strategy<Value = Raw> {
    let number = || prop_oneof![8 => -10.0..10.0, 1 => any::<f64>()];
    (0u8..160, any::<u16>(), any::<u16>(), number(), number())
}

/// Figures are looked at in one of the languages, and their acts are about what they have.
struct Thrower {
    id: &'static str,
    table: Vec<Control>,
    /// The runs that were begun last.
    jobs: Vec<Job>,
}

const NONSENSE: [&str; 12] =
    ["", "NaN", "inf", "-1", "1e999", "0,5", "１０", "<b>", "..", "true", "\u{0}", "99999999999999999999"];

fn pick<T: Copy>(of: &[T], which: u16) -> T {
    of[usize::from(which) % of.len()]
}

impl Thrower {
    fn key(&self, which: u16) -> String {
        match self.table.get(usize::from(which) % (self.table.len() + 1)) {
            Some(control) => control.key.to_owned(),
            None => pick(&["at", "", "hue", "lr=1", "시드"], which / 7).to_owned(),
        }
    }

    /// Something that one may write for a control; more often right than wrong.
    fn text(&self, key: &str, which: u16, x: f64) -> String {
        let control = self.table.iter().find(|control| control.key == key);
        let Some(control) = control.filter(|_| !which.is_multiple_of(5)) else {
            return pick(&NONSENSE, which / 5).to_owned();
        };
        match &control.domain {
            Domain::Number { min, max, .. } => {
                let share = (x / 20.0 + 0.5).rem_euclid(1.0);
                let number = match which % 3 {
                    0 => *min,
                    1 => *max,
                    _ => control.at_position(
                        control.position(*min) + share * (control.position(*max) - control.position(*min)),
                    ),
                };
                number.to_string()
            }
            Domain::Choice(choices) => pick(choices, which).name.to_owned(),
            Domain::Set(choices) => {
                let chosen = choices.iter().enumerate().filter(|(index, _)| which >> (index % 16) & 1 == 1);
                chosen.map(|(_, choice)| choice.name).collect::<Vec<_>>().join(".")
            }
            Domain::Switch => (which & 1).to_string(),
            Domain::Seed => which.to_string(),
        }
    }

    fn query(&self, which: u16, x: f64) -> String {
        let mut parts: Vec<String> = (0..which % 4)
            .map(|turn| {
                let key = self.key(which.wrapping_mul(turn + 1) / 3);
                let text = self.text(&key, which / (turn + 1), x);
                format!("{key}={text}")
            })
            .collect();
        if which & 64 != 0 {
            parts.push(format!(
                "at={}",
                pick(&["0", "3", "31", "-1", "x", "99999999999999999999"], which / 64)
            ));
        }
        parts.join("&")
    }

    fn link(&self, which: u16, x: f64) -> Link {
        let figure = if which.is_multiple_of(11) { pick(&["", "momntum", "race"], which) } else { self.id };
        Link { figure: figure.to_owned(), query: (!which.is_multiple_of(13)).then(|| self.query(which, x)) }
    }

    fn report(&self, which: u16, x: f64) -> Report {
        let job =
            self.jobs.get(usize::from(which) % self.jobs.len().max(1)).filter(|_| !which.is_multiple_of(9));
        let total = job.map_or(100, |job| job.config.iterations);
        let score = Evaluation { loss: x as f32, accuracy: (x / 20.0 + 0.5) as f32 };
        let iteration = total.min(usize::from(which));
        let mark = Mark {
            iteration,
            train: Some(score),
            validation: Some(score),
            test: Some(score),
            ..Mark::default()
        };
        let states = [
            State::Running,
            State::Running,
            State::Running,
            State::Finished,
            State::Paused,
            State::Waiting,
            State::Diverged(usize::from(which)),
            State::Failed("?".to_owned()),
            State::Cancelled,
        ];
        Report {
            run: job.map_or(u32::from(which), |job| job.run),
            iteration,
            losses: (0..which % 4).map(|loss| x as f32 * f32::from(loss)).collect(),
            marks: if which & 1 == 1 { vec![mark] } else { Vec::new() },
            state: states[usize::from(which / 16) % states.len()].clone(),
            seconds: x.abs(),
            inspection: which.is_multiple_of(17).then(Box::default),
        }
    }

    fn act(&self, (kind, a, b, x, y): Raw) -> Act {
        match kind {
            0..=4 => Act::Rest,
            5..=24 => {
                let key = self.key(a);
                let text = self.text(&key, b, x);
                Act::Set { key, text }
            }
            25..=44 => Act::Slide { key: self.key(a), position: x * f64::from(b % 32) },
            45..=54 => Act::Nudge { key: self.key(a), by: x },
            55..=64 => Act::Place { panel: usize::from(a % 8), at: (x, y) },
            65..=74 => Act::Shift { panel: usize::from(a % 8), by: (x * 20.0, y) },
            75 => Act::FreshSeed(u32::from(a) * u32::from(b)),
            76 => Act::Merge(self.query(a, x)),
            77 => Act::Propose,
            78 => Act::Reset,
            79..=86 => Act::Undo,
            87 => Act::Open(self.link(a, x)),
            88 => Act::Follow((b != 0 && b % 3 > 0).then(|| self.link(a, x))),
            89..=91 => Act::Drive {
                link: self.link(a, x),
                address: (b & 1 == 1).then(|| self.link(b, y)),
                still: b & 2 == 2,
            },
            92 => Act::Blame("?".to_owned()),
            93 => Act::Share,
            94..=98 => Act::Step(if b == 9 { isize::MIN } else { a as isize - 32_000 }),
            99..=103 => Act::Step(if b & 1 == 1 { 1 } else { -1 }),
            104..=107 => Act::Go(if b == 9 { usize::MAX } else { usize::from(a % 64) }),
            108 | 109 => Act::Toggle,
            110 => Act::Play,
            111 => Act::Pause,
            112 => Act::Speed(x * y),
            113..=128 => Act::Tick(if b % 50 == 0 { x } else { f64::from(a) + 16.7 * f64::from(b) }),
            129 => {
                if a & 1 == 1 {
                    Act::Point
                } else {
                    Act::Look
                }
            }
            130 => Act::Touch,
            131 => Act::Cancel,
            132 | 133 => Act::Clear,
            134..=154 => Act::Report(Box::new(self.report(a, x))),
            155 => Act::Failed("?".to_owned()),
            156 => Act::Keep(Vec::new()),
            157 => Act::NoDefaults { said: a & 1 == 1 },
            158 => Act::Read,
            _ => Act::Answer { run: u32::from(a % 8), odds: vec![x as f32; usize::from(b % 12)] },
        }
    }
}

/// What holds at every moment.
fn check(lab: &Lab) -> Result<(), TestCaseError> {
    let settings = lab.settings();
    for control in settings.controls() {
        let value = settings.get(control.key).cloned();
        prop_assert!(
            value.clone().is_some_and(|value| control.check(value).is_ok()),
            "{} is {value:?}",
            control.key
        );
    }
    prop_assert!(lab.at() <= lab.end(), "step {} of {}", lab.at(), lab.end());
    Ok(())
}

fn is_walk(lab: &Lab) -> bool {
    matches!(lab.timeline(), Timeline::Walk { .. })
}

/// What is seen of it: numbers that are numbers, words, pictures.
fn look(lab: &mut Lab) -> Result<(), TestCaseError> {
    for (name, value) in lab.facts().iter() {
        prop_assert!(value.is_finite(), "{name} is {value}");
    }
    let summary = lab.summary();
    // Of runs that have begun there may be nothing to say yet.
    prop_assert!(!summary.is_empty() || lab.trains());
    prop_assert!(!lab.panels().is_empty());
    let rows = lab.readings().rows;
    prop_assert!(!rows.iter().any(|row| row.values.iter().any(|value| value.contains("NaN"))), "{rows:?}");
    prop_assert_eq!(lab.timeline(), with_time(lab), "the time is that of the settings");
    Ok(())
}

/// The time of the settings, from a figure that has computed them.
fn with_time(lab: &Lab) -> Timeline {
    if !is_walk(lab) {
        return lab.timeline();
    }
    let mut figure = training_lab::experiment::catalog(lab.id()).expect("a figure");
    figure.apply(lab.settings().clone());
    figure.timeline()
}

fn throw(id: &'static str, acts: &[Raw]) -> Result<(), TestCaseError> {
    let mut lab = Lab::new(id, Lang::En).expect(id);
    let mut first = lab.settings().clone();
    let mut thrower = Thrower { id, table: first.controls().to_vec(), jobs: Vec::new() };
    let mut undoable = 0usize;
    let mut perform = |lab: &mut Lab, thrower: &mut Thrower, act: Act| {
        for order in lab.perform(act) {
            match order {
                Order::Hire(jobs) => thrower.jobs = jobs,
                Order::Changed => undoable += 1,
                Order::Undone => undoable -= 1,
                _ => {}
            }
        }
        undoable
    };
    for (count, raw) in (1..).zip(acts) {
        let act = thrower.act(*raw);
        // A page that was opened by a link begins there.
        let begins = matches!(act, Act::Open(_)) && !lab.can_undo();
        perform(&mut lab, &mut thrower, act);
        if begins {
            first = lab.settings().clone();
        }
        check(&lab)?;
        if count == acts.len() || (is_walk(&lab) && count % BETWEEN == 0) {
            look(&mut lab)?;
        }
    }
    while lab.can_undo() {
        perform(&mut lab, &mut thrower, Act::Undo);
        check(&lab)?;
    }
    prop_assert_eq!(undoable, 0, "so much was said to be left to undo");
    prop_assert!(lab.settings() == &first, "{:?} is left", lab.settings().to_query());
    Ok(())
}

/// Throws at every `of`-th figure: the rest is another thread's.
fn throw_at_each(part: usize, of: usize) {
    for id in IDS.iter().skip(part).step_by(of) {
        let life = if is_walk(&Lab::new(id, Lang::Ko).expect(id)) { LIFE } else { LONG_LIFE };
        let cases = (ACTS / life) as u32;
        let config = Config {
            cases,
            failure_persistence: None,
            max_shrink_time: 10_000,
            max_shrink_iters: u32::MAX,
            ..Config::default()
        };
        let outcome = TestRunner::new(config).run(&vec(raw(), life), |acts| throw(id, &acts));
        // All acts that it takes would be pages.
        let what = outcome.err().map(|error| error.to_string().chars().take(3000).collect::<String>());
        assert_eq!(what, None, "{id}");
    }
}

#[test]
fn no_act_breaks_a_figure_1() {
    throw_at_each(0, 2);
}

#[test]
fn no_act_breaks_a_figure_2() {
    throw_at_each(1, 2);
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::with_cases(100) })]

    /// As long as the reader does not go to a step by hand, undo brings that back as well.
    #[test]
    fn undo_leads_back_exactly(id in prop::sample::select(IDS), acts in vec(raw(), 60)) {
        let mut lab = Lab::new(id, Lang::Ko).expect(id);
        let thrower = Thrower { id, table: lab.settings().controls().to_vec(), jobs: Vec::new() };
        // States by the number of changes that lead to them.
        let mut before = vec![(lab.settings().clone(), lab.at())];
        for raw in acts {
            let act = thrower.act(raw);
            if matches!(act, Act::Step(_) | Act::Go(_) | Act::Toggle | Act::Play | Act::Tick(_) | Act::Merge(_) | Act::Look | Act::Open(_))
                || matches!(&act, Act::Drive { still: false, .. })
            {
                continue;
            }
            for order in lab.perform(act) {
                match order {
                    Order::Changed => before.push((lab.settings().clone(), lab.at())),
                    Order::Undone => drop(before.pop()),
                    _ => {}
                }
            }
            // The last change may go on.
            if let Some(last) = before.last_mut() {
                *last = (lab.settings().clone(), lab.at());
            }
        }
        while lab.can_undo() {
            lab.perform(Act::Undo);
            before.pop();
            let (settings, at) = before.last().expect("the first");
            prop_assert!(lab.settings() == settings);
            prop_assert_eq!(lab.at(), *at);
        }
        prop_assert_eq!(before.len(), 1);
    }
}
