//! The figures that walk down a surface: what their tables stand for, what can be seen, and
//! what they say where numbers end.

use training_lab::chart::{Lines, Plane, Stroke};
use training_lab::experiment::descent::{Descent, LESSONS, Walk};
use training_lab::experiment::{Experiment, Timeline, catalog};
use training_lab::optim::{Kind, Spec};
use training_lab::surface::Surface;
use training_lab::text::Lang;

fn figure(id: &str, settings: &[(&str, &str)]) -> Descent {
    let lesson = LESSONS.into_iter().find(|lesson| lesson.id == id).expect("a lesson of this name");
    let mut figure = Descent::new(lesson);
    let mut changed = figure.settings().clone();
    for (key, value) in settings {
        changed.set_text(key, value).unwrap();
    }
    figure.apply(changed);
    figure
}

/// The number that the table shows for a symbol, as it is written.
fn shown(figure: &Descent, at: usize, symbol: &str) -> Vec<f64> {
    let rows = figure.readings(at, Lang::En).rows;
    let row = rows.iter().find(|row| row.symbol == symbol).unwrap_or_else(|| panic!("no {symbol} at {at}"));
    row.values.iter().map(|value| value.replace('−', "-").parse().unwrap()).collect()
}

#[test]
fn the_table_is_of_the_step_that_leads_on_and_says_so() {
    // Of several rules the table tells where they are: see `runs.rs`.
    for lesson in LESSONS.into_iter().filter(|lesson| !lesson.compares()) {
        let figure = Descent::new(lesson.clone());
        for at in [0, 2, 29] {
            assert_eq!(figure.caption(at, Lang::En).unwrap(), format!("Step {at} → {}", at + 1));
            assert_eq!(figure.caption(at, Lang::Ko).unwrap(), format!("걸음 {at} → {}", at + 1));
        }
        let last = figure.caption(30, Lang::En).unwrap();
        assert!(last.starts_with("Step 30 → 31") && last.contains("not taken yet"), "{last}");
        for at in 0..=30 {
            // Where the table says that the step leads, the walk stands next.
            let next = shown(&figure, at, "W (next)");
            if at < 30 {
                assert_eq!(next, shown(&figure, at + 1, "W"), "{} {at}", lesson.id);
            }
        }
    }
}

/// The lesson's "third step", 2 → 3, stands at `?at=2`.
#[test]
fn the_third_step_of_momentum_is_that_from_2_to_3() {
    let figure = figure("momentum", &[]);
    assert_eq!(figure.caption(2, Lang::En).unwrap(), "Step 2 → 3");
    let near = |symbol, x: f64, y: f64| {
        let values = shown(&figure, 2, symbol);
        assert!((values[0] - x).abs() < 6e-4 && (values[1] - y).abs() < 6e-4, "{symbol} {values:?}");
    };
    near("v", 0.187, -0.796);
    near("αv", 0.119, -0.612);
    near("−ηg", 0.068, -0.184);
}

#[test]
fn every_rate_names_its_rule() {
    for lesson in LESSONS {
        let figure = Descent::new(lesson.clone());
        let label = figure.settings().control("lr").unwrap().label;
        assert_eq!(label, lesson.rule.rate_label());
        assert!(label.en.starts_with(lesson.rule.label().en), "{}", label.en);
    }
}

#[test]
fn more_steps_are_shown_at_once() {
    let walk = |steps| Timeline::Walk { steps };
    assert_eq!(walk(300).after(walk(30), 5), 300, "raised while standing at 5");
    assert_eq!(walk(300).after(walk(30), 30), 300);
    assert_eq!(walk(10).after(walk(30), 30), 10);
    assert_eq!(walk(10).after(walk(30), 20), 10);
    assert_eq!(walk(30).after(walk(30), 5), 5, "another setting leaves the step alone");
    assert_eq!(walk(10).after(walk(30), 5), 5);
    assert_eq!(Timeline::Training.after(Timeline::Training, 0), 0);
}

