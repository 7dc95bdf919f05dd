//! Any plotters backend behind one type: the charts are compiled once, whatever they are drawn
//! on, and each only where it is used.

use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily,
    FontStyle, FontTransform, text_anchor,
};
use std::error::Error;
use std::fmt;

/// What a chart is drawn on.
pub struct Backend<'a>(Box<dyn Pen + 'a>);

impl<'a> Backend<'a> {
    pub fn new(backend: impl DrawingBackend + 'a) -> Self {
        Self(Box::new(backend))
    }
}

/// What could not be drawn. A backend's own words are for programmers, and std's for files come
/// with a table of them.
#[derive(Debug)]
pub struct Undrawn;

impl fmt::Display for Undrawn {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("the backend failed")
    }
}

impl Error for Undrawn {}

type Drawn<T = ()> = Result<T, DrawingErrorKind<Undrawn>>;

#[derive(Clone, Copy)]
struct Stroke {
    color: BackendColor,
    width: u32,
}

impl Stroke {
    fn of(style: &impl BackendStyle) -> Self {
        Self { color: style.color(), width: style.stroke_width() }
    }
}

impl BackendStyle for Stroke {
    fn color(&self) -> BackendColor {
        self.color
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

struct Letters<'a> {
    color: BackendColor,
    size: f64,
    transform: FontTransform,
    style: FontStyle,
    anchor: text_anchor::Pos,
    family: FontFamily<'a>,
}

impl<'a> Letters<'a> {
    fn of(style: &'a impl BackendTextStyle) -> Self {
        Self {
            color: style.color(),
            size: style.size(),
            transform: style.transform(),
            style: style.style(),
            anchor: style.anchor(),
            family: style.family(),
        }
    }
}

impl BackendTextStyle for Letters<'_> {
    type FontError = Undrawn;

    fn color(&self) -> BackendColor {
        self.color
    }

    fn size(&self) -> f64 {
        self.size
    }

    fn transform(&self) -> FontTransform {
        self.transform.clone()
    }

    fn style(&self) -> FontStyle {
        self.style
    }

    fn anchor(&self) -> text_anchor::Pos {
        self.anchor
    }

    fn family(&self) -> FontFamily<'_> {
        self.family
    }

    /// Canvas and SVG write text themselves.
    fn layout_box(&self, _: &str) -> Result<((i32, i32), (i32, i32)), Self::FontError> {
        Err(Undrawn)
    }

    fn draw<E, F: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _: &str,
        _: BackendCoord,
        _: F,
    ) -> Result<Result<(), E>, Self::FontError> {
        Err(Undrawn)
    }
}

/// A [`DrawingBackend`] without type parameters.
trait Pen {
    fn size(&self) -> (u32, u32);
    fn prepare(&mut self) -> Drawn;
    fn present(&mut self) -> Drawn;
    fn pixel(&mut self, at: BackendCoord, color: BackendColor) -> Drawn;
    fn line(&mut self, from: BackendCoord, to: BackendCoord, stroke: Stroke) -> Drawn;
    fn rect(&mut self, from: BackendCoord, to: BackendCoord, stroke: Stroke, fill: bool) -> Drawn;
    fn path(&mut self, points: &[BackendCoord], stroke: Stroke) -> Drawn;
    fn circle(&mut self, center: BackendCoord, radius: u32, stroke: Stroke, fill: bool) -> Drawn;
    fn polygon(&mut self, corners: &[BackendCoord], stroke: Stroke) -> Drawn;
    fn text(&mut self, text: &str, letters: Letters, at: BackendCoord) -> Drawn;
    fn measure(&self, text: &str, letters: Letters) -> Drawn<(u32, u32)>;
}

/// One error type for all.
fn told<E: Error + Send + Sync>(_: DrawingErrorKind<E>) -> DrawingErrorKind<Undrawn> {
    DrawingErrorKind::DrawingError(Undrawn)
}

impl<B: DrawingBackend> Pen for B {
    fn size(&self) -> (u32, u32) {
        self.get_size()
    }

    fn prepare(&mut self) -> Drawn {
        self.ensure_prepared().map_err(told)
    }

    fn present(&mut self) -> Drawn {
        DrawingBackend::present(self).map_err(told)
    }

    fn pixel(&mut self, at: BackendCoord, color: BackendColor) -> Drawn {
        self.draw_pixel(at, color).map_err(told)
    }

    fn line(&mut self, from: BackendCoord, to: BackendCoord, stroke: Stroke) -> Drawn {
        self.draw_line(from, to, &stroke).map_err(told)
    }

    fn rect(&mut self, from: BackendCoord, to: BackendCoord, stroke: Stroke, fill: bool) -> Drawn {
        self.draw_rect(from, to, &stroke, fill).map_err(told)
    }

    fn path(&mut self, points: &[BackendCoord], stroke: Stroke) -> Drawn {
        self.draw_path(points.iter().copied(), &stroke).map_err(told)
    }

    fn circle(&mut self, center: BackendCoord, radius: u32, stroke: Stroke, fill: bool) -> Drawn {
        self.draw_circle(center, radius, &stroke, fill).map_err(told)
    }

    fn polygon(&mut self, corners: &[BackendCoord], stroke: Stroke) -> Drawn {
        self.fill_polygon(corners.iter().copied(), &stroke).map_err(told)
    }

    fn text(&mut self, text: &str, letters: Letters, at: BackendCoord) -> Drawn {
        self.draw_text(text, &letters, at).map_err(told)
    }

    fn measure(&self, text: &str, letters: Letters) -> Drawn<(u32, u32)> {
        self.estimate_text_size(text, &letters).map_err(told)
    }
}

impl DrawingBackend for Backend<'_> {
    type ErrorType = Undrawn;

    fn get_size(&self) -> (u32, u32) {
        self.0.size()
    }

    fn ensure_prepared(&mut self) -> Drawn {
        self.0.prepare()
    }

    fn present(&mut self) -> Drawn {
        self.0.present()
    }

    fn draw_pixel(&mut self, at: BackendCoord, color: BackendColor) -> Drawn {
        self.0.pixel(at, color)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.0.line(from, to, Stroke::of(style))
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.0.rect(from, to, Stroke::of(style), fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let points: Vec<_> = path.into_iter().collect();
        self.0.path(&points, Stroke::of(style))
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.0.circle(center, radius, Stroke::of(style), fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn {
        let corners: Vec<_> = corners.into_iter().collect();
        self.0.polygon(&corners, Stroke::of(style))
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, at: BackendCoord) -> Drawn {
        self.0.text(text, Letters::of(style), at)
    }

    fn estimate_text_size<T: BackendTextStyle>(&self, text: &str, style: &T) -> Drawn<(u32, u32)> {
        self.0.measure(text, Letters::of(style))
    }
}
