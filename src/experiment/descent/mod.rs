//! Optimizers walking down a function of two variables.

mod facts;
mod lessons;
mod runners;
mod views;
mod walk;
mod window;

pub use lessons::{LESSONS, Lesson, learning_rate};
pub use walk::{Moment, Walk};

use super::control::{Settings, Value};
use super::facts::Facts;
use super::{Experiment, Handle, Reading, Readings, Timeline, shown};
use crate::chart::{Arrow, Panel};
use crate::optim::{AdamEpsilon, BiasCorrection, Kind, NesterovOrder, Spec};
use crate::surface::Surface;
use crate::text::Lang;
use std::rc::Rc;
use views::View;
use window::Window;

/// One rule, its companions, and the surface they walk on.
pub struct Descent {
    lesson: Lesson,
    settings: Settings,
    surface: Surface,
    /// The lesson's own rule first.
    walks: Vec<Walk>,
    /// What the pictures of the plane show.
    whole: Window,
    /// Around the end of the path, if that is asked for.
    near: Option<Window>,
    field: Rc<Vec<Arrow>>,
    heights: Rc<Vec<Vec<f64>>>,
}

impl Descent {
    pub fn new(lesson: Lesson) -> Self {
        let settings = Settings::defaults(lesson.controls());
        let surface = lesson.surface;
        let mut descent = Self {
            whole: Window::book(surface),
            field: Rc::default(),
            heights: Rc::default(),
            walks: Vec::new(),
            near: None,
            lesson,
            settings,
            surface,
        };
        descent.shape();
        descent.walk();
        descent
    }

    pub fn walks(&self) -> &[Walk] {
        &self.walks
    }

    /// What depends on the surface alone.
    fn shape(&mut self) {
        let (x, y) = bounds(self.surface);
        let f = |a, b| self.surface.value(a, b);
        let at = |(min, max): (f64, f64), i: usize, n: usize| min + (max - min) * i as f64 / n as f64;
        const CELLS: usize = 28;
        let grid: Vec<Vec<f64>> =
            (0..=CELLS).map(|j| (0..=CELLS).map(|i| f(at(x, i, CELLS), at(y, j, CELLS))).collect()).collect();
        let (low, high) = self.range();
        let shown = |z: f64| ((z - low) / (high - low)).clamp(0.0, 1.0).powf(relief(self.surface));
        self.heights = Rc::new(grid.into_iter().map(|row| row.into_iter().map(shown).collect()).collect());
    }

    /// Lowest and highest value on the drawn part.
    fn range(&self) -> (f64, f64) {
        let (x, y) = bounds(self.surface);
        range(self.surface, x, y)
    }

    fn walk(&mut self) {
        let start = (self.settings.number("x"), self.settings.number("y"));
        let steps = self.settings.whole("steps");
        let chosen = self.settings.chosen("compare");
        // In the chapter's order, whatever the order in the link.
        let beside =
            Kind::ALL.into_iter().filter(|kind| chosen.contains(&kind.name()) && *kind != self.lesson.rule);
        let companion =
            |kind| Spec { learning_rate: learning_rate(kind, self.surface) as f32, ..on_the_plane(kind) };
        let specs = std::iter::once(self.own_spec()).chain(beside.map(companion));
        self.walks = specs.map(|spec| Walk::new(spec, self.surface, start, steps)).collect();
        let whole = match self.settings.choice("window") {
            "book" => Window::book(self.surface),
            _ => Window::whole(self.surface, self.walks.iter().flat_map(|walk| walk.points())),
        };
        self.whole = whole.lined(&self.whole);
        if self.lesson.views.contains(&View::Field) {
            self.field = Rc::new(views::field(self.surface, self.whole.reach()));
        }
        self.near = None;
        if self.settings.choice("window") == "near" {
            let path = self.walks[0].points();
            let end = path.iter().skip(path.len() - path.len().div_ceil(3)).copied();
            self.near = Window::around(self.surface, end).and_then(|window| window.within(self.surface));
        }
    }

    /// The lesson's rule with the numbers of the sliders.
    fn own_spec(&self) -> Spec {
        let mut spec = on_the_plane(self.lesson.rule);
        let take = |key: &str, into: &mut f32| {
            if let Some(Value::Number(number)) = self.settings.get(key) {
                *into = *number as f32;
            }
        };
        take("lr", &mut spec.learning_rate);
        take("momentum", &mut spec.momentum);
        take("decay", &mut spec.decay);
        take("epsilon", &mut spec.epsilon);
        take("beta1", &mut spec.beta1);
        take("beta2", &mut spec.beta2);
        take("weightdecay", &mut spec.weight_decay);
        if self.settings.choice("order") == "deck" {
            spec.nesterov_order = NesterovOrder::Deck;
        }
        if self.settings.get("correction") == Some(&Value::Switch(false)) {
            spec.bias_correction = BiasCorrection::Off;
        }
        if self.settings.choice("form") == "hat" {
            spec.adam_epsilon = AdamEpsilon::Hat;
        }
        spec
    }
}

fn diverged(walk: &Walk, step: usize, lang: Lang) -> String {
    let name = walk.spec.kind.label().get(lang);
    lang.pick(format!("{name}: {step}걸음째에 발산했어요."), format!("{name} diverged at step {step}."))
}

/// A rule's own defaults, but the deck's decay for RMSProp, as in figures 6-3 to 6-8.
fn on_the_plane(kind: Kind) -> Spec {
    let spec = Spec::new(kind);
    if kind == Kind::RmsProp { Spec { decay: 0.95, ..spec } } else { spec }
}

