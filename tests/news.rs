//! What a page does whenever workers report: as much for the last of a million iterations as
//! for the first.

use plotters::prelude::IntoDrawingArea;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingBackend, DrawingErrorKind};
use std::cell::Cell;
use std::convert::Infallible;
use training_lab::chart::{Backend, Lines, Panel, Theme};
use training_lab::experiment::control::Value;
use training_lab::experiment::{Experiment, catalog};
use training_lab::text::Lang;
use training_lab::training::Evaluation;
use training_lab::training::job::{Job, Mark, Report, State};

type Figure = Box<dyn Experiment>;

const ALL: [&str; 8] = ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adadelta", "adam", "adamw"];

/// A phone's picture with three pixels to one.
const SIZE: (u32, u32) = (1074, 540);

/// Counts the points of lines and the corners of marks.
struct Counter<'a>(&'a Cell<usize>);

type Drawn<T = ()> = Result<T, DrawingErrorKind<Infallible>>;

impl DrawingBackend for Counter<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        SIZE
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, _: &S) -> Drawn {
        self.0.set(self.0.get() + path.into_iter().count());
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn {
        self.draw_path(corners, style)
    }
}

/// All eight optimizers at the start of a round.
fn start(figure: &mut Figure) -> Vec<Job> {
    let mut settings = figure.settings().clone();
    settings.set("optimizers", Value::Set(ALL.to_vec())).unwrap();
    figure.apply(settings);
    figure.training().unwrap().start()
}

/// Noise around a curve that falls.
fn loss(i: usize) -> f32 {
    let noise = (i.wrapping_mul(2_654_435_761) >> 8) % 1000;
    2.0 / (1.0 + i as f32 * 0.01) + noise as f32 * 2e-4
}

fn report(figure: &mut Figure, job: &Job, from: usize, to: usize, state: State) {
    let score = Some(Evaluation { loss: loss(to), accuracy: 0.9 });
    let marks = vec![Mark { iteration: to, train: score, test: score, ..Mark::default() }];
    let losses = (from..to).map(loss).collect();
    let report = Report { run: job.run, iteration: to, losses, marks, state, seconds: 0.1, inspection: None };
    figure.training().unwrap().receive(report);
}

/// Points that the moving layer of the picture of the losses is drawn with.
fn points(figure: &Figure) -> usize {
    let counted = Cell::new(0);
    let panel = &figure.panels(0, Lang::En)[0];
    let area = Backend::new(Counter(&counted)).into_drawing_area();
    panel.picture.foreground(&area, &Theme::light().on_page().scaled(3.0)).unwrap();
    counted.get()
}

#[test]
fn more_iterations_do_not_make_more_to_draw() {
    let drawn = |iterations: usize| {
        let mut figure = catalog("compare-mnist").unwrap();
        for job in start(&mut figure) {
            report(&mut figure, &job, 0, iterations, State::Running);
        }
        points(&figure)
    };
    let (some, many) = (drawn(2_000), drawn(200_000));
    assert!(some > 5_000, "the curves are drawn with {some} points");
    assert!(many <= some + some / 20, "{some} points of 2,000 iterations, {many} of 200,000");
}

#[test]
fn more_runs_do_not_make_more_to_draw() {
    let mut figure = catalog("compare-mnist").unwrap();
    let mut drawn = Vec::new();
    for _ in 0..30 {
        for job in start(&mut figure) {
            report(&mut figure, &job, 0, 1_000, State::Finished);
        }
        drawn.push(points(&figure));
    }
    // Each curve has some marks besides.
    assert!(drawn.iter().all(|drawn| *drawn < 40_000), "points after each of 30 rounds: {drawn:?}");
}

/// A curve grows at its end; what is drawn of it does not depend on when it was told of.
#[test]
fn a_curve_told_of_in_pieces_is_the_same() {
    let told = |pieces: &[usize]| -> Vec<Panel> {
        let mut figure = catalog("compare-mnist").unwrap();
        let jobs = start(&mut figure);
        for ends in pieces.windows(2) {
            report(&mut figure, &jobs[0], ends[0], ends[1], State::Running);
        }
        let mut panels = figure.panels(0, Lang::En);
        panels.truncate(1);
        panels
    };
    let whole = told(&[0, 100]);
    assert!(whole[0].picture.kind::<Lines>().unwrap().series.iter().any(|series| series.points.len() == 100));
    for pieces in [&[0, 1, 2, 3, 4, 5, 6, 7, 8, 100][..], &[0, 50, 100], &[0, 3, 11, 12, 40, 97, 100]] {
        assert!(told(pieces) == whole, "in pieces up to {pieces:?}");
    }
}
