//! Planes at every shape: equal units, the window where the path is, lines that are true.

use crate::drawing::{SHAPES, drawn, frame, linked, words};
use crate::{figures, steps};
use plotters::prelude::{IntoDrawingArea, SVGBackend};
use std::cell::Cell;
use std::rc::Rc;
use training_lab::chart::{self, Backend, Contours, Plane, Theme};
use training_lab::experiment;
use training_lab::experiment::control::{Domain, Value};
use training_lab::text::Lang;

#[test]
fn where_x_and_y_are_of_one_kind_a_unit_is_as_long_on_both_axes() {
    let mut planes = 0;
    for (id, figure) in figures() {
        for panel in figure.panels(steps(figure.as_ref()), Lang::Ko) {
            let Some(plane) = panel.picture.kind::<Plane>() else { continue };
            planes += 1;
            for size in SHAPES {
                let frame = frame(&panel, size);
                let middle = ((plane.axes.x.min + plane.axes.x.max) / 2.0, plane.axes.y.min);
                let (origin, right) = (frame.pixel(middle), frame.pixel((middle.0 + 1.0, middle.1)));
                let above = frame.pixel((middle.0, middle.1 + 1.0));
                let (across, up) = (right.0 - origin.0, origin.1 - above.1);
                assert!((across / up - 1.0).abs() < 0.02, "{id} at {size:?}: {across} by {up}");
                // What was asked for is shown, and the pointer finds its way back.
                for x in [plane.axes.x.min, plane.axes.x.max] {
                    for y in [plane.axes.y.min, plane.axes.y.max] {
                        assert!(
                            frame.axes.x.min <= x + 1e-9 && x - 1e-9 <= frame.axes.x.max,
                            "{id} {size:?}"
                        );
                        assert!(
                            frame.axes.y.min <= y + 1e-9 && y - 1e-9 <= frame.axes.y.max,
                            "{id} {size:?}"
                        );
                        let back = frame.data(frame.pixel((x, y))).unwrap();
                        assert!((back.0 - x).abs() < 1e-6 && (back.1 - y).abs() < 1e-6, "{id} {size:?}");
                    }
                }
            }
        }
    }
    assert!(planes > 12);
}

#[test]
fn the_window_is_where_the_path_is() {
    let window = |link: &str| {
        let frame = frame(&linked(link).panels(30, Lang::Ko)[0], (640, 320));
        (frame.axes.x.min, frame.axes.x.max, frame.axes.y.min, frame.axes.y.max)
    };
    let (left, right, low, high) = window("momentum");
    assert!(low == -5.0 && high == 5.0 && (-11.0..=-10.0).contains(&left) && (10.0..=11.0).contains(&right));
    assert_eq!(window("momentum?window=book"), (-10.0, 10.0, -10.0, 10.0));
    // A start above the window moves it.
    assert_eq!((window("momentum?y=8").2, window("momentum?y=8").3), (-10.0, 10.0));
    // Every path from the surface's own start lies in its window.
    for surface in ["bowl", "rosenbrock", "beale", "himmelblau", "saddle", "many-minima"] {
        let Some(mut figure) = experiment::catalog("landscape") else { panic!() };
        let mut settings = figure.settings().clone();
        let Some(Domain::Choice(choices)) = settings.control("surface").map(|c| c.domain.clone()) else {
            panic!("surfaces are a choice")
        };
        let Some(choice) =
            choices.iter().find(|choice| choice.name.replace('-', "") == surface.replace('-', ""))
        else {
            continue;
        };
        settings.set("surface", Value::Choice(choice.name)).unwrap();
        let settings = figure.suggest("surface", settings);
        figure.apply(settings);
        let panel = &figure.panels(30, Lang::Ko)[1];
        let Some(plane) = panel.picture.kind::<Plane>() else { panic!("the path comes second") };
        let frame = frame(panel, (640, 320));
        assert!(plane.paths[0].points.iter().all(|point| frame.holds(*point)), "{surface}");
    }
}

