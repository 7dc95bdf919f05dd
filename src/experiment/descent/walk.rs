//! The way of one optimizer down a surface, with everything it computed on it.

use crate::optim::{Optimizer, Spec, Term};
use crate::surface::Surface;

/// Where a walk counts as lost even though its numbers are still finite.
const LOST: f64 = 1e6;

#[derive(Clone, Debug, PartialEq)]
pub struct Walk {
    pub spec: Spec,
    /// One for each step 0, 1, …; it ends early if the walk diverged.
    pub moments: Vec<Moment>,
    /// The step at which it left all bounds, or which could not be computed.
    pub diverged: Option<usize>,
}

/// What an optimizer knows at one point, and what it will do next.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    pub at: (f64, f64),
    pub loss: f64,
    pub gradient: (f64, f64),
    /// The intermediate symbols of the update that leads from here to the next point. Where
    /// one is beyond f32 it is left out.
    pub terms: Vec<Term>,
    /// Where that update leads, also beyond the last step of the walk.
    pub next: Option<(f64, f64)>,
}

impl Moment {
    /// The value of a symbol for x and y.
    pub fn term(&self, symbol: &str) -> Option<(f64, f64)> {
        let term = self.terms.iter().find(|term| term.symbol == symbol)?;
        Some((f64::from(*term.values.first()?), f64::from(*term.values.get(1)?)))
    }
}

impl Walk {
    /// `steps` updates from `start`.
    pub fn new(spec: Spec, surface: Surface, start: (f64, f64), steps: usize) -> Self {
        Self::by(spec.build(), spec, surface, start, steps)
    }

    /// The same by a rule that was built from `spec`.
    pub fn by(
        mut optimizer: Box<dyn Optimizer>,
        spec: Spec,
        surface: Surface,
        start: (f64, f64),
        steps: usize,
    ) -> Self {
        let mut w = [start.0 as f32, start.1 as f32];
        let mut walk = Self { spec, moments: Vec::with_capacity(steps + 1), diverged: None };
        for step in 0..=steps {
            let at = (f64::from(w[0]), f64::from(w[1]));
            let gradient = surface.gradient(at.0, at.1);
            let grads = [gradient.0 as f32, gradient.1 as f32];
            let sound = at.0.abs() < LOST && at.1.abs() < LOST && grads.iter().all(|g| g.is_finite());
            if !sound {
                walk.diverged = Some(step);
                break;
            }
            let mut terms = optimizer.terms(&grads);
            if walk.spec.weight_decay != 0.0 {
                // The one part of the update that depends on W itself.
                let rate = walk.spec.learning_rate * walk.spec.weight_decay;
                terms.insert(0, Term { symbol: "−ηλW", values: w.map(|w| -rate * w).into() });
            }
            optimizer.step(&mut w, &grads);
            // A root of infinity below the gradient, and W would stand still for ever.
            let overflowed = optimizer.overflowed();
            terms.retain(|term| term.values.iter().all(|value| value.is_finite()));
            let next = Some(w.map(f64::from)).filter(|w| !overflowed && w.iter().all(|w| w.is_finite()));
            let next = next.map(|[x, y]| (x, y));
            walk.moments.push(Moment { at, loss: surface.value(at.0, at.1), gradient, terms, next });
            if overflowed {
                walk.diverged = Some(step + 1);
                break;
            }
        }
        walk
    }

    /// Whether it ended because a number of its update is beyond f32.
    pub fn overflowed(&self) -> bool {
        self.diverged
            .is_some_and(|step| step > 0 && self.moments.get(step - 1).is_some_and(|m| m.next.is_none()))
    }

    pub fn points(&self) -> Vec<(f64, f64)> {
        self.moments.iter().map(|moment| moment.at).collect()
    }

    /// A symbol's value over the steps: `(step, value)` for x or y.
    pub fn over_time(&self, value: impl Fn(&Moment) -> Option<f64>) -> Vec<(f64, f64)> {
        let moments = self.moments.iter().enumerate();
        moments.filter_map(|(step, moment)| Some((step as f64, value(moment)?))).collect()
    }
}
