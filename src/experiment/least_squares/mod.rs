//! Section 6.4.2: a curve fitted to noisy samples under no penalty, λΣ|w| or λΣw², and
//! what each does to the coefficients.

mod basis;
mod fit;
mod views;

pub use basis::Basis;
pub use fit::{Fit, Penalty, Samples, TOLERANCE, truth};

use super::control::{Choice, Control, Settings, Step};
use super::facts::Facts;
use super::{Experiment, Reading, Readings, Timeline, shown};
use crate::chart::Panel;
use crate::text::{Lang, Text};

pub struct LeastSquares {
    settings: Settings,
    samples: Samples,
    basis: Basis,
    /// One for each penalty, all at the same λ.
    fits: Vec<Fit>,
    /// The same before the middle sample was moved.
    unmoved: Vec<Fit>,
}

impl LeastSquares {
    pub fn new() -> Self {
        let settings = Settings::defaults(controls());
        let mut figure = Self {
            samples: Samples::default(),
            basis: Basis::Polynomial,
            fits: Vec::new(),
            unmoved: Vec::new(),
            settings,
        };
        figure.compute();
        figure
    }

    pub fn samples(&self) -> &Samples {
        &self.samples
    }

    /// The fits without penalty, with L1 and with L2.
    pub fn fits(&self) -> &[Fit] {
        &self.fits
    }

    fn compute(&mut self) {
        let settings = &self.settings;
        self.basis = Basis::from_name(settings.choice("basis"));
        let (count, lambda) = (settings.whole("functions"), settings.number("lambda"));
        let fits = |samples: &Samples| -> Vec<Fit> {
            Penalty::ALL.map(|penalty| Fit::new(samples, self.basis, count, penalty, lambda)).into()
        };
        let drawn = Samples::draw(settings.whole("samples"), settings.number("noise"), settings.seed());
        let nudge = settings.number("nudge");
        self.unmoved = fits(&drawn);
        (self.samples, self.fits) = match nudge == 0.0 {
            true => (drawn, self.unmoved.clone()),
            false => {
                let nudged = drawn.nudged(nudge);
                let fits = fits(&nudged);
                (nudged, fits)
            }
        };
    }

    /// For each fit, how far its coefficients went when the middle sample was moved, and how
    /// many of them went from 0 or to 0.
    pub fn moves(&self) -> impl Iterator<Item = (f64, usize)> {
        self.fits
            .iter()
            .zip(&self.unmoved)
            .map(|(fit, before)| (fit.moved_from(before), fit.switched_from(before)))
    }

    /// The fit that is drawn.
    pub fn chosen(&self) -> &Fit {
        &self.fits[self.penalty() as usize]
    }

    fn penalty(&self) -> Penalty {
        Penalty::from_name(self.settings.choice("penalty"))
    }

    /// The chosen fit before the middle sample was moved, if it was.
    fn before(&self) -> Option<&Fit> {
        (self.settings.number("nudge") != 0.0).then(|| &self.unmoved[self.penalty() as usize])
    }
}

impl Default for LeastSquares {
    fn default() -> Self {
        Self::new()
    }
}

fn controls() -> Vec<Control> {
    let choice = |name, label| Choice { name, label };
    let whole = |key, label, default, min, max| Control::number(key, label, default, min, max, Step::Whole);
    vec![
        Control::choice(
            "penalty",
            Text::new("벌점", "Penalty"),
            vec![
                choice("none", Text::new("없음", "none")),
                choice("l1", Text::same("L1: λΣ|w|")),
                choice("l2", Text::same("L2: λΣw²")),
            ],
            "none",
        ),
        Control::number(
            "lambda",
            Text::new("벌점의 세기", "Strength of the penalty"),
            0.1,
            0.01,
            100.0,
            Step::Log(20),
        )
        .symbol("λ")
        .only_if("penalty", &["l1", "l2"]),
        Control::choice(
            "basis",
            Text::new("기저 함수 hᵢ(x)", "Basis functions hᵢ(x)"),
            vec![
                choice("polynomial", Text::new("다항식 xⁱ", "polynomial xⁱ")),
                choice("gaussian", Text::new("가우시안", "Gaussian")),
            ],
            "polynomial",
        ),
        whole("functions", Text::new("기저 함수의 수", "Number of basis functions"), 15.0, 2.0, 20.0)
            .symbol("k"),
        whole("samples", Text::new("데이터 수", "Samples"), 20.0, 20.0, 200.0).symbol("n"),
        Control::number(
            "noise",
            Text::new("잡음의 표준편차", "Standard deviation of the noise"),
            0.3,
            0.0,
            1.0,
            Step::Linear(0.01),
        )
        .symbol("σ"),
        Control::number(
            "nudge",
            Text::new("가운데 점을 위아래로 옮기기", "Move the middle point up or down"),
            0.0,
            -1.0,
            1.0,
            Step::Linear(0.01),
        )
        .symbol("δ"),
        Control::seed(1),
    ]
}