/// With 300 steps RMSProp swings by some tenths around the bottom: unseen on ±5, plain in
/// the window.
#[test]
fn a_window_shows_the_swing_around_the_minimum() {
    let extent = |figure: &Descent| {
        let panels = figure.panels(300, Lang::Ko);
        let Some(plane) = panels[0].picture.kind::<Plane>() else { panic!("the path comes first") };
        assert!(plane.minima.contains(&(0.0, 0.0)));
        plane.axes.y.max - plane.axes.y.min
    };
    let whole = figure("rmsprop", &[("steps", "300")]);
    assert_eq!(extent(&whole), 10.0);
    assert_eq!(extent(&figure("rmsprop", &[("window", "book")])), 20.0);
    let near = figure("rmsprop", &[("steps", "300"), ("window", "near")]);
    let late = near.walks()[0].moments[200..].iter().map(|moment| moment.at.1);
    let (low, high) = late.fold((0.0f64, 0.0f64), |(low, high), y| (low.min(y), high.max(y)));
    assert!(high - low > 0.2, "it swings: {low} {high}");
    assert!(high - low > 0.3 * extent(&near), "{} of {}", high - low, extent(&near));
    // Only what is small is looked at from near.
    let wide = figure("sgd", &[("lr", "1.05"), ("window", "near")]);
    let panels = wide.panels(30, Lang::Ko);
    let Some(plane) = panels[0].picture.kind::<Plane>() else { panic!("the path comes first") };
    assert_eq!((plane.axes.y.min, plane.axes.y.max), (-10.0, 10.0));
}

/// One colour and marker for a rule in every panel, dashes for the uncorrected moments alone,
/// and each coordinate's name on its curve.
#[test]
fn a_mark_means_a_rule_wherever_it_stands() {
    for lesson in LESSONS {
        let figure = Descent::new(lesson.clone());
        let rules: Vec<usize> = figure.walks().iter().map(|walk| walk.spec.kind as usize).collect();
        for panel in figure.panels(30, Lang::En) {
            let Some(lines) = panel.picture.kind::<Lines>() else { continue };
            for series in &lines.series {
                assert!(rules.contains(&series.index), "{}: {}", lesson.id, series.label);
                let uncorrected = series.label.contains(" m ") || series.label.contains(" v ");
                assert_eq!(series.stroke == Stroke::Dashed, uncorrected, "{}", series.label);
                if let Some(name) = ["x", "y"].iter().find(|name| series.label.ends_with(&format!(" {name}")))
                {
                    let on_curve = |at| series.points.contains(at);
                    let named = lines.names.iter().filter(|n| n.text == *name && on_curve(&n.at));
                    assert!(named.count() >= 2, "{} is not named on its curve", series.label);
                }
            }
        }
    }
}

/// Each rule in f64, from its formula alone: what one step adds to one parameter.
struct Reference {
    spec: Spec,
    t: i32,
    first: [f64; 2],
    second: [f64; 2],
}

impl Reference {
    fn step(&mut self, w: &mut [f64; 2], gradient: (f64, f64)) {
        self.t += 1;
        let number = |x: f32| f64::from(x);
        let Spec { learning_rate, momentum, decay, beta1, beta2, epsilon, weight_decay, .. } = self.spec;
        let (lr, alpha, decay, eps) =
            (number(learning_rate), number(momentum), number(decay), number(epsilon));
        let (beta1, beta2) = (number(beta1), number(beta2));
        for (i, g) in [gradient.0, gradient.1].into_iter().enumerate() {
            let (a, b) = (&mut self.first[i], &mut self.second[i]);
            w[i] -= lr * number(weight_decay) * w[i];
            w[i] += match self.spec.kind {
                Kind::Sgd => -lr * g,
                Kind::Momentum => {
                    *a = alpha * *a - lr * g;
                    *a
                }
                Kind::Nesterov => {
                    let change = alpha * alpha * *a - (1.0 + alpha) * lr * g;
                    *a = alpha * *a - lr * g;
                    change
                }
                Kind::AdaGrad => {
                    *a += g * g;
                    -lr * g / (a.sqrt() + eps)
                }
                Kind::RmsProp => {
                    *a = decay * *a + (1.0 - decay) * g * g;
                    -lr * g / (a.sqrt() + eps)
                }
                Kind::AdaDelta => {
                    *a = decay * *a + (1.0 - decay) * g * g;
                    let delta = (*b + eps).sqrt() / (*a + eps).sqrt() * g;
                    *b = decay * *b + (1.0 - decay) * delta * delta;
                    -lr * delta
                }
                Kind::Adam | Kind::AdamW => {
                    *a = beta1 * *a + (1.0 - beta1) * g;
                    *b = beta2 * *b + (1.0 - beta2) * g * g;
                    let (m, v) = (*a / (1.0 - beta1.powi(self.t)), *b / (1.0 - beta2.powi(self.t)));
                    -lr * m / (v.sqrt() + eps)
                }
            };
        }
    }
}

