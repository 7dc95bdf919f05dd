//! Arrows with their names.

use super::axes::Frame;
use super::labels::{self, Labels, Slot};
use super::{Area, Result, Role, Theme};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

#[derive(Clone, Debug, PartialEq)]
pub struct Arrow {
    pub from: (f64, f64),
    pub to: (f64, f64),
    pub role: Role,
    pub label: String,
}

/// Size of the names of arrows and paths.
pub(super) const NAME: f64 = 13.0;

type Pixel = (f64, f64);

pub(super) fn whole(at: Pixel) -> (i32, i32) {
    (at.0.round() as i32, at.1.round() as i32)
}

/// An arrow whose head has the same size at every length.
pub(super) fn draw(arrow: &Arrow, frame: &Frame, area: &Area, theme: &Theme, width: f64) -> Result<()> {
    let (from, to) = (frame.pixel(arrow.from), frame.pixel(arrow.to));
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy);
    if !length.is_finite() || length < 1.0 {
        return Ok(());
    }
    let style = theme.stroke(arrow.role, width);
    let head = (f64::from(theme.mark(4.0 + 2.0 * width))).min(length * 0.6);
    let (ux, uy) = (dx / length, dy / length);
    let neck = (to.0 - 0.8 * head * ux, to.1 - 0.8 * head * uy);
    area.draw(&PathElement::new(vec![whole(from), whole(neck)], style))?;
    point(to, (ux, uy), head, arrow.role, area, theme)
}

/// A head that ends at a pixel.
pub(super) fn point(
    to: Pixel,
    (ux, uy): (f64, f64),
    size: f64,
    role: Role,
    area: &Area,
    theme: &Theme,
) -> Result<()> {
    let side = |sign: f64| {
        whole((to.0 - size * ux - sign * 0.45 * size * uy, to.1 - size * uy + sign * 0.45 * size * ux))
    };
    let corners = vec![whole(to), side(1.0), side(-1.0)];
    Ok(area.draw(&Polygon::new(corners, theme.color(role).filled()))?)
}

/// The arrows' names, beside them and not on them.
pub(super) fn draw_names(
    arrows: &[Arrow],
    frame: &Frame,
    labels: &mut Labels,
    area: &Area,
    theme: &Theme,
) -> Result<()> {
    let ends = |arrow: &Arrow| (frame.pixel(arrow.from), frame.pixel(arrow.to));
    let finite = |(from, to): &(Pixel, Pixel)| [from.0, from.1, to.0, to.1].iter().all(|at| at.is_finite());
    for (from, to) in arrows.iter().map(ends).filter(finite) {
        labels.avoid_stroke(from, to, labels::ON_ARROW);
    }
    for arrow in arrows.iter().filter(|arrow| !arrow.label.is_empty()) {
        let (from, to) = ends(arrow);
        if !finite(&(from, to)) || (to.0 - from.0).hypot(to.1 - from.1) < 1.0 {
            continue;
        }
        let half = half(&arrow.label, theme);
        let slot = labels.place(half, labels::beside(from, to, half, f64::from(theme.px(7.0))));
        write(&arrow.label, slot, arrow.role, area, theme)?;
    }
    Ok(())
}

/// Half of the width and of the height of a name.
pub(super) fn half(name: &str, theme: &Theme) -> Pixel {
    (f64::from(theme.text_width(name, NAME)) / 2.0 + f64::from(theme.px(2.0)), f64::from(theme.px(8.0)))
}

/// A name in its place, on a little paper.
pub(super) fn write(name: &str, slot: Slot, role: Role, area: &Area, theme: &Theme) -> Result<()> {
    let corners = [whole((slot.x().0, slot.y().0)), whole((slot.x().1, slot.y().1))];
    area.draw(&Rectangle::new(corners, theme.color(Role::Paper).mix(0.75).filled()))?;
    let style = theme.text(role, NAME).pos(Pos::new(HPos::Center, VPos::Center));
    Ok(area.draw(&Text::new(name.to_owned(), whole(slot.middle), style))?)
}
