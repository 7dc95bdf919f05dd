//! Questions about an update rule with fresh numbers each time, answered by the rule itself.

use crate::experiment::shown;
use crate::optim::{BiasCorrection, Kind, Spec};
use crate::random::{Stream, rng};
use rand::RngExt;

/// What to compute: a symbol of the last update of a rule that was given some gradients.
///
/// Values are drawn by name from lists: `lr`, `momentum`, `decay`, `beta1`, `beta2`, `epsilon`,
/// `correction` (0 or 1), `w` (the parameter at the start) and `g1`, `g2` … (the gradients, one
/// a step).
#[derive(Clone, Debug, PartialEq)]
pub struct Fresh {
    pub asked: Asked,
    pub lists: Vec<(String, Vec<f64>)>,
    /// How far off an answer may be, as a share of the right one.
    pub within: f64,
    /// What is computed by those who confuse something.
    pub traps: Vec<Asked>,
}

/// A symbol as the rule's terms call it, or `W` for the parameter after the step.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    pub rule: Kind,
    pub symbol: String,
    /// 1, but −1 for one who forgets a sign, 2 for one who counts twice …
    pub times: f64,
    /// Values that stand in the place of those drawn.
    pub with: Vec<(String, f64)>,
}

/// Values by name.
pub type Drawn = Vec<(String, f64)>;

impl Fresh {
    /// The values of a seed.
    pub fn draw(&self, seed: u32) -> Drawn {
        let mut rng = rng(seed, Stream::Questions);
        let one = |(name, list): &(String, Vec<f64>)| {
            let value = list.get(rng.random_range(0..list.len().max(1)));
            value.map(|value| (name.clone(), *value))
        };
        self.lists.iter().filter_map(one).collect()
    }

    /// Whether `given` is the answer for these values, up to the tolerance.
    pub fn is_right(&self, drawn: &Drawn, given: f64) -> bool {
        self.is(&self.asked, drawn, given)
    }

    /// The first trap that leads to `given`.
    pub fn trap(&self, drawn: &Drawn, given: f64) -> Option<usize> {
        self.traps.iter().position(|trap| self.is(trap, drawn, given))
    }

    fn is(&self, asked: &Asked, drawn: &Drawn, given: f64) -> bool {
        asked.answer(drawn).is_some_and(|answer| (given - answer).abs() <= self.within * answer.abs())
    }
}

impl Asked {
    /// What the rule computes from these values; none where the rule has no such symbol.
    pub fn answer(&self, drawn: &Drawn) -> Option<f64> {
        let value = |name: &str| {
            let find =
                |values: &Drawn| values.iter().find(|(known, _)| known == name).map(|(_, value)| *value);
            find(&self.with).or_else(|| find(drawn))
        };
        let mut spec = Spec::new(self.rule);
        let mut take = |name: &str, into: fn(&mut Spec) -> &mut f32| {
            if let Some(value) = value(name) {
                *into(&mut spec) = value as f32;
            }
        };
        take("lr", |spec| &mut spec.learning_rate);
        take("momentum", |spec| &mut spec.momentum);
        take("decay", |spec| &mut spec.decay);
        take("beta1", |spec| &mut spec.beta1);
        take("beta2", |spec| &mut spec.beta2);
        take("epsilon", |spec| &mut spec.epsilon);
        if value("correction") == Some(0.0) {
            spec.bias_correction = BiasCorrection::Off;
        }
        let gradients: Vec<f32> =
            (1..).map_while(|step| value(&format!("g{step}"))).map(|g| g as f32).collect();
        let (last, before) = gradients.split_last()?;
        let mut optimizer = spec.build();
        let mut w = [value("w").unwrap_or(0.0) as f32];
        before.iter().for_each(|g| optimizer.step(&mut w, &[*g]));
        let answer = if self.symbol == "W" {
            optimizer.step(&mut w, &[*last]);
            w[0]
        } else {
            let terms = optimizer.terms(&[*last]);
            *terms.iter().find(|term| term.symbol == self.symbol)?.values.first()?
        };
        let answer = f64::from(answer) * self.times;
        answer.is_finite().then_some(answer)
    }
}

/// A number as one writes it: as it is if that is short, with five digits if not, and without
/// zeros at its end.
pub fn told(value: f64) -> String {
    let whole = value.to_string();
    if whole.len() <= 7 {
        return whole.replace('-', "−");
    }
    let shown = shown(value);
    let is_plain = shown.contains('.') && !shown.contains('e');
    if is_plain { shown.trim_end_matches('0').trim_end_matches('.').to_owned() } else { shown }
}
