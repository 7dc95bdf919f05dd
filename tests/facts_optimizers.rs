//! What is known about the optimizers and the surfaces from their formulas alone.

use proptest::prelude::*;
use training_lab::optim::{AdaDeltaOrder, AdamEpsilon, BiasCorrection, Kind, NesterovOrder, Optimizer, Spec};
use training_lab::surface::Surface;

fn near(got: f32, want: f32, relative: f32) {
    assert!((got - want).abs() <= relative * want.abs(), "{got} is not {want}");
}

/// The change of one parameter at 0 in its first step.
fn first_step(spec: &Spec, gradient: f32) -> f32 {
    let mut w = [0.0];
    spec.build().step(&mut w, &[gradient]);
    w[0]
}

/// Where 30 or more steps on x²/20 + y² end, from (−7, 2).
fn end_on_bowl(spec: &Spec, steps: usize) -> [f32; 2] {
    let mut rule = spec.build();
    let mut w = [-7.0, 2.0];
    for _ in 0..steps {
        let (dx, dy) = Surface::default().gradient(w[0].into(), w[1].into());
        rule.step(&mut w, &[dx as f32, dy as f32]);
    }
    w
}

fn diverges(spec: &Spec) -> bool {
    let w = end_on_bowl(spec, 3000);
    !w.iter().all(|w| w.abs() < 10.0)
}

#[test]
fn first_steps_are_as_long_as_the_formulas_say() {
    for g in [-3.0, 0.02] {
        let sign = f32::signum(g);
        near(first_step(&Spec::new(Kind::Sgd), g), -0.01 * g, 1e-6);
        near(first_step(&Spec::new(Kind::Momentum), g), -0.01 * g, 1e-6);
        near(first_step(&Spec::new(Kind::Nesterov), g), -1.9 * 0.01 * g, 1e-6);
        near(first_step(&Spec::new(Kind::AdaGrad), g), -0.01 * sign, 1e-4);
        let rmsprop = -0.001 / (1.0f32 - 0.95).sqrt() * sign;
        near(first_step(&Spec::new(Kind::RmsProp), g), rmsprop, 1e-4);
        near(first_step(&Spec::new(Kind::Adam), g), -0.001 * sign, 1e-4);
        let adadelta = -(1e-6 / (0.05 * g * g + 1e-6)).sqrt() * g;
        near(first_step(&Spec::new(Kind::AdaDelta), g), adadelta, 1e-4);
    }
}

#[test]
fn without_bias_correction_adam_starts_too_fast() {
    let spec = Spec { bias_correction: BiasCorrection::Off, ..Spec::new(Kind::Adam) };
    near(first_step(&spec, 1.0), -0.001 * 0.1 / 0.001f32.sqrt(), 1e-4);
}

#[test]
fn in_the_deck_s_order_adadelta_first_takes_the_whole_gradient() {
    let spec = Spec { ada_delta_order: AdaDeltaOrder::Deck, ..Spec::new(Kind::AdaDelta) };
    near(first_step(&spec, 1.0), -1.0, 1e-6);
}

#[test]
fn epsilon_hat_is_epsilon_before_the_correction() {
    let epsilon = 1e-3f32;
    let spec = |adam_epsilon, epsilon| Spec { adam_epsilon, epsilon, ..Spec::new(Kind::Adam) };
    let hat = first_step(&spec(AdamEpsilon::Hat, epsilon), 0.5);
    let paper = first_step(&spec(AdamEpsilon::Corrected, epsilon / 0.001f32.sqrt()), 0.5);
    near(hat, paper, 1e-4);
}

#[test]
fn sgd_on_the_bowl_is_a_power() {
    let spec = Spec { learning_rate: 0.5, ..Spec::new(Kind::Sgd) };
    let [x, _] = end_on_bowl(&spec, 30);
    near(x, -7.0 * 0.95f32.powi(30), 1e-5);
}

