//! Section 6.4.2: a curve fitted to noisy samples under no penalty, λΣ|w| or λΣw², and
//! what each does to the coefficients.

mod basis;
mod fit;
mod state;
mod views;

pub use basis::Basis;
pub use fit::{Fit, Penalty, Samples, TOLERANCE, truth};
pub use state::LeastSquares;

use super::control::Settings;
use super::facts::Facts;
use super::{Experiment, Reading, Readings, shown};
use crate::chart::Panel;
use crate::text::Lang;

impl Experiment for LeastSquares {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn apply(&mut self, settings: Settings) {
        *self = Self::of(settings);
    }

    fn panels(&self, _at: usize, lang: Lang) -> Vec<Panel> {
        vec![views::curve(self, lang), views::coefficients(self, lang)]
    }

    fn readings(&self, _at: usize, lang: Lang) -> Readings {
        let row =
            |symbol: &str, value: &dyn Fn(&Fit) -> String| Reading::new(symbol, self.fits.iter().map(value));
        let convergence = |fit: &Fit| match &fit.descent {
            Some((rounds, true)) => rounds.to_string(),
            Some((rounds, false)) => lang.pick(format!("{rounds}(아직)"), format!("{rounds} (not yet)")),
            None => lang.pick("한 번에 풂", "solved at once").to_owned(),
        };
        Readings::new(
            Penalty::ALL.map(|penalty| penalty.label().get(lang)),
            vec![
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
                Reading::new(
                    lang.pick("점을 옮겨 계수가 움직인 거리 ‖Δw‖", "‖Δw‖ from moving the point"),
                    self.moves().map(|(distance, _)| shown(distance)),
                ),
                Reading::new(
                    lang.pick(
                        "점을 옮겨 0이 되거나 0에서 벗어난 계수",
                        "coefficients that went to 0 or left it",
                    ),
                    self.moves().map(|(_, switched)| switched.to_string()),
                ),
            ],
        )
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
