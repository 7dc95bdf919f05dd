//! Decoupled weight decay against its NumPy listing, and where it is the same as L2.

mod common;

use common::{flat, numpy, rows};
use serde_json::json;
use training_lab::optim::{Kind, Spec};

/// Where 200 steps on the bowl x²/20 + y² end; of the two parameters only the first decays,
/// decoupled as `spec` says and by λw in the gradient.
fn walk(spec: &Spec, lambda: f32) -> Vec<f32> {
    let mut rule = spec.build_for(std::slice::from_ref(&(0..1)));
    let mut w = vec![-7.0, 2.0];
    for _ in 0..200 {
        let g = [w[0] / 10.0 + lambda * w[0], 2.0 * w[1]];
        rule.step(&mut w, &g);
    }
    w
}

fn close(ours: &[f32], theirs: &[f64]) -> bool {
    ours.iter().zip(theirs).all(|(&ours, theirs)| (f64::from(ours) - theirs).abs() < 1e-4)
}

#[test]
fn decays_around_any_rule_as_its_numpy_listing() {
    let spec = Spec { learning_rate: 0.01, weight_decay: 0.1, ..Spec::new(Kind::Momentum) };
    let theirs = numpy(
        json!({ "w": rows(&[-7.0, 2.0], 2) }),
        "from momentum import Momentum\n\
         from weight_decay import Decoupled\n\
         rule, w = Decoupled(Momentum(learning_rate=0.01, momentum=0.9), weight_decay=0.1), given['w'][0]\n\
         for _ in range(200):\n    rule.step(w, np.array([w[0] / 10, 2 * w[1]]), slice(0, 1))\n\
         out['w'] = w",
    );
    let (ours, theirs) = (walk(&spec, 0.0), flat(&theirs["w"]));
    assert!(close(&ours, &theirs), "{ours:?} {theirs:?}");
}

#[test]
fn is_the_same_as_l2_for_sgd_only() {
    let ends = |kind| {
        let spec = Spec { learning_rate: 0.05, weight_decay: 0.0, ..Spec::new(kind) };
        let decoupled = walk(&Spec { weight_decay: 0.1, ..spec.clone() }, 0.0);
        let l2: Vec<f64> = walk(&spec, 0.1).into_iter().map(f64::from).collect();
        close(&decoupled, &l2)
    };
    assert!(ends(Kind::Sgd));
    assert!(!ends(Kind::Adam));
}
