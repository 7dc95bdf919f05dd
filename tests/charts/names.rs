//! Words on pictures: whole, once, apart, and none on small ones.

use crate::drawing::{Word, drawn, frame, inside, linked, words};
use crate::{figures, steps};
use training_lab::chart::{self, Axes, Lines, Picture, Plane, Theme};
use training_lab::experiment::control::Domain;
use training_lab::experiment::series;
use training_lab::text::Lang;

#[test]
fn names_of_arrows_stand_apart_at_every_step() {
    for (link, panel) in
        [("momentum", 1), ("momentum?momentum=0.5", 1), ("momentum?lr=0.5", 1), ("nesterov", 1)]
    {
        let figure = linked(link);
        for at in 0..=30 {
            let panel = &figure.panels(at, Lang::Ko)[panel];
            for size in [(640, 320), (400, 316), (358, 179)] {
                let frame = frame(panel, size);
                let names = words(&drawn(panel, size));
                let names: Vec<_> = names.iter().filter(|w| ["αv", "v", "−ηg"].contains(&&*w.text)).collect();
                assert!(names.len() >= 2, "{link} at {at}: {} names", names.len());
                for (nth, name) in names.iter().enumerate() {
                    assert!(inside(name, &frame), "{link} at {at}, {size:?}: {} is cut", name.text);
                    for other in &names[..nth] {
                        assert!(
                            !name.overlaps(other),
                            "{link} at {at}, {size:?}: {} {}",
                            name.text,
                            other.text
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn the_names_of_the_race_stand_at_their_heads_and_in_the_picture() {
    for link in ["race", "race?x=9&y=8", "compare-surface"] {
        let figure = linked(link);
        for at in 0..=30 {
            let panel = &figure.panels(at, Lang::En)[0];
            let Some(plane) = panel.picture.kind::<Plane>() else { panic!("the path comes first") };
            for size in [(640, 320), (358, 179), (1900, 900)] {
                let frame = frame(panel, size);
                let names = words(&drawn(panel, size));
                let mut found: Vec<&Word> = Vec::new();
                for path in &plane.paths {
                    let name: Vec<_> = names.iter().filter(|word| word.text == path.label).collect();
                    // Once: at its head, and in no legend beside the figure's own.
                    assert_eq!(name.len(), 1, "{link} at {at}, {size:?}: {}", path.label);
                    assert!(inside(name[0], &frame), "{link} at {at}, {size:?}: {} is cut", path.label);
                    let crossed = found.iter().find(|other| name[0].overlaps(other));
                    assert!(crossed.is_none(), "{link} at {at}, {size:?}: {}", path.label);
                    found.push(name[0]);
                }
            }
        }
    }
    // A file to keep has the legend that the page has elsewhere.
    let svg = chart::svg(&linked("race").panels(30, Lang::En)[1], &Theme::light()).unwrap();
    assert!(svg.contains("AdaDelta"));
    assert!(
        words(&drawn(&linked("race").panels(30, Lang::En)[1], (640, 320)))
            .iter()
            .all(|w| w.text != "AdaDelta")
    );
}

#[test]
fn a_small_picture_holds_no_words_and_all_of_its_ink() {
    for (id, figure) in figures() {
        for at in [0, steps(figure.as_ref())] {
            for panel in figure.panels(at, Lang::Ko) {
                let svg = drawn(&panel, (110, 75));
                assert!(!svg.contains("<text"), "{id}, {}", panel.title);
                let points = svg.split("points=\"").skip(1).flat_map(|rest| {
                    rest.split('"').next().unwrap().split(' ').filter_map(|pair| pair.split_once(','))
                });
                for (x, y) in points {
                    let (x, y): (f64, f64) = (x.parse().unwrap(), y.parse().unwrap());
                    let within = (-4.0..=114.0).contains(&x) && (-4.0..=79.0).contains(&y);
                    assert!(within, "{id} at {at}, {}: ink at ({x}, {y})", panel.title);
                }
            }
        }
    }
}

#[test]
fn a_control_does_not_say_its_symbol_twice() {
    for (id, figure) in figures() {
        for control in figure.settings().controls() {
            for lang in Lang::ALL {
                let label = control.label.get(lang);
                let twice =
                    !control.symbol.is_empty() && label.split_whitespace().any(|word| word == control.symbol);
                assert!(!twice, "{id}: {label} {}", control.symbol);
            }
        }
    }
}

#[test]
fn the_axes_of_the_surface_keep_their_names_however_it_is_turned() {
    for yaw in (-180..=180).step_by(15) {
        for pitch in [5, 35, 60, 85] {
            let panel = &linked(&format!("landscape?yaw={yaw}&pitch={pitch}")).panels(30, Lang::Ko)[0];
            for size in [(640, 320), (358, 179), (400, 316)] {
                let names = words(&drawn(panel, size));
                assert_eq!(names.len(), 2);
                for name in names {
                    let (width, height) = (f64::from(size.0), f64::from(size.1));
                    let whole = name.x.0 >= 0.0 && name.x.1 <= width && name.y.0 >= 0.0 && name.y.1 <= height;
                    assert!(whole, "{} at yaw {yaw}, pitch {pitch}, {size:?}", name.text);
                }
            }
        }
    }
}

fn axes(picture: &Picture) -> Option<&Axes> {
    let plane = picture.kind::<Plane>().map(|plane| &plane.axes);
    plane.or_else(|| picture.kind::<Lines>().map(|lines| &lines.axes))
}

/// The choices of a set stand on the page with a colour and a marker each: those of the curves.
#[test]
fn a_control_that_is_the_legend_has_the_colours_of_the_curves() {
    let mut keyed = 0;
    for (id, figure) in figures() {
        for control in figure.settings().controls() {
            let Domain::Set(choices) = &control.domain else { continue };
            let panels = figure.panels(steps(figure.as_ref()), Lang::Ko);
            let legends = panels.iter().filter_map(|panel| axes(&panel.picture)).filter(|axes| axes.keyed);
            for (label, index) in legends.flat_map(|axes| &axes.legend) {
                let place = choices.iter().position(|choice| choice.label.get(Lang::Ko) == label);
                let Some(place) = place else {
                    // The figure's own rule is no companion of itself.
                    assert_eq!(control.key, "compare", "{id}: {label} is no choice");
                    continue;
                };
                let expected = series::series(choices[place].name).unwrap_or(place);
                assert_eq!(*index, expected, "{id}: {label}");
                keyed += 1;
            }
        }
    }
    assert!(keyed > 30);
}
