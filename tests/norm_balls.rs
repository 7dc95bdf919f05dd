//! Section 6.4.2: the lowest point of a loss in the ball of each norm.

use proptest::prelude::*;
use training_lab::experiment::control::Value;
use training_lab::experiment::norm_balls::{Norm, NormBalls, Quadratic, zeros};
use training_lab::experiment::{Experiment, Handle};
use training_lab::text::Lang;

/// The lowest loss found by looking at many points of the ball's edge and inside.
fn lowest_by_looking(norm: Norm, loss: Quadratic, radius: f64) -> f64 {
    let rays = (0..720).map(|i| f64::from(i).to_radians() / 2.0);
    let points = rays.flat_map(|angle| {
        let direction = (angle.cos(), angle.sin());
        let edge = radius / norm.of(direction);
        (0..=50).map(move |i| {
            let reach = edge * f64::from(i) / 50.0;
            (reach * direction.0, reach * direction.1)
        })
    });
    points.map(|w| loss.value(w)).fold(f64::INFINITY, f64::min)
}

proptest! {
    #[test]
    fn no_point_of_the_ball_is_lower(
        x in -3.0..3.0, y in -3.0..3.0, anisotropy in 1.0..20.0, correlation in -0.9..0.9, radius in 0.1..3.0,
    ) {
        let loss = Quadratic { optimum: (x, y), anisotropy, correlation };
        for norm in Norm::ALL {
            let w = norm.constrained_minimum(loss, radius);
            prop_assert!(norm.of(w) <= radius * (1.0 + 1e-9));
            let (found, looked) = (loss.value(w), lowest_by_looking(norm, loss, radius));
            prop_assert!(found <= looked + 1e-9, "{norm:?}: {found} but {looked} was seen");
        }
    }

    #[test]
    fn the_penalty_with_the_multiplier_has_its_minimum_there(
        x in -3.0..3.0, y in -3.0..3.0, anisotropy in 1.0..20.0, correlation in -0.9..0.9, radius in 0.1..3.0,
        to in (-3.0..3.0, -3.0..3.0),
    ) {
        let loss = Quadratic { optimum: (x, y), anisotropy, correlation };
        for norm in Norm::ALL {
            let w = norm.constrained_minimum(loss, radius);
            let lambda = norm.multiplier(loss, w);
            let penalised = |w| loss.value(w) + lambda * norm.of(w);
            prop_assert!(penalised(w) <= penalised(to) + 1e-6);
        }
    }
}

#[test]
fn on_a_whole_field_of_optima_l1_stops_at_a_corner_and_l2_never_does() {
    let optima = (-20..=20).flat_map(|i| (-20..=20).map(move |j| (i, j)));
    let optima =
        optima.filter(|&(i, j)| i != 0 && j != 0).map(|(i, j)| (0.14 * f64::from(i), 0.14 * f64::from(j)));
    let count = |norm: Norm| {
        let at = |optimum| Quadratic { optimum, anisotropy: 2.0, correlation: 0.0 };
        optima.clone().filter(|&optimum| zeros(norm.constrained_minimum(at(optimum), 1.0)) > 0).count()
    };
    assert!(count(Norm::L1) > 600, "L1 zeroed a coordinate for only {} of 1600 optima", count(Norm::L1));
    assert_eq!(count(Norm::L2), 0);
    assert_eq!(count(Norm::Max), 0);
}

#[test]
fn lowering_the_radius_makes_l1_stick_to_an_axis_and_no_other() {
    let mut figure = NormBalls::default();
    let mut at = |radius: f64| {
        let mut settings = figure.settings().clone();
        settings.set("radius", Value::Number(radius)).unwrap();
        figure.apply(settings);
        figure.readings(0, Lang::En).rows[2].values.clone()
    };
    let default = NormBalls::default().settings().number("radius");
    for hundredths in 10..=300 {
        let radius = f64::from(hundredths) / 100.0;
        // At 1.6 itself rounding decides.
        if hundredths != 160 {
            assert_eq!(at(radius), [if radius < 1.6 { "1" } else { "0" }, "0", "0"], "radius {radius}");
        }
    }
    assert!(default > 1.6, "at first no coordinate is 0");
}

#[test]
fn dragging_in_any_panel_moves_the_optimum() {
    let mut figure = NormBalls::default();
    for panel in 0..3 {
        let handle = figure.handle(panel).expect("each panel can be dragged in");
        assert!(matches!(handle, Handle::Point { .. }));
        let moved = handle.place(figure.settings(), (-1.5, 99.0));
        figure.apply(moved);
        assert_eq!(figure.loss().optimum, (-1.5, 2.9));
    }
}
