//! The descent figures of section 6.1: one experiment with other defaults.

use super::view::View;
use crate::experiment::control::{Choice, Control, Step};
use crate::optim::Kind;
use crate::surface::Surface;
use crate::text::Text;

/// What one figure shows first.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    pub id: &'static str,
    /// The rule whose hyperparameters and symbols are shown.
    pub rule: Kind,
    /// Rules that walk beside it from the same start.
    pub beside: &'static [Kind],
    pub surface: Surface,
    pub views: &'static [View],
}

const BOWL: Surface = Surface::Bowl { anisotropy: 20.0 };

pub const LESSONS: [Lesson; 12] = [
    Lesson {
        id: "race",
        rule: Kind::Momentum,
        beside: &[
            Kind::Sgd,
            Kind::Nesterov,
            Kind::AdaGrad,
            Kind::RmsProp,
            Kind::AdaDelta,
            Kind::Adam,
            Kind::AdamW,
        ],
        surface: BOWL,
        views: &[View::Path, View::Loss],
    },
    Lesson {
        id: "landscape",
        rule: Kind::Momentum,
        beside: &[],
        surface: Surface::Himmelblau,
        views: &[View::Surface, View::Path],
    },
    Lesson { id: "sgd", rule: Kind::Sgd, beside: &[], surface: BOWL, views: &[View::Path, View::Loss] },
    Lesson {
        id: "weakness",
        rule: Kind::Sgd,
        beside: &[],
        surface: BOWL,
        views: &[View::Surface, View::Field, View::Path],
    },
    Lesson {
        id: "momentum",
        rule: Kind::Momentum,
        beside: &[],
        surface: BOWL,
        views: &[View::Path, View::Velocity, View::Loss],
    },
    Lesson {
        id: "nesterov",
        rule: Kind::Nesterov,
        beside: &[Kind::Momentum],
        surface: BOWL,
        views: &[View::Path, View::LookAhead, View::Loss],
    },
    Lesson {
        id: "adagrad",
        rule: Kind::AdaGrad,
        beside: &[],
        surface: BOWL,
        views: &[View::Path, View::EffectiveStep],
    },
    Lesson {
        id: "rmsprop",
        rule: Kind::RmsProp,
        beside: &[Kind::AdaGrad],
        surface: BOWL,
        views: &[View::Path, View::EffectiveStep],
    },
    Lesson {
        id: "adadelta",
        rule: Kind::AdaDelta,
        beside: &[],
        surface: BOWL,
        views: &[View::Path, View::RmsRatio],
    },
    Lesson {
        id: "adam",
        rule: Kind::Adam,
        beside: &[],
        surface: BOWL,
        views: &[View::Path, View::FirstMoment, View::SecondMoment],
    },
    Lesson {
        id: "compare-surface",
        rule: Kind::Adam,
        beside: &[Kind::Sgd, Kind::Momentum, Kind::AdaGrad],
        surface: BOWL,
        views: &[View::Path, View::Loss],
    },
    Lesson {
        id: "adamw",
        rule: Kind::AdamW,
        beside: &[Kind::Adam],
        surface: BOWL,
        views: &[View::Path, View::Loss],
    },
];

/// The learning rate that suits a rule on a surface: on the bowl the book's, elsewhere
/// one that arrives, found by trying.
pub fn learning_rate(rule: Kind, surface: Surface) -> f64 {
    let (plain, rolling, adaptive) = match surface {
        Surface::Bowl { .. } => (0.95, 0.1, 0.3),
        Surface::Rosenbrock => (0.001, 0.0005, 0.1),
        Surface::Beale => (0.005, 0.002, 0.1),
        Surface::Himmelblau => (0.01, 0.004, 0.3),
        Surface::Saddle => (0.1, 0.02, 0.1),
        Surface::ManyMinima => (0.02, 0.01, 0.2),
    };
    match rule {
        Kind::Sgd => plain,
        Kind::Momentum | Kind::Nesterov => rolling,
        Kind::AdaGrad => 5.0 * adaptive,
        Kind::AdaDelta => 1.0,
        Kind::RmsProp | Kind::Adam | Kind::AdamW => adaptive,
    }
}

impl Lesson {
    /// Whether the figure is about several rules and none is more its subject than the others.
    pub fn compares(&self) -> bool {
        self.beside.len() > 1
    }

