//! A drawn picture in fewer bytes: the same lines and areas, without points that nobody sees, each
//! relative to the one before it, lines of one style as one path, an area with its outline.

use crate::chart::simplify;
use std::fmt::Write as _;

/// How far from its line a point may be left out, in eighths of a pixel.
const UNSEEN: f64 = 1.0;

/// One element as plotters writes it: a name and attributes, nothing inside.
struct Shape<'a> {
    points: Vec<(i32, i32)>,
    closed: bool,
    fill: Option<&'a str>,
    stroke: Option<&'a str>,
    width: &'a str,
    opacity: &'a str,
}

/// Lines and areas of a drawn SVG as paths; all else as it was.
pub fn paths(svg: &str) -> String {
    let mut compact = String::with_capacity(svg.len() / 2);
    let (mut rest, mut waiting) = (svg, None::<Path>);
    while let Some((before, element, after)) = next(rest) {
        if !before.trim().is_empty() {
            flush(&mut waiting, &mut compact);
            compact.push_str(before);
        }
        match shape(element) {
            Some(shape) => match &mut waiting {
                Some(path) if path.takes(&shape) => path.draw(&shape),
                _ => {
                    flush(&mut waiting, &mut compact);
                    waiting = Some(Path::new(&shape));
                }
            },
            None => {
                flush(&mut waiting, &mut compact);
                compact.push_str(element);
            }
        }
        rest = after;
    }
    flush(&mut waiting, &mut compact);
    compact + rest
}

/// What stands before the next element, the element's tag, and what follows it.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    let begin = text.find('<')?;
    let end = begin + text[begin..].find('>')? + 1;
    Some((&text[..begin], &text[begin..end], &text[end..]))
}

fn shape(element: &str) -> Option<Shape<'_>> {
    let inner = element.strip_prefix('<')?.strip_suffix("/>")?;
    let (name, attributes) = inner.split_once(' ')?;
    let get = |wanted: &str| {
        let value = attributes.split_once(&format!("{wanted}=\""))?.1;
        value.split_once('"').map(|(value, _)| value)
    };
    let number = |wanted: &str| get(wanted)?.parse::<i32>().ok();
    let points = match name {
        "line" => vec![(number("x1")?, number("y1")?), (number("x2")?, number("y2")?)],
        "polyline" | "polygon" => get(" points")?
            .split_whitespace()
            .map(|point| {
                let (x, y) = point.split_once(',')?;
                Some((x.parse().ok()?, y.parse().ok()?))
            })
            .collect::<Option<Vec<_>>>()?,
        _ => return None,
    };
    let painted = |name: &str| get(name).filter(|&paint| paint != "none");
    let area = name == "polygon";
    Some(Shape {
        closed: area || points.len() > 2 && points.first() == points.last(),
        points,
        fill: if area { painted("fill") } else { None },
        stroke: painted("stroke"),
        width: get("stroke-width").unwrap_or("1"),
        opacity: get("opacity").unwrap_or("1"),
    })
}

/// What becomes one element.
struct Path<'a> {
    fill: Option<&'a str>,
    fill_opacity: &'a str,
    stroke: Option<(&'a str, &'a str, &'a str)>,
    /// Its only corners, if it is an area.
    corners: Vec<(i32, i32)>,
    drawn: String,
    /// Where the pen is.
    at: (i32, i32),
}

impl<'a> Path<'a> {
    fn new(shape: &Shape<'a>) -> Self {
        let mut path = Self {
            fill: shape.fill,
            fill_opacity: shape.opacity,
            stroke: None,
            corners: Vec::new(),
            drawn: String::new(),
            at: (0, 0),
        };
        match shape.fill {
            Some(_) => path.corners = shape.points.clone(),
            None => path.stroke = shape.stroke.map(|stroke| (stroke, shape.width, shape.opacity)),
        }
        path.trace(shape);
        path
    }

    /// Whether the shape can be a part of it: lines that hide what is below them may lie on each
    /// other in one path, and an area takes the line around it.
    fn takes(&self, shape: &Shape) -> bool {
        let Some(stroke) = shape.stroke.filter(|_| shape.fill.is_none()) else { return false };
        match self.fill {
            Some(_) => self.stroke.is_none() && shape.closed && around(&shape.points) == self.corners,
            None => shape.opacity == "1" && self.stroke == Some((stroke, shape.width, shape.opacity)),
        }
    }

    fn draw(&mut self, shape: &Shape<'a>) {
        match self.fill {
            Some(_) => self.stroke = shape.stroke.map(|stroke| (stroke, shape.width, shape.opacity)),
            None => self.trace(shape),
        }
    }

    fn trace(&mut self, shape: &Shape) {
        let points = seen(shape);
        let Some(&first) = points.first() else { return };
        self.go(if self.drawn.is_empty() { "M" } else { "m" }, first);
        for (index, &point) in points.iter().enumerate().skip(1) {
            self.go(if index == 1 { "l" } else { "" }, point);
        }
        if shape.closed {
            self.drawn.push('z');
            self.at = first;
        }
    }

