//! Walks down a surface, and what their pictures show of it.

use super::extent::{bounds, range, relief};
use super::field::field;
use super::lessons::{Lesson, learning_rate};
use super::view::View;
use super::walk::Walk;
use super::window::Window;
use crate::chart::Arrow;
use crate::experiment::control::{Settings, Value};
use crate::optim::{AdamEpsilon, BiasCorrection, Kind, NesterovOrder, Optimizer, Spec};
use crate::surface::Surface;
use std::rc::Rc;

/// Makes an update rule of its numbers, as [`Spec::build`] does.
pub type Rules = fn(&Spec) -> Box<dyn Optimizer>;

/// One rule, its companions, and the surface they walk on.
pub struct Descent {
    pub(super) lesson: Lesson,
    pub(super) settings: Settings,
    /// What makes a rule of its numbers.
    rules: Rules,
    pub(super) surface: Surface,
    /// The lesson's own rule first.
    pub(super) walks: Vec<Walk>,
    /// What the pictures of the plane show.
    pub(super) whole: Window,
    /// Around the end of the path, if that is asked for.
    pub(super) near: Option<Window>,
    pub(super) field: Rc<Vec<Arrow>>,
    pub(super) heights: Rc<Vec<Vec<f64>>>,
}

impl Descent {
    pub fn new(lesson: Lesson) -> Self {
        Self::by(Spec::build, lesson)
    }

    /// The same figure with other rules: for asking who would notice if one of them were wrong.
    pub fn by(rules: Rules, lesson: Lesson) -> Self {
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
            rules,
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
    pub(super) fn shape(&mut self) {
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
    pub(super) fn range(&self) -> (f64, f64) {
        let (x, y) = bounds(self.surface);
        range(self.surface, x, y)
    }

    pub(super) fn walk(&mut self) {
        let start = (self.settings.number("x"), self.settings.number("y"));
        let steps = self.settings.whole("steps");
        let chosen = self.settings.chosen("compare");
        // In the chapter's order, whatever the order in the link.
        let beside =
            Kind::ALL.into_iter().filter(|kind| chosen.contains(&kind.name()) && *kind != self.lesson.rule);
        let companion =
            |kind| Spec { learning_rate: learning_rate(kind, self.surface) as f32, ..on_the_plane(kind) };
        let specs = std::iter::once(self.own_spec()).chain(beside.map(companion));
        self.walks =
            specs.map(|spec| Walk::by((self.rules)(&spec), spec, self.surface, start, steps)).collect();
        let whole = match self.settings.choice("window") {
            "book" => Window::book(self.surface),
            _ => Window::whole(self.surface, self.walks.iter().flat_map(|walk| walk.points())),
        };
        self.whole = whole.lined(&self.whole);
        if self.lesson.views.contains(&View::Field) {
            self.field = Rc::new(field(self.surface, self.whole.reach()));
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

/// A rule's own defaults, but the deck's decay for RMSProp, as in figures 6-3 to 6-8.
fn on_the_plane(kind: Kind) -> Spec {
    let spec = Spec::new(kind);
    if kind == Kind::RmsProp { Spec { decay: 0.95, ..spec } } else { spec }
}
