//! What a page does whenever workers report: as much for the last of a million iterations as
//! for the first.

use plotters::prelude::{IntoDrawingArea, SVGBackend};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingBackend, DrawingErrorKind};
use std::cell::{Cell, RefCell};
use std::convert::Infallible;
use std::ops::Range;
use training_lab::chart::{Backend, Frame, Lines, Panel, Theme};
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

/// A canvas: what is drawn is mixed with what is there, in some columns only.
struct Canvas<'a> {
    ink: &'a RefCell<Vec<f64>>,
    columns: Range<i32>,
}

impl DrawingBackend for Canvas<'_> {
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

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        if self.columns.contains(&x) && (0..SIZE.1 as i32).contains(&y) {
            let ink = &mut self.ink.borrow_mut()[(y * SIZE.0 as i32 + x) as usize];
            let (red, green, blue) = color.rgb;
            let own = f64::from(red) + 256.0 * f64::from(green) + 65536.0 * f64::from(blue);
            *ink += color.alpha * (own - *ink);
        }
        Ok(())
    }

    /// A pixel is inked once, however often the line comes there.
    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let path: Vec<_> = path.into_iter().collect();
        let mut inked = std::collections::BTreeSet::new();
        for ends in path.windows(2) {
            let (dx, dy) = (ends[1].0 - ends[0].0, ends[1].1 - ends[0].1);
            let steps = dx.abs().max(dy.abs()).max(1);
            inked.extend((0..=steps).map(|i| (ends[0].0 + i * dx / steps, ends[0].1 + i * dy / steps)));
        }
        inked.into_iter().try_for_each(|at| self.draw_pixel(at, style.color()))
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

/// Where the data of the picture lie.
fn frame(panel: &Panel, theme: &Theme) -> Frame {
    let mut drawn = String::new();
    let area = Backend::new(SVGBackend::with_string(&mut drawn, SIZE)).into_drawing_area();
    panel.picture.background(&area, theme).unwrap()
}

/// What the page does with the picture of the losses when it has drawn another before.
struct Shown {
    ink: RefCell<Vec<f64>>,
    panel: Option<Panel>,
}

impl Shown {
    fn new() -> Self {
        Self { ink: RefCell::new(vec![0.0; (SIZE.0 * SIZE.1) as usize]), panel: None }
    }

    /// Draws what has changed, and says in how many columns of pixels that was.
    fn draw(&mut self, figure: &Figure, theme: &Theme) -> i32 {
        let panel = figure.panels(0, Lang::En).swap_remove(0);
        let all = 0..SIZE.0 as i32;
        let area = |columns: &Range<i32>| {
            Backend::new(Canvas { ink: &self.ink, columns: columns.clone() }).into_drawing_area()
        };
        let before = self.panel.as_ref().filter(|before| panel.picture.same_background(&before.picture));
        let changed =
            before.and_then(|before| panel.picture.changed(&before.picture, &frame(&panel, theme), theme));
        let columns = changed.clone().unwrap_or(all.clone());
        for row in self.ink.borrow_mut().chunks_mut(SIZE.0 as usize) {
            for x in columns.clone().filter(|x| all.contains(x)) {
                row[x as usize] = 0.0;
            }
        }
        match changed {
            Some(columns) => panel.picture.strip(&area(&columns), theme, &columns).unwrap(),
            None => panel.picture.foreground(&area(&all), theme).unwrap(),
        }
        self.panel = Some(panel);
        columns.len() as i32
    }
}

/// Of curves that grow the page draws anew where they grow, and that is what it would have drawn.
#[test]
fn a_picture_drawn_in_strips_is_the_same() {
    for scale in [1.0, 3.0] {
        let theme = Theme::light().on_page().scaled(scale);
        let mut figure = catalog("compare-mnist").unwrap();
        let jobs = start(&mut figure);
        let mut shown = Shown::new();
        shown.draw(&figure, &theme);
        let mut from = 0;
        // Not all of them are as far as the others.
        for (nth, step) in [1, 2, 7, 60, 3, 140, 1, 33, 210, 90, 5, 12, 300, 40].into_iter().enumerate() {
            for (run, job) in jobs.iter().enumerate().filter(|(run, _)| (run + nth) % 3 > 0) {
                let [from, to] = [from, from + step].map(|i| if run == 5 { i / 2 } else { i });
                let done = figure.panels(0, Lang::En).swap_remove(0);
                let done = done.picture.kind::<Lines>().unwrap().series[run].points.len();
                report(&mut figure, job, done.max(from.min(done)), to.max(done), State::Running);
            }
            from += step;
            let columns = shown.draw(&figure, &theme);
            let mut whole = Shown::new();
            whole.draw(&figure, &theme);
            let other =
                shown.ink.borrow().iter().zip(whole.ink.borrow().iter()).filter(|(a, b)| a != b).count();
            assert_eq!(
                other, 0,
                "pixels are drawn otherwise after news number {nth}, scale {scale}, in {columns} columns"
            );
            assert!(whole.ink.borrow().iter().any(|ink| *ink != 0.0), "nothing is drawn");
        }
        // Nothing has changed: nothing is drawn.
        assert_eq!(shown.draw(&figure, &theme), 0);
    }
}

/// News are as much work after 10,000 iterations as after 1000, and little beside the whole picture.
#[test]
fn what_is_drawn_for_news_is_what_is_new() {
    let theme = Theme::light().on_page().scaled(3.0);
    let mut figure = catalog("compare-mnist").unwrap();
    let mut settings = figure.settings().clone();
    settings.set("optimizers", Value::Set(ALL.to_vec())).unwrap();
    settings.set("iterations", Value::Number(10_000.0)).unwrap();
    figure.apply(settings);
    let jobs = figure.training().unwrap().start();
    let mut all = |to: usize, from: usize| {
        jobs.iter().for_each(|job| report(&mut figure, job, from, to, State::Running));
        figure.panels(0, Lang::En).swap_remove(0)
    };
    let mut from = 0;
    let mut news = Vec::new();
    for to in [1_000, 9_900] {
        let before = all(to, from);
        let now = all(to + 20, to);
        from = to + 20;
        let drawn = |picture: &dyn Fn(Backend<'_>)| {
            let counted = Cell::new(0);
            picture(Backend::new(Counter(&counted)));
            counted.get()
        };
        let columns = now.picture.changed(&before.picture, &frame(&now, &theme), &theme).unwrap();
        let strip = drawn(&|pen| now.picture.strip(&pen.into_drawing_area(), &theme, &columns).unwrap());
        let whole = drawn(&|pen| now.picture.foreground(&pen.into_drawing_area(), &theme).unwrap());
        assert!(columns.len() < 100, "{} columns of pixels for 20 iterations of 10,000", columns.len());
        news.push((strip, whole));
    }
    assert!(news.iter().all(|(strip, _)| *strip < 1_500), "points of news and of all: {news:?}");
    assert!(news[1].0 * 6 < news[1].1, "points of news and of all: {news:?}");
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
