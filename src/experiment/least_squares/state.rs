//! The curve under each penalty, before and after one sample was moved.

use super::basis::Basis;
use super::fit::{Fit, Penalty, Samples};
use crate::experiment::common::whole;
use crate::experiment::control::{Choice, Control, Settings, Step};
use crate::text::Text;

pub struct LeastSquares {
    pub(super) settings: Settings,
    samples: Samples,
    /// One for each penalty, all at the same λ.
    pub(super) fits: Vec<Fit>,
    /// The same before the middle sample was moved.
    unmoved: Vec<Fit>,
}

impl LeastSquares {
    pub fn samples(&self) -> &Samples {
        &self.samples
    }

    /// The fits without penalty, with L1 and with L2.
    pub fn fits(&self) -> &[Fit] {
        &self.fits
    }

    pub(super) fn of(settings: Settings) -> Self {
        let basis = Basis::from_name(settings.choice("basis"));
        let (count, lambda) = (settings.whole("functions"), settings.number("lambda"));
        let fits = |samples: &Samples| -> Vec<Fit> {
            Penalty::ALL.map(|penalty| Fit::new(samples, basis, count, penalty, lambda)).into()
        };
        let drawn = Samples::draw(settings.whole("samples"), settings.number("noise"), settings.seed());
        let unmoved = fits(&drawn);
        let (samples, fits) = match settings.number("nudge") {
            0.0 => (drawn, unmoved.clone()),
            nudge => {
                let nudged = drawn.nudged(nudge);
                let fits = fits(&nudged);
                (nudged, fits)
            }
        };
        Self { settings, samples, fits, unmoved }
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
    pub(super) fn before(&self) -> Option<&Fit> {
        (self.settings.number("nudge") != 0.0).then(|| &self.unmoved[self.penalty() as usize])
    }
}

impl Default for LeastSquares {
    fn default() -> Self {
        Self::of(Settings::defaults(controls()))
    }
}

fn controls() -> Vec<Control> {
    vec![
        Control::choice(
            "penalty",
            Text::new("벌점", "Penalty"),
            vec![
                Choice::new("none", Text::new("없음", "none")),
                Choice::new("l1", Text::same("L1: λΣ|w|")),
                Choice::new("l2", Text::same("L2: λΣw²")),
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
                Choice::new("polynomial", Text::new("다항식 xⁱ", "polynomial xⁱ")),
                Choice::new("gaussian", Text::new("가우시안", "Gaussian")),
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