    /// The figure's table: surface, start, the rule's hyperparameters, companions.
    pub fn controls(&self) -> Vec<Control> {
        let start = self.surface.start();
        let surfaces = Surface::ALL.map(|surface| Choice { name: surface.name(), label: surface.label() });
        let mut controls = self.hyperparameters();
        controls.extend([
            Control::number("steps", Text::new("걸음 수", "Steps"), 30.0, 1.0, 300.0, Step::Whole),
            Control::choice("surface", Text::new("곡면", "Surface"), surfaces.to_vec(), self.surface.name()),
            Control::number(
                "anisotropy",
                Text::new("비등방성", "Anisotropy"),
                20.0,
                1.0,
                100.0,
                Step::Log(20),
            )
            .only_if("surface", &["bowl"]),
            Control::number("x", Text::new("출발점 x", "Start x"), start.0, -10.0, 10.0, Step::Linear(0.01)),
            Control::number("y", Text::new("출발점 y", "Start y"), start.1, -10.0, 10.0, Step::Linear(0.01)),
        ]);
        let others = Kind::ALL.into_iter().filter(|kind| *kind != self.rule);
        let others = others.map(|kind| Choice { name: kind.name(), label: kind.label() }).collect();
        let beside: Vec<_> = self.beside.iter().map(|kind| kind.name()).collect();
        controls.push(Control::set("compare", Text::new("함께 보기", "Compare with"), others, &beside));
        let windows = vec![
            Choice { name: "whole", label: Text::new("경로 전체", "the whole path") },
            Choice {
                name: "near",
                label: Text::new("경로의 마지막 3분의 1 둘레", "around the last third of the path"),
            },
            Choice { name: "book", label: Text::new("책과 같은 정사각형", "the square of the book") },
        ];
        let window = Text::new("경로 그림에 보이는 곳", "The path's picture shows");
        controls.push(Control::choice("window", window, windows, "whole"));
        if self.views.contains(&View::Surface) {
            let degrees = |key, label, default, min, max| {
                Control::number(key, label, default, min, max, Step::Linear(1.0)).symbol("°")
            };
            controls.push(degrees("yaw", Text::new("돌리기", "Turn"), -35.0, -180.0, 180.0));
            controls.push(degrees("pitch", Text::new("기울이기", "Tilt"), 35.0, 5.0, 85.0));
        }
        controls
    }

    /// The numbers in the rule's formula.
    fn hyperparameters(&self) -> Vec<Control> {
        let rate = learning_rate(self.rule, self.surface);
        let mut controls = Vec::new();
        let mut number = |key, label, symbol, default, min, max, step| {
            controls.push(Control::number(key, label, default, min, max, step).symbol(symbol));
        };
        let share = Step::Linear(0.001);
        number("lr", self.rule.rate_label(), "η", rate, 1e-5, 10.0, Step::Log(100));
        match self.rule {
            Kind::Sgd | Kind::AdaGrad => {}
            Kind::Momentum | Kind::Nesterov => {
                number("momentum", Text::new("모멘텀", "Momentum"), "α", 0.9, 0.0, 0.999, share);
            }
            Kind::RmsProp => number("decay", Text::new("감쇠율", "Decay rate"), "γ", 0.95, 0.0, 0.999, share),
            Kind::AdaDelta => {
                number("decay", Text::new("감쇠율", "Decay rate"), "ρ", 0.95, 0.0, 0.999, share);
                number(
                    "epsilon",
                    Text::new("작은 수", "Small constant"),
                    "ε",
                    1e-6,
                    1e-8,
                    1.0,
                    Step::Log(10),
                );
            }
            Kind::Adam | Kind::AdamW => {
                number(
                    "beta1",
                    Text::new("1차 모멘트의 감쇠율", "First-moment decay"),
                    "β₁",
                    0.9,
                    0.0,
                    0.999,
                    share,
                );
                number(
                    "beta2",
                    Text::new("2차 모멘트의 감쇠율", "Second-moment decay"),
                    "β₂",
                    0.999,
                    0.0,
                    0.9999,
                    Step::Linear(0.0001),
                );
            }
        }
        match self.rule {
            Kind::Nesterov => controls.push(Control::choice(
                "order",
                Text::new("갱신 순서", "Order of updates"),
                vec![
                    Choice::new("paper", Text::new("논문: 이전 v", "paper: old v")),
                    Choice::new("deck", Text::new("강의 자료: 새 v(틀림)", "deck: new v (wrong)")),
                ],
                "paper",
            )),
            Kind::Adam => {
                controls.push(Control::switch("correction", Text::new("편향 보정", "Bias correction"), true));
                controls.push(Control::choice(
                    "form",
                    Text::new("ε의 자리", "Place of ε"),
                    vec![
                        Choice::new("paper", Text::new("논문: √v̂ + ε", "paper: √v̂ + ε")),
                        Choice::new("hat", Text::new("강의 자료: √v + ε̂", "deck: √v + ε̂")),
                    ],
                    "paper",
                ));
            }
            Kind::AdamW => controls.push(
                Control::number(
                    "weightdecay",
                    Text::new("가중치 감소", "Weight decay"),
                    0.1,
                    0.0,
                    1.0,
                    Step::Linear(0.01),
                )
                .symbol("λ"),
            ),
            _ => {}
        }
        controls
    }
}