/// From every start that the API takes a rule moves as float64 does, or the walk says that it
/// diverged: it never stands still in silence.
#[test]
fn a_walk_moves_as_in_float64_or_says_that_it_diverged() {
    let (mut overflowed, mut compared) = (0, 0);
    for surface in Surface::ALL {
        for kind in Kind::ALL {
            for x in [-1000.0, -30.0, 2.0, 100.0, 1000.0] {
                for y in [-1000.0, 3.0, 300.0, 1000.0] {
                    let spec = Spec { learning_rate: 0.1, ..Spec::new(kind) };
                    let walk = Walk::new(spec.clone(), surface, (x, y), 3);
                    let name = format!("{} on {} from ({x}, {y})", kind.name(), surface.name());
                    assert!(!walk.moments.is_empty(), "{name} has its start at least");
                    let finite = |term: &training_lab::optim::Term| term.values.iter().all(|v| v.is_finite());
                    assert!(walk.moments.iter().all(|moment| moment.terms.iter().all(finite)), "{name}");
                    overflowed += usize::from(walk.overflowed());
                    assert_eq!(walk.diverged.is_none(), walk.moments.len() == 4, "{name}");

                    let mut reference = Reference { spec, t: 0, first: [0.0; 2], second: [0.0; 2] };
                    let mut w = [x, y];
                    for pair in walk.moments.windows(2) {
                        reference.step(&mut w, surface.gradient(pair[0].at.0, pair[0].at.1));
                        let ours = [pair[1].at.0, pair[1].at.1];
                        for (ours, theirs) in ours.into_iter().zip(w) {
                            // f32 has seven digits; three steps lose one of them.
                            let close = (ours - theirs).abs() <= 3e-6 * theirs.abs().max(1.0);
                            assert!(close, "{name}: {ours} is not {theirs}");
                        }
                        w = ours;
                        compared += 1;
                    }
                }
            }
        }
    }
    assert!(overflowed > 20 && compared > 1000, "{overflowed} overflowed, {compared} compared");
}

#[test]
fn gradients_beyond_the_root_of_f32_are_told() {
    for kind in [Kind::AdaGrad, Kind::RmsProp, Kind::AdaDelta, Kind::Adam, Kind::AdamW] {
        let walk = Walk::new(Spec::new(kind), Surface::Beale, (1000.0, 1000.0), 50);
        assert_eq!((walk.diverged, walk.moments.len()), (Some(1), 1), "{}", kind.name());
        assert!(walk.overflowed() && walk.moments[0].next.is_none());
        let mut rule = Spec::new(kind).build();
        assert!(!rule.overflowed(), "nothing happened yet");
        rule.step(&mut [1.0], &[1e18]);
        assert!(!rule.overflowed(), "{} bears 1e18", kind.name());
        for _ in 0..3 {
            rule.step(&mut [1.0], &[1e21]);
            assert!(rule.overflowed(), "{} is to say so", kind.name());
        }
    }
    // SGD and Momentum leave all bounds by themselves.
    let walk = Walk::new(Spec::new(Kind::Momentum), Surface::Beale, (1000.0, 1000.0), 50);
    assert_eq!((walk.diverged, walk.overflowed()), (Some(1), false));
}

#[test]
fn all_walks_name_the_step_of_their_table() {
    for id in ["symmetry", "dropout-network"] {
        let figure = catalog(id).unwrap();
        assert!(figure.caption(3, Lang::En).unwrap().to_lowercase().contains("step 3"), "{id}");
        assert!(figure.caption(3, Lang::Ko).unwrap().contains('3'), "{id}");
    }
}

/// W − ηλW + ΔW is where the step leads: every part of AdamW's update stands in the table.
#[test]
fn the_parts_of_a_decayed_step_add_up() {
    let figure = figure("adamw", &[]);
    for at in [0, 7, 30] {
        let [w, decay, change, next] =
            ["W", "−ηλW", "ΔW", "W (next)"].map(|symbol| shown(&figure, at, symbol));
        for i in 0..2 {
            assert!((w[i] + decay[i] + change[i] - next[i]).abs() < 2e-4, "step {at}");
        }
    }
    // −ηλ · (−7, 2), as the lesson says.
    let decay = shown(&figure, 0, "−ηλW");
    assert!((decay[0] - 0.21).abs() < 1e-4 && (decay[1] + 0.06).abs() < 1e-4, "{decay:?}");
}
