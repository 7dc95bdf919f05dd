//! A task's goal on the pictures of its figure: a tinted region between dashed lines.

use crate::question::{Condition, Region, region};
use crate::text::Lang;
use crate::web::dom;
use crate::web::screen::Shared;
use web_sys::HtmlElement;

/// Shows where the goal lies on each picture that has an axis of it, or takes that away.
pub fn show(canvases: &[Shared], goal: Option<&Condition>, lang: Lang) {
    for canvas in canvases {
        let canvas = canvas.borrow();
        let here = goal.zip(canvas.laid_out());
        let region = here.and_then(|(goal, (plot, axes))| Some((plot, region(goal, axes, lang)?)));
        let mark = dom::first::<HtmlElement>(&canvas.place, ".goal");
        match (region, mark) {
            (None, None) => {}
            (None, Some(mark)) => mark.remove(),
            (Some((plot, region)), Some(mark)) => lay(&mark, plot, &region),
            (Some((plot, region)), None) => {
                if let Ok(mark) = dom::create("div", "goal") {
                    dom::attribute(&mark, "aria-hidden", "true");
                    if canvas.place.append_child(&mark).is_ok() {
                        lay(&mark, plot, &region);
                    }
                }
            }
        }
    }
}

/// In hundredths of the picture, so that it stays where it is until the axes change.
fn lay(mark: &HtmlElement, [left, top, width, height]: [f64; 4], region: &Region) {
    let Region { x, y, words } = region;
    let sides = ["left", "top", "width", "height"];
    let shares = [
        left + width * x.from,
        top + height * (1.0 - y.to),
        width * (x.to - x.from).max(0.0),
        height * (y.to - y.from).max(0.0),
    ]
    .map(|share| format!("{share:.2}%"));
    let place = shares.join(" ");
    if mark.get_attribute("data-place").as_ref() == Some(&place) {
        return;
    }
    dom::attribute(mark, "data-place", &place);
    for (side, share) in sides.into_iter().zip(&shares) {
        // Only what a style sheet does not know is refused, and it knows these.
        let _ = mark.style().set_property(side, share);
    }
    // Lines stand where the goal begins or ends, not where the picture does.
    let limits =
        [("x-from", x.from > 0.0), ("x-to", x.to < 1.0), ("y-from", y.from > 0.0), ("y-to", y.to < 1.0)];
    let limits: Vec<&str> = limits.into_iter().filter_map(|(name, is)| is.then_some(name)).collect();
    dom::attribute(mark, "data-limits", &limits.join(" "));
    // Beyond these edges its words would hang out of the plot.
    let beyond = if y.to <= 0.0 {
        "low"
    } else if x.from >= 1.0 {
        "right"
    } else {
        ""
    };
    dom::attribute(mark, "data-beyond", beyond);
    mark.set_text_content(Some(words));
}
