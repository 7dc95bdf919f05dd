//! The network with its silent units, and the mean of one unit's output.

use super::state::DropoutNetwork;
use crate::chart::{Axes, Axis, Layer, Lines, Network, Panel, Picture, Series, Stroke, Unit};
use crate::text::Lang;
use std::rc::Rc;

const RED: usize = 6;
const BLUE: usize = 1;

impl DropoutNetwork {
    pub(super) fn drawing(&self, at: usize, lang: Lang) -> Panel {
        let pass = self.pass(self.chosen(), at);
        let unit = |value: f32| {
            // + 0.0 turns −0 into 0.
            let text = format!("{:.2}", (100.0 * value).round() / 100.0 + 0.0).replace('-', "−");
            Unit { text, dropped: false, watched: None }
        };
        let layer = |label: &str, units: Vec<Unit>| Layer { label: label.to_owned(), units };
        let hidden =
            |l: usize| {
                let units =
                    pass.hidden[l].iter().zip(&pass.dropped[l]).enumerate().map(|(i, (&value, &dropped))| {
                        Unit { dropped, watched: (l == 0 && i == self.watched).then_some(RED), ..unit(value) }
                    });
                units.collect()
            };
        let layers = vec![
            layer(lang.pick("입력", "input"), self.input.iter().map(|x| unit(*x)).collect()),
            layer(lang.pick("은닉층 1", "hidden 1"), hidden(0)),
            layer(lang.pick("은닉층 2", "hidden 2"), hidden(1)),
            layer(lang.pick("출력", "output"), pass.scores.iter().map(|score| unit(*score)).collect()),
        ];
        let title = if self.testing() {
            lang.pick("시험할 때: 모든 뉴런을 써요", "At test time: every unit is used").to_owned()
        } else {
            lang.pick(format!("학습 {at}걸음째의 신경망"), format!("The network at training step {at}"))
        };
        let drawing = Network { layers, weights: self.weights.clone() };
        Panel::new(title, Picture::from(drawing)).sized(520, 380)
    }

    pub(super) fn means(&self, at: usize, lang: Lang) -> Panel {
        let names = [lang.pick("역드롭아웃", "inverted"), lang.pick("책의 방식", "the book's")];
        let steps = self.settings.number("steps");
        let mut series = Vec::new();
        for ((run, name), index) in self.runs.iter().zip(names).zip([RED, BLUE]) {
            let test = f64::from(run.inference.hidden[0][self.watched]);
            let label = |ko, en| format!("{name}: {}", lang.pick(ko, en));
            let curve = |label, stroke, points| Series { label, index, stroke, points };
            series.push(curve(label("훈련 평균", "training mean"), Stroke::Solid, run.means.clone()));
            let level = Rc::new(vec![(1.0, test), (steps, test)]);
            series.push(curve(label("시험 출력", "test output"), Stroke::Dashed, level));
        }
        let highest = series.iter().flat_map(|s| s.points.iter().map(|p| p.1)).fold(0.0, f64::max);
        let label = lang.pick("고리 친 뉴런의 출력 y", "output y of the ringed unit");
        let mut axes = Axes::new(
            Axis::new(lang.pick("걸음 t", "step t"), 0.0, steps),
            Axis::new(label, 0.0, 1.1 * highest.max(0.1)),
        );
        let dashed = lang.pick("점선: 시험", "dashed: test");
        axes.legend = names
            .into_iter()
            .zip([RED, BLUE])
            .map(|(name, index)| (format!("{name} ({dashed})"), index))
            .collect();
        let mut lines = Lines::new(axes, series);
        lines.cursor = Some(at as f64);
        let title = lang.pick(
            "학습 때 출력의 평균은 시험 출력으로 가요",
            "The mean while training nears the test output",
        );
        Panel::new(title, Picture::from(lines)).sized(440, 380)
    }
}