    fn go(&mut self, letter: &str, to: (i32, i32)) {
        let (x, y) = (to.0 - self.at.0, to.1 - self.at.1);
        self.drawn.push_str(letter);
        for (number, first) in [(x, !letter.is_empty()), (y, false)] {
            if !first && number >= 0 {
                self.drawn.push(' ');
            }
            let _ = write!(self.drawn, "{number}");
        }
        self.at = to;
    }
}

/// The points that make the shape what it is; of a closed line each once.
fn seen(shape: &Shape) -> Vec<(i32, i32)> {
    let mut points: Vec<_> = shape.points.iter().map(|&(x, y)| (f64::from(x), f64::from(y))).collect();
    if shape.closed && points.first() != points.last() {
        points.extend(points.first().copied());
    }
    let mut kept = simplify(&points, UNSEEN);
    if shape.closed {
        kept.pop();
    }
    kept.into_iter().map(|(x, y)| (x as i32, y as i32)).collect()
}

/// A closed line's corners, each once.
fn around(points: &[(i32, i32)]) -> Vec<(i32, i32)> {
    let last = points.len().saturating_sub(1);
    let closes = last > 0 && points.first() == points.last();
    points[..if closes { last } else { points.len() }].to_vec()
}

fn flush(path: &mut Option<Path>, into: &mut String) {
    let Some(path) = path.take() else { return };
    into.push_str("<path");
    let mut say = |name: &str, value: &str, default: &str| {
        if value != default {
            let _ = write!(into, " {name}=\"{value}\"");
        }
    };
    say("fill", path.fill.unwrap_or("none"), "");
    say("fill-opacity", if path.fill.is_some() { path.fill_opacity } else { "1" }, "1");
    if let Some((stroke, width, opacity)) = path.stroke {
        say("stroke", stroke, "");
        say("stroke-width", width, "1");
        say("stroke-opacity", opacity, "1");
    }
    say("d", &path.drawn, "");
    into.push_str("/>");
}

#[cfg(test)]
mod tests {
    use super::paths;

    #[test]
    fn lines_of_one_style_are_one_path() {
        let svg = "<g><line opacity=\"1\" stroke=\"#111\" stroke-width=\"8\" x1=\"10\" y1=\"20\" x2=\"30\" y2=\"5\"/>\n\
            <polyline fill=\"none\" opacity=\"1\" stroke=\"#111\" stroke-width=\"8\" points=\"0,0 5,-5 9,-20 \"/>\n\
            <polyline fill=\"none\" opacity=\"0.5\" stroke=\"#111\" stroke-width=\"8\" points=\"0,0 5,5 \"/>\n<circle r=\"2\"/></g>";
        let path = |more: &str, d: &str| {
            format!("<path fill=\"none\" stroke=\"#111\" stroke-width=\"8\"{more} d=\"{d}\"/>")
        };
        let expected = [
            "<g>",
            &path("", "M10 20l20-15m-30-5l5-5 4-15"),
            &path(" stroke-opacity=\"0.5\"", "M0 0l5 5"),
            "<circle r=\"2\"/></g>",
        ];
        assert_eq!(paths(svg), expected.concat());
    }

    #[test]
    fn a_point_that_nobody_sees_is_left_out() {
        let line = |points: &str| paths(&format!("<polyline stroke=\"#111\" points=\"{points} \"/>"));
        let path = |d: &str| format!("<path fill=\"none\" stroke=\"#111\" d=\"{d}\"/>");
        assert_eq!(line("0,0 80,1 160,0 160,80"), path("M0 0l160 0 0 80"));
        assert_eq!(line("0,0 80,2 160,0 160,80"), path("M0 0l80 2 80-2 0 80"));
        assert_eq!(line("0,0 80,1 80,80 0,0"), path("M0 0l80 1 0 79z"));
    }

    #[test]
    fn an_area_takes_its_outline_and_no_other() {
        let area = "<polygon opacity=\"1\" fill=\"#abc\" points=\"0,0 4,0 4,4 \"/>";
        let outline = "<polyline fill=\"none\" opacity=\"0.6\" stroke=\"#fff\" stroke-width=\"1\" points=\"0,0 4,0 4,4 0,0 \"/>";
        assert_eq!(
            paths(&[area, outline].concat()),
            "<path fill=\"#abc\" stroke=\"#fff\" stroke-opacity=\"0.6\" d=\"M0 0l4 0 0 4z\"/>"
        );
        assert_eq!(
            paths(&[area, &outline.replace("4,4", "4,5")].concat()),
            "<path fill=\"#abc\" d=\"M0 0l4 0 0 4z\"/>\
             <path fill=\"none\" stroke=\"#fff\" stroke-opacity=\"0.6\" d=\"M0 0l4 0 0 5z\"/>"
        );
    }
}
