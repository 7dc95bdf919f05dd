//! The panels of an activations figure.

use super::{Activations, Row, label};
use crate::chart::{Axes, Axis, Histogram, Lines, Panel, Picture, Series, Stroke};
use crate::experiment::series;
use crate::stack::{Layer, Spread};
use crate::text::{Lang, Text};
use std::rc::Rc;

/// What is said of a layer, a number or a row that grew beyond f32.
pub const OVERFLOWED: Text = Text::new("넘침", "overflowed");

/// A histogram for each layer of each row.
pub fn histograms(figure: &Activations, lang: Lang) -> Vec<Panel> {
    let single = figure.is_single();
    let mut panels = Vec::new();
    for row in &figure.rows {
        for (index, layer) in row.stack.layers().iter().enumerate() {
            let layer_name = lang.pick(format!("{}층", index + 1), format!("Layer {}", index + 1));
            let mark = match layer.overflowed() {
                true => format!(" ({})", OVERFLOWED.get(lang)),
                false => String::new(),
            };
            let title = match single {
                true if mark.is_empty() => format!("{layer_name} (%)"),
                true => layer_name + &mark,
                false => format!("{} · {layer_name}{mark}", figure.name(row, lang)),
            };
            let picture = Picture::from(match layer.overflowed() {
                true => Histogram::blank(lang.pick("32비트 수의 범위를 넘음", "beyond 32-bit numbers")),
                false => histogram(layer, figure.series(row)),
            });
            panels.push(Panel::new(title, picture).sized(192, if single { 200 } else { 164 }));
        }
    }
    panels
}

fn histogram(layer: &Layer, series: usize) -> Histogram {
    let caption = format!("μ {}  σ {}", short(layer.mean), short(layer.std));
    let edges = layer.edges.iter().map(|&edge| f64::from(edge)).collect();
    Histogram::new(caption, edges, layer.counts.iter().map(|&count| u64::from(count)).collect(), series)
}

/// Two or three significant digits: the exact number stands in the table.
fn short(value: f64) -> String {
    let text = match value.abs() {
        0.0 => "0".to_owned(),
        size if !(0.01..1e4).contains(&size) => format!("{value:.1e}"),
        size if size < 10.0 => format!("{value:.2}"),
        _ => format!("{value:.0}"),
    };
    text.replace('-', "−")
}

/// Standard deviations from layer to layer: outputs on their way up, gradients down.
pub fn depth(rows: &[Row], lang: Lang) -> Vec<Panel> {
    let forward = |spread: &Spread| spread.activation;
    let backward = |spread: &Spread| spread.gradient;
    [
        (lang.pick("출력의 표준편차", "Standard deviation of the outputs"), lines(rows, forward, lang)),
        (lang.pick("기울기의 표준편차", "Standard deviation of the gradients"), lines(rows, backward, lang)),
    ]
    .map(|(title, picture)| Panel::new(title, picture))
    .to_vec()
}

fn lines(rows: &[Row], value: fn(&Spread) -> f64, lang: Lang) -> Picture {
    let curve = |row: &Row| {
        let points = row.spread.iter().enumerate().map(|(i, spread)| ((i + 1) as f64, value(spread)));
        Series {
            label: label(row.options.init).get(lang).to_owned(),
            index: series::of_init(row.options.init),
            stroke: Stroke::Solid,
            // A logarithm has no place for 0, nor an axis for what has overflowed.
            points: Rc::new(points.filter(|point| point.1 > 0.0 && point.1.is_finite()).collect()),
        }
    };
    let curves: Vec<Series> = rows.iter().map(curve).collect();
    let values = curves.iter().flat_map(|curve| curve.points.iter().map(|point| point.1));
    let (low, high) = values.fold((0.1f64, 10f64), |(low, high), v| (low.min(v), high.max(v)));
    let layers = rows.iter().map(|row| row.options.layers).max().unwrap_or(2).max(2);
    let x = Axis::new(lang.pick("층", "layer"), 1.0, layers as f64);
    // Whole decades, so that the axis stands still while a slider moves a little.
    let y = Axis::log("", 10f64.powf(low.log10().floor()), 10f64.powf(high.log10().ceil()));
    let mut axes = Axes::new(x, y);
    axes.keyed = true;
    axes.legend = curves.iter().map(|curve| (curve.label.clone(), curve.index)).collect();
    Picture::from(Lines::new(axes, curves))
}