#[test]
fn momentum_on_the_bowl_is_a_matrix_power() {
    let spec = Spec { learning_rate: 0.1, ..Spec::new(Kind::Momentum) };
    let [x, _] = end_on_bowl(&spec, 30);
    // v' = 0.9 v − 0.01 x and x' = x + v' make x₍ₖ₊₁₎ = 1.89 xₖ − 0.9 x₍ₖ₋₁₎, whose
    // solution is a rotation by ω that shrinks by √0.9.
    let (shrink, turn) = (0.9f64.sqrt(), (1.89 / (2.0 * 0.9f64.sqrt())).acos());
    let (x0, x1) = (-7.0, -7.0 * 0.99);
    let sine = (x1 / shrink - x0 * turn.cos()) / turn.sin();
    let angle = 30.0 * turn;
    let want = shrink.powi(30) * (x0 * angle.cos() + sine * angle.sin());
    near(x, want as f32, 1e-4);
}

#[test]
fn adadelta_starts_slowly() {
    let [x, _] = end_on_bowl(&Spec::new(Kind::AdaDelta), 30);
    near(x + 7.0, 0.14, 0.1);
}

#[test]
fn the_rules_diverge_where_theory_says() {
    let limit = |kind, order, limit: f32| {
        for (factor, beyond) in [(0.99, false), (1.01, true)] {
            let spec = Spec { learning_rate: factor * limit, nesterov_order: order, ..Spec::new(kind) };
            assert_eq!(diverges(&spec), beyond, "{} at {}", kind.name(), spec.learning_rate);
        }
    };
    limit(Kind::Sgd, NesterovOrder::Bengio, 1.0);
    limit(Kind::Momentum, NesterovOrder::Bengio, 1.9);
    limit(Kind::Nesterov, NesterovOrder::Bengio, 0.679);
    limit(Kind::Nesterov, NesterovOrder::Deck, 0.43);
    assert_eq!(Surface::default().largest_learning_rate(), Some(1.0));
}

#[test]
fn decay_spares_what_is_not_a_weight() {
    let spec = Spec { weight_decay: 0.1, learning_rate: 0.5, ..Spec::new(Kind::Sgd) };
    let mut w = [1.0; 4];
    spec.build_for(&[0..1, 2..3]).step(&mut w, &[0.0; 4]);
    assert_eq!(w, [0.95, 1.0, 0.95, 1.0]);
}

#[test]
fn decoupled_decay_is_l2_for_sgd_but_not_for_adam() {
    let (w0, g, decay) = (2.0f32, 0.3, 0.1);
    let step = |kind, weight_decay, g| {
        let mut w = [w0];
        let spec = Spec { learning_rate: 0.01, weight_decay, ..Spec::new(kind) };
        spec.build().step(&mut w, &[g]);
        w[0]
    };
    near(step(Kind::Sgd, decay, g), step(Kind::Sgd, 0.0, g + decay * w0), 1e-6);
    let apart = step(Kind::Adam, decay, g) - step(Kind::Adam, 0.0, g + decay * w0);
    near(apart, -0.01 * decay * w0, 1e-2);
}

#[test]
fn state_begins_empty_and_terms_change_nothing() {
    for kind in Kind::ALL {
        let mut rule = Spec::new(kind).build();
        assert!(rule.state().iter().all(|(_, values)| values.is_empty()));
        rule.terms(&[1.0, -1.0]);
        assert!(rule.state().iter().all(|(_, values)| values.is_empty()));
        rule.step(&mut [], &[]);
        rule.set_learning_rate(0.5);
        assert_eq!(rule.learning_rate(), 0.5);
    }
}

#[test]
fn names_lead_back_to_what_they_name() {
    for kind in Kind::ALL {
        assert_eq!(Kind::from_name(kind.name()), Some(kind));
        assert_eq!(serde_json::to_value(kind).ok(), Some(kind.name().into()));
        let json = serde_json::to_string(&Spec::new(kind)).unwrap();
        assert_eq!(serde_json::from_str::<Spec>(&json).unwrap(), Spec::new(kind));
    }
    for surface in Surface::ALL {
        assert_eq!(Surface::from_name(surface.name()), Some(surface));
    }
    assert_eq!(Kind::from_name("lion"), None);
}

