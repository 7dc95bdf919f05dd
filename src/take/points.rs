//! The points of what is drawn in a picture, of every kind.

use crate::chart::{
    Bars, Dot, Heatmap, Histogram, Lines, Network, Part, Picture, Plane, Scatter, Splits, Surface3d,
};

/// A point of a curve, or a number that stands somewhere.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    pub series: String,
    pub index: usize,
    pub x: Option<f64>,
    pub y: Option<f64>,
    pub value: Option<f64>,
}

/// What is drawn in a picture: no contour lines, no arrows, no bitmaps, which are not measured.
pub fn points(picture: &Picture) -> Vec<Point> {
    if let Some(lines) = picture.kind::<Lines>() {
        let curves = lines.series.iter().map(|series| curve(&series.label, &series.points));
        return curves.flatten().collect();
    }
    if let Some(plane) = picture.kind::<Plane>() {
        let region = plane.region.iter().flat_map(|region| curve("region", &region.outline));
        return plane.paths.iter().flat_map(|path| curve(&path.label, &path.points)).chain(region).collect();
    }
    if let Some(surface) = picture.kind::<Surface3d>() {
        return surface.paths.iter().flat_map(|(path, _)| curve(&path.label, &path.points)).collect();
    }
    if let Some(bars) = picture.kind::<Bars>() {
        return numbered(&bars.axes.y.label, &bars.values);
    }
    if let Some(histogram) = picture.kind::<Histogram>() {
        return counted(histogram);
    }
    if let Some(scatter) = picture.kind::<Scatter>() {
        let dot = |(index, dot): (usize, &Dot)| Point {
            series: dot.label.clone(),
            index,
            x: Some(dot.at.0),
            y: Some(dot.at.1),
            value: dot.value,
        };
        return scatter.dots.iter().enumerate().map(dot).collect();
    }
    if let Some(map) = picture.kind::<Heatmap>() {
        return cells(map);
    }
    if let Some(splits) = picture.kind::<Splits>() {
        let part = |(index, part): (usize, &Part)| Point {
            series: part.label.clone(),
            index,
            value: Some(part.count as f64),
            ..Point::default()
        };
        return splits.parts.iter().enumerate().map(part).collect();
    }
    picture.kind::<Network>().map(weights).unwrap_or_default()
}

fn curve(series: &str, points: &[(f64, f64)]) -> Vec<Point> {
    let point = |(index, &(x, y)): (usize, &(f64, f64))| Point {
        series: series.to_owned(),
        index,
        x: Some(x),
        y: Some(y),
        value: None,
    };
    points.iter().enumerate().map(point).collect()
}

/// A bar stands at its number.
fn numbered(series: &str, values: &[f64]) -> Vec<Point> {
    let points: Vec<_> = values.iter().enumerate().map(|(index, &value)| (index as f64, value)).collect();
    curve(series, &points)
}

/// A bin stands at its lower edge with its share in percent; the count is its value.
fn counted(histogram: &Histogram) -> Vec<Point> {
    let bin = |(index, (edge, share, count)): (usize, (f64, f64, u64))| Point {
        series: histogram.label().to_owned(),
        index,
        x: Some(edge),
        y: Some(share),
        value: Some(count as f64),
    };
    histogram.bins().enumerate().map(bin).collect()
}

/// Each cell by the names of its row and of its column.
fn cells(map: &Heatmap) -> Vec<Point> {
    let names = map.rows.iter().flat_map(|row| map.columns.iter().map(move |column| (row, column)));
    let cell = |(index, ((row, column), &value)): (usize, ((&String, &String), &f64))| Point {
        series: format!("{row} / {column}"),
        index,
        value: Some(value),
        ..Point::default()
    };
    names.zip(&map.values).enumerate().map(cell).collect()
}

/// Each weight by the layers that it joins, from unit x to unit y.
fn weights(network: &Network) -> Vec<Point> {
    let mut points = Vec::new();
    for (layers, weights) in network.layers.windows(2).zip(network.weights.iter()) {
        let series = format!("{} → {}", layers[0].label, layers[1].label);
        let edges = weights.iter().enumerate().flat_map(|(from, row)| {
            row.iter().enumerate().map(move |(to, weight)| (from as f64, to as f64, *weight))
        });
        points.extend(edges.enumerate().map(|(index, (x, y, weight))| Point {
            series: series.clone(),
            index,
            x: Some(x),
            y: Some(y),
            value: Some(weight),
        }));
    }
    points
}