/// Lowest and highest value on a part of the plane.
fn range(surface: Surface, x: (f64, f64), y: (f64, f64)) -> (f64, f64) {
    const N: usize = 60;
    let at = |(min, max): (f64, f64), i: usize| min + (max - min) * i as f64 / N as f64;
    let places = (0..=N).flat_map(|j| (0..=N).map(move |i| (i, j)));
    places
        .map(|(i, j)| surface.value(at(x, i), at(y, j)))
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), z| (low.min(z), high.max(z)))
}

/// The drawn part of the plane.
fn bounds(surface: Surface) -> ((f64, f64), (f64, f64)) {
    let (x, y) = surface.domain();
    ((x.start, x.end), (y.start, y.end))
}

/// The power to which heights are raised to be seen: steep walls would leave a valley one
/// flat colour.
fn relief(surface: Surface) -> f64 {
    match surface {
        Surface::Bowl { .. } | Surface::Saddle | Surface::ManyMinima => 0.6,
        Surface::Rosenbrock | Surface::Beale | Surface::Himmelblau => 0.33,
    }
}

impl Experiment for Descent {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn apply(&mut self, settings: Settings) {
        let surface = Surface::from_name(settings.choice("surface")).unwrap_or(self.lesson.surface);
        let surface = match surface {
            Surface::Bowl { .. } => Surface::Bowl { anisotropy: settings.number("anisotropy") },
            other => other,
        };
        self.settings = settings;
        if surface != self.surface {
            self.surface = surface;
            self.shape();
        }
        self.walk();
    }

    fn suggest(&self, changed: &str, mut settings: Settings) -> Settings {
        if changed == "surface"
            && let Some(surface) = Surface::from_name(settings.choice("surface"))
        {
            let start = surface.start();
            let rate = learning_rate(self.lesson.rule, surface);
            for (key, number) in [("x", start.0), ("y", start.1), ("lr", rate)] {
                // Starts and rates of our own tables lie within the sliders.
                let _ = settings.set(key, Value::Number(number));
            }
        }
        settings
    }

    fn timeline(&self) -> Timeline {
        Timeline::Walk { steps: self.settings.whole("steps") }
    }

    fn panels(&self, at: usize, lang: Lang) -> Vec<Panel> {
        self.lesson.views.iter().map(|view| view.panel(self, at, lang)).collect()
    }

    fn readings(&self, at: usize, lang: Lang) -> Readings {
        if self.lesson.compares() {
            return runners::readings(&self.walks, at, lang);
        }
        let walk = &self.walks[0];
        let Some(moment) = walk.moments.get(at) else {
            return Readings::default();
        };
        let row = |symbol: &str, (x, y): (f64, f64)| Reading {
            symbol: symbol.to_owned(),
            values: vec![shown(x), shown(y)],
        };
        let mut rows = vec![row("W", moment.at), row("g", moment.gradient)];
        rows.extend(moment.terms.iter().filter_map(|term| Some(row(term.symbol, moment.term(term.symbol)?))));
        if let Some(next) = moment.next {
            rows.push(row(lang.pick("W(다음)", "W (next)"), next));
        }
        Readings { columns: vec!["x".into(), "y".into()], rows }
    }

    fn facts(&self, at: usize) -> Facts {
        facts::facts(self, at)
    }

    /// The update that leads on from the point shown; of several rules, where they are.
    fn caption(&self, at: usize, lang: Lang) -> Option<String> {
        if self.lesson.compares() {
            return Some(lang.pick(format!("걸음 {at}에서"), format!("At step {at}")));
        }
        let next = at + 1;
        let step = lang.pick(format!("걸음 {at} → {next}"), format!("Step {at} → {next}"));
        let last = self.settings.whole("steps");
        let beyond = lang.pick(" (아직 걷지 않은 다음 걸음)", " (the next, not taken yet)");
        Some(if at < last { step } else { step + beyond })
    }

    fn summary(&self, at: usize, lang: Lang) -> String {
        let walk = &self.walks[0];
        let name = walk.spec.kind.label().get(lang);
        if let Some(step) = walk.diverged.filter(|step| at >= *step) {
            let mut sentence = diverged(walk, step, lang);
            sentence += match walk.overflowed() {
                true => lang.pick(
                    " 계산하는 수가 32비트 수의 범위를 넘었어요. 더 낮은 곳에서 출발해 보세요.",
                    " Its numbers are beyond the range of 32 bits. Start lower down.",
                ),
                false => lang.pick(" 학습률을 줄여 보세요.", " Try a smaller learning rate."),
            };
            return sentence;
        }
        let Some(moment) = walk.moments.get(at) else {
            return String::new();
        };
        let (x, y, loss) = (shown(moment.at.0), shown(moment.at.1), shown(moment.loss));
        let mut sentence = lang.pick(
            format!("{at}걸음 뒤 {name}의 위치는 ({x}, {y}), 손실은 {loss}[이에요]."),
            format!("After {at} steps {name} is at ({x}, {y}), where the loss is {loss}."),
        );
        for walk in &self.walks[1..] {
            if let Some(step) = walk.diverged.filter(|step| at >= *step) {
                sentence += " ";
                sentence += &diverged(walk, step, lang);
            }
        }
        sentence
    }

    fn handle(&self, panel: usize) -> Option<Handle> {
        match self.lesson.views.get(panel)? {
            View::Surface => Some(Handle::Turn { yaw: "yaw", pitch: "pitch" }),
            view if view.is_plane() => Some(Handle::Point { x: "x", y: "y" }),
            _ => None,
        }
    }

    fn limit(&self, key: &str) -> Option<f64> {
        // Where gradient descent stops converging on a quadratic: 2/λmax.
        (key == "lr" && self.lesson.rule == Kind::Sgd).then(|| self.surface.largest_learning_rate()).flatten()
    }
}
