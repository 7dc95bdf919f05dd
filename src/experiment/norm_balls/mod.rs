//! Section 6.4.2: why L1 makes weights exactly zero and L2 does not. The ball of each norm
//! against the contours of one loss whose optimum can be moved.

mod ball;

pub use ball::{Norm, Quadratic};

use super::control::{Control, Settings, Step};
use super::facts::Facts;
use super::{Experiment, Handle, Reading, Readings, shown};
use crate::chart::{
    Axes, Axis, Contours, FLAT, Level, Panel, Path, Picture, Plane, Region, TALL, Units, contours,
};
use crate::text::{Lang, Text};
use std::rc::Rc;

/// Both axes run from −EDGE to EDGE.
const EDGE: f64 = 3.0;

pub struct NormBalls {
    settings: Settings,
    loss: Quadratic,
    balls: Vec<Ball>,
}

/// One norm with the lowest point of the loss in its ball.
struct Ball {
    norm: Norm,
    w: (f64, f64),
    contours: Contours,
}

impl NormBalls {
    pub fn loss(&self) -> Quadratic {
        self.loss
    }

    fn radius(&self) -> f64 {
        self.settings.number("radius")
    }

    fn of(settings: Settings) -> Self {
        let (loss, radius) = (loss(&settings), settings.number("radius"));
        let far = loss.value((-EDGE * loss.optimum.0.signum(), -EDGE * loss.optimum.1.signum()));
        // Equal distances along a line through ŵ: heights as squares.
        let heights: Vec<f64> = (1..=7).map(|i| far * (f64::from(i) / 8.0).powi(2)).collect();
        let shared = Contours::by(move || level_lines(loss, &heights));
        let ball = |norm: Norm| {
            let w = norm.constrained_minimum(loss, radius);
            // The rest paler, so that the line which touches the ball stands out.
            let pale = |level: &Level| Level { shade: 0.5 + 0.5 * level.shade, ..level.clone() };
            let shared = shared.clone();
            let contours = Contours::by(move || {
                let touching = level_lines(loss, &[loss.value(w)]);
                shared.iter().map(pale).chain(touching).collect()
            });
            Ball { norm, w, contours }
        };
        Self { balls: Norm::ALL.map(ball).into(), loss, settings }
    }
}

impl Default for NormBalls {
    fn default() -> Self {
        Self::of(Settings::defaults(controls()))
    }
}

fn level_lines(loss: Quadratic, heights: &[f64]) -> Vec<Level> {
    // Beyond the edges too: a wide picture shows more of w₁, a tall one of w₂.
    let [x, y] = [FLAT, TALL].map(|times| (-times * EDGE, times * EDGE));
    contours(|x, y| loss.value((x, y)), x, y, heights, EDGE / 20.0)
}

fn loss(settings: &Settings) -> Quadratic {
    Quadratic {
        optimum: (settings.number("x"), settings.number("y")),
        anisotropy: settings.number("anisotropy"),
        correlation: settings.number("correlation"),
    }
}

fn controls() -> Vec<Control> {
    let place = |key, label, symbol, default| {
        Control::number(key, label, default, -2.9, 2.9, Step::Linear(0.01)).symbol(symbol)
    };
    vec![
        Control::number(
            "radius",
            Text::new("공의 반지름", "Radius of the ball"),
            // Beyond 1.6, where the answer for L1 comes to an axis.
            2.0,
            0.1,
            3.0,
            Step::Linear(0.01),
        )
        .symbol("r"),
        place("x", Text::new("손실의 최적점, 가로", "Optimum of the loss, across"), "ŵ₁", 1.2),
        place("y", Text::new("손실의 최적점, 세로", "Optimum of the loss, upward"), "ŵ₂", 2.2),
        Control::number("anisotropy", Text::new("비등방성", "Anisotropy"), 2.0, 1.0, 20.0, Step::Log(20))
            .symbol("κ"),
        Control::number("correlation", Text::new("상관", "Correlation"), 0.0, -0.9, 0.9, Step::Linear(0.01))
            .symbol("c"),
    ]
}