impl Experiment for LeastSquares {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn apply(&mut self, settings: Settings) {
        self.settings = settings;
        self.compute();
    }

    fn timeline(&self) -> Timeline {
        Timeline::Still
    }

    fn panels(&self, _at: usize, lang: Lang) -> Vec<Panel> {
        vec![views::curve(self, lang), views::coefficients(self, lang)]
    }

    fn readings(&self, _at: usize, lang: Lang) -> Readings {
        let row = |symbol: &str, value: &dyn Fn(&Fit) -> String| Reading {
            symbol: symbol.to_owned(),
            values: self.fits.iter().map(value).collect(),
        };
        let convergence = |fit: &Fit| match &fit.descent {
            Some((rounds, true)) => rounds.to_string(),
            Some((rounds, false)) => lang.pick(format!("{rounds}(아직)"), format!("{rounds} (not yet)")),
            None => lang.pick("한 번에 풂", "solved at once").to_owned(),
        };
        let moves = |shown: &dyn Fn((f64, usize)) -> String| self.moves().map(shown).collect::<Vec<_>>();
        Readings {
            columns: Penalty::ALL.map(|penalty| penalty.label().get(lang).to_owned()).into(),
            rows: vec![
                row(lang.pick("훈련 오차(RMS)", "training error (RMS)"), &|fit| {
                    shown(fit.training_error)
                }),
                row(
                    lang.pick("참 함수와의 오차(RMS)", "error against the true function (RMS)"),
                    &|fit| shown(fit.true_error),
                ),
                row(lang.pick("정확히 0인 계수", "coefficients exactly 0"), &|fit| {
                    format!("{} / {}", fit.zeros(), fit.w.len())
                }),
                row("Σ|w|", &|fit| shown(fit.sum_of_sizes())),
                row("Σw²", &|fit| shown(fit.sum_of_squares())),
                row(lang.pick("좌표 하강 바퀴 수", "rounds of coordinate descent"), &convergence),
                Reading {
                    symbol: lang
                        .pick("점을 옮겨 계수가 움직인 거리 ‖Δw‖", "‖Δw‖ from moving the point")
                        .to_owned(),
                    values: moves(&|(distance, _)| shown(distance)),
                },
                Reading {
                    symbol: lang
                        .pick(
                            "점을 옮겨 0이 되거나 0에서 벗어난 계수",
                            "coefficients that went to 0 or left it",
                        )
                        .to_owned(),
                    values: moves(&|(_, switched)| switched.to_string()),
                },
            ],
        }
    }

    fn facts(&self, _at: usize) -> Facts {
        let mut facts = Facts::default();
        for fit in &self.fits {
            let name = fit.penalty.name();
            facts.note(format!("{name}.training.error"), fit.training_error);
            facts.note(format!("{name}.true.error"), fit.true_error);
            facts.note(format!("{name}.zeros"), fit.zeros() as f64);
            facts.note(format!("{name}.coefficients"), fit.w.len() as f64);
            facts.note(format!("{name}.sum.w"), fit.sum_of_sizes());
            facts.note(format!("{name}.sum.w²"), fit.sum_of_squares());
        }
        facts
    }

    fn summary(&self, _at: usize, lang: Lang) -> String {
        let fit = self.chosen();
        let (label, zeros, count) = (fit.penalty.label().get(lang), fit.zeros(), fit.w.len());
        let (training, truth) = (shown(fit.training_error), shown(fit.true_error));
        let mut sentence = lang.pick(
            format!(
                "벌점 {label}: 계수 {count}개 가운데 {zeros}개가 정확히 0이에요. 훈련 오차는 {training}, 참 함수와의 오차는 {truth}[이에요]."
            ),
            format!(
                "Penalty {label}: {zeros} of {count} coefficients are exactly 0. The training error is {training}, the error against the true function {truth}."
            ),
        );
        if self.before().is_some() {
            let moved: Vec<(f64, usize)> = self.moves().collect();
            let [(l1, switched), (l2, kept)] =
                [Penalty::L1, Penalty::L2].map(|penalty| moved[penalty as usize]);
            let (delta, l1, l2) = (shown(self.settings.number("nudge")), shown(l1), shown(l2));
            sentence += &lang.pick(
                format!(" 가운데 점을 {delta}만큼 옮기자 계수가 움직인 거리: L1 {l1}, L2 {l2}. 0이 되거나 0에서 벗어난 계수: L1 {switched}개, L2 {kept}개."),
                format!(" Moving the middle point by {delta} moves the coefficients by {l1} with L1 and {l2} with L2; {switched} of L1's and {kept} of L2's go to 0 or leave it."),
            );
        }
        sentence
    }
}