#[test]
fn minima_are_minima() {
    for surface in Surface::ALL {
        let minima = surface.minima();
        for &(x, y) in &minima {
            let (dx, dy) = surface.gradient(x, y);
            assert!(dx.hypot(dy) < 1e-9, "{surface:?} slopes at ({x}, {y})");
            let value = surface.value(x, y);
            for (sx, sy) in [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0), (1.0, 1.0), (1.0, -1.0)] {
                assert!(surface.value(x + 1e-3 * sx, y + 1e-3 * sy) > value);
            }
            let (x0, y0) = minima[0];
            assert!(surface.value(x0, y0) <= value + 1e-12);
            let (xs, ys) = surface.domain();
            assert!(xs.contains(&x) && ys.contains(&y));
        }
    }
}

/// Numbers as students and broken code make them: finite, of any size.
fn finite() -> impl Strategy<Value = f32> {
    prop_oneof![-10.0f32..10.0, any::<f32>().prop_filter("finite", |x| x.is_finite())]
}

fn any_spec() -> impl Strategy<Value = Spec> {
    (0..Kind::ALL.len(), prop::array::uniform7(finite()), prop::array::uniform4(any::<bool>())).prop_map(
        |(kind, numbers, choices)| {
            let [learning_rate, momentum, decay, beta1, beta2, epsilon, weight_decay] = numbers;
            Spec {
                kind: Kind::ALL[kind],
                learning_rate,
                momentum,
                decay,
                beta1,
                beta2,
                epsilon,
                weight_decay,
                nesterov_order: [NesterovOrder::Bengio, NesterovOrder::Deck][choices[0] as usize],
                ada_delta_order: [AdaDeltaOrder::Zeiler, AdaDeltaOrder::Deck][choices[1] as usize],
                adam_epsilon: [AdamEpsilon::Corrected, AdamEpsilon::Hat][choices[2] as usize],
                bias_correction: [BiasCorrection::On, BiasCorrection::Off][choices[3] as usize],
            }
        },
    )
}

proptest! {
    #[test]
    fn no_finite_input_panics(
        spec in any_spec(),
        pairs in prop::collection::vec((finite(), finite()), 0..20),
        start in 0usize..30,
        end in 0usize..30,
    ) {
        let (mut w, g): (Vec<f32>, Vec<f32>) = pairs.into_iter().unzip();
        let mut rule: Box<dyn Optimizer> = spec.build_for(std::slice::from_ref(&(start..end)));
        for _ in 0..5 {
            rule.terms(&g);
            rule.step(&mut w, &g);
            prop_assert!(rule.state().iter().all(|(_, values)| values.len() == g.len()));
        }
    }

    #[test]
    fn terms_foretell_the_step(
        kind in 0..Kind::ALL.len(),
        grads in prop::collection::vec(prop::array::uniform3(-5.0f32..5.0), 1..10),
    ) {
        let mut rule = Spec { weight_decay: 0.0, ..Spec::new(Kind::ALL[kind]) }.build();
        for g in grads {
            let terms = rule.terms(&g);
            let mut w = [0.0; 3];
            rule.step(&mut w, &g);
            let change = terms.iter().find(|term| term.symbol == "ΔW").unwrap();
            prop_assert_eq!(&change.values, &w);
            for (name, values) in rule.state() {
                let term = terms.iter().find(|term| term.symbol == name).unwrap();
                prop_assert_eq!(term.values.as_slice(), values);
            }
        }
    }

    #[test]
    fn gradients_are_slopes(x in -2.0f64..2.0, y in -2.0f64..2.0, anisotropy in 1.0f64..100.0) {
        let shaped = Surface::Bowl { anisotropy };
        for surface in Surface::ALL.into_iter().chain([shaped]) {
            let step = 1e-5;
            let dx = (surface.value(x + step, y) - surface.value(x - step, y)) / (2.0 * step);
            let dy = (surface.value(x, y + step) - surface.value(x, y - step)) / (2.0 * step);
            let (gx, gy) = surface.gradient(x, y);
            // Central differences err by step² times the third derivative, here below 1e4,
            // and by f64's rounding of the value, 1e-16 · 3000 / step.
            prop_assert!((gx - dx).abs() < 1e-5, "{surface:?}: {gx} {dx}");
            prop_assert!((gy - dy).abs() < 1e-5, "{surface:?}: {gy} {dy}");
        }
    }
}