/// How many of the two coordinates are 0, to the last bit.
pub fn zeros(w: (f64, f64)) -> usize {
    usize::from(w.0 == 0.0) + usize::from(w.1 == 0.0)
}

impl Experiment for NormBalls {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn apply(&mut self, settings: Settings) {
        *self = Self::of(settings);
    }

    fn panels(&self, _at: usize, _lang: Lang) -> Vec<Panel> {
        let panel = |(series, ball): (usize, &Ball)| {
            let name = ball.norm.label();
            let mut axes = Axes::new(Axis::new("w₁", -EDGE, EDGE), Axis::new("w₂", -EDGE, EDGE));
            axes.units = Units::Equal;
            let plane = Plane {
                axes,
                contours: ball.contours.clone(),
                field: Rc::default(),
                minima: vec![self.loss.optimum],
                region: Some(Region { outline: ball.norm.outline(self.radius()), series: SERIES[series] }),
                paths: vec![Path {
                    points: vec![ball.w],
                    series: SERIES[series],
                    label: name.to_owned(),
                    at: 0,
                }],
                named: false,
                arrows: Vec::new(),
                start: Some(self.loss.optimum),
            };
            Panel::new(format!("{name}: {} ≤ r", ball.norm.formula()), Picture::from(plane)).sized(320, 296)
        };
        self.balls.iter().enumerate().map(panel).collect()
    }

    fn readings(&self, _at: usize, lang: Lang) -> Readings {
        let row = |symbol: &str, value: &dyn Fn(&Ball) -> String| {
            Reading::new(symbol, self.balls.iter().map(value))
        };
        Readings::new(
            self.balls.iter().map(|ball| ball.norm.label()),
            vec![
                row("w₁", &|ball| shown(ball.w.0)),
                row("w₂", &|ball| shown(ball.w.1)),
                row(lang.pick("정확히 0인 좌표", "coordinates exactly 0"), &|ball| {
                    zeros(ball.w).to_string()
                }),
                row("‖w‖", &|ball| shown(ball.norm.of(ball.w))),
                row("L(w)", &|ball| shown(self.loss.value(ball.w))),
                row(lang.pick("L + λ‖w‖로 썼을 때의 λ", "λ, written as L + λ‖w‖"), &|ball| {
                    shown(ball.norm.multiplier(self.loss, ball.w))
                }),
            ],
        )
    }

    fn facts(&self, _at: usize) -> Facts {
        let mut facts = Facts::default();
        facts.note("r", self.radius());
        for ball in &self.balls {
            let name = ball.norm.label().to_lowercase();
            facts.note(format!("{name}.w1"), ball.w.0);
            facts.note(format!("{name}.w2"), ball.w.1);
            facts.note(format!("{name}.zeros"), zeros(ball.w) as f64);
            facts.note(format!("{name}.norm"), ball.norm.of(ball.w));
            facts.note(format!("{name}.loss"), self.loss.value(ball.w));
        }
        facts
    }

    fn summary(&self, _at: usize, lang: Lang) -> String {
        let part = |ball: &Ball| {
            let (name, x, y) = (ball.norm.label(), shown(ball.w.0), shown(ball.w.1));
            let zeros = zeros(ball.w);
            lang.pick(
                format!("{name} 공에서는 ({x}, {y})이고 0인 좌표가 {zeros}개"),
                format!("({x}, {y}) in the {name} ball, with {zeros} of 2 coordinates exactly 0"),
            )
        };
        let parts: Vec<_> = self.balls.iter().map(part).collect();
        let (radius, parts) = (shown(self.radius()), parts.join(lang.pick(", ", "; ")));
        lang.pick(
            format!("반지름 {radius} 안에서 손실이 가장 낮은 점은 {parts}[이에요]."),
            format!("Within radius {radius} the loss is lowest at {parts}."),
        )
    }

    fn handle(&self, _panel: usize) -> Option<Handle> {
        Some(Handle::Point { x: "x", y: "y" })
    }
}

/// Colours and markers of L1, L2 and L∞, here and in the least-squares figure.
const SERIES: [usize; 3] = [6, 1, 3];