#[test]
fn a_path_that_leaves_the_picture_says_where_it_is() {
    let panel = &linked("sgd?lr=1.05").panels(30, Lang::Ko)[0];
    let Some(plane) = panel.picture.kind::<Plane>() else { panic!("the path comes first") };
    let head = plane.paths[0].points[30];
    assert!(!frame(panel, (640, 320)).holds(head));
    let told = format!("({:.1}, {:.1})", head.0, head.1).replace('-', "−");
    assert!(words(&drawn(panel, (640, 320))).iter().any(|word| word.text == told), "{told}");
}

#[test]
fn the_circle_of_the_l2_ball_is_round_at_four_times_its_size() {
    let figure = linked("norm-balls");
    let panel = &figure.panels(0, Lang::En)[1];
    let Some(plane) = panel.picture.kind::<Plane>() else { panic!("balls are planes") };
    let region = plane.region.as_ref().unwrap();
    let radius = region.outline[0].0;
    let (width, height) = (4 * panel.width, 4 * panel.height);
    // What is drawn for the page, enlarged.
    let svg = chart::svg(panel, &Theme::light()).unwrap();
    let drawn = svg
        .split("<polygon ")
        .skip(1)
        .map(|tag| tag.split("points=\"").nth(1).unwrap().split('"').next().unwrap());
    let outline = drawn.max_by_key(|points| points.len()).unwrap();
    let inner = svg.split("scale(").nth(1).unwrap().split(')').next().unwrap().parse::<f64>().unwrap();
    let points: Vec<(f64, f64)> = outline
        .split_whitespace()
        .map(|pair| pair.split_once(',').unwrap())
        .map(|(x, y)| (4.0 * inner * x.parse::<f64>().unwrap(), 4.0 * inner * y.parse::<f64>().unwrap()))
        .collect();
    let mut svg = String::new();
    let area = Backend::new(SVGBackend::with_string(&mut svg, (width, height))).into_drawing_area();
    let frame = panel.picture.background(&area, &Theme::light().scaled(4.0)).unwrap();
    let (middle, edge) = (frame.pixel((0.0, 0.0)), frame.pixel((radius, 0.0)));
    let off = |x: f64, y: f64| ((x - middle.0).hypot(y - middle.1) - (edge.0 - middle.0)).abs();
    assert!(points.len() > 30);
    for ends in points.windows(2) {
        let (a, b) = (ends[0], ends[1]);
        for share in [0.0, 0.25, 0.5, 0.75] {
            let off = off(a.0 + share * (b.0 - a.0), a.1 + share * (b.1 - a.1));
            assert!(off < 0.5, "{off} of a pixel beside the circle");
        }
    }
}

#[test]
fn contour_lines_are_true_between_the_lines_of_the_grid() {
    // A grid of ten cells across, and circles: a hundredth of a cell.
    let levels = chart::contours(|x, y| x * x + y * y, (-5.0, 5.0), (-5.0, 5.0), &[1.0, 9.0, 20.0], 1.0);
    for level in levels {
        assert_eq!(level.lines.len(), 1, "a circle is one line");
        assert_eq!(level.lines[0].first(), level.lines[0].last(), "and closed");
        for ends in level.lines.iter().flat_map(|line| line.windows(2)) {
            let middle = ((ends[0].0 + ends[1].0) / 2.0, (ends[0].1 + ends[1].1) / 2.0);
            let off = (middle.0.hypot(middle.1) - level.height.sqrt()).abs();
            assert!(off < 0.01, "{off} beside the circle of {}", level.height);
        }
    }
}

#[test]
fn contour_lines_of_a_picture_that_is_not_seen_are_not_made() {
    let made = Rc::new(Cell::new(0));
    let count = made.clone();
    let contours = Contours::by(move || {
        count.set(count.get() + 1);
        chart::contours(|x, y| x + y, (0.0, 1.0), (0.0, 1.0), &[0.5], 0.5)
    });
    let same = contours.clone();
    assert_eq!(contours, same);
    assert_eq!(made.get(), 0, "they are the same without being looked at");
    assert_eq!((contours.len(), same.len(), made.get()), (1, 1, 1), "made once for both");
    assert_ne!(contours, Contours::default());
}
