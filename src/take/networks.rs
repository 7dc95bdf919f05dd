//! Walks through small networks, in Python: units that start equal, and units that are silenced.

use super::cells::Cells;
use super::head;
use super::moment::Moment;
use super::number::{list, matrix, single};
use crate::experiment::recipe::Layer;
use crate::nn::Activation;
use crate::text::Text;

const AFFINE: &str = include_str!("../../www/listings/affine.py");
const ACTIVATIONS: &str = include_str!("../../www/listings/activation.py");
const DROPOUT: &str = include_str!("../../www/listings/dropout.py");

/// A network that is trained from weights that are all alike.
pub struct Equal<'a> {
    pub points: &'a [[f32; 2]],
    pub labels: &'a [u8],
    pub layers: &'a [Layer],
    pub activation: Activation,
    pub learning_rate: f32,
    pub steps: usize,
}

/// A network whose units are silenced.
pub struct Silenced<'a> {
    pub input: &'a [f32],
    pub layers: &'a [Layer],
    pub ratio: f32,
    pub masks: &'a [Vec<Vec<bool>>],
    pub watched: usize,
    pub testing: bool,
}

/// Writes the program, cell by cell.
pub fn equal(cells: &mut Cells, moment: &Moment, walk: &Equal) {
    head::begin(cells, moment, Text::new("같은 가중치로 시작한 뉴런", "units that start equal"));
    layers(cells, moment);
    cells.run(include_str!("python/activations32.py"));
    let activation = match walk.activation {
        Activation::Sigmoid => "Sigmoid32",
        Activation::Tanh => "Tanh32",
        Activation::Relu => "Relu32",
    };
    head::title(cells, moment, head::SETTINGS);
    let points: Vec<Vec<f32>> = walk.points.iter().map(|point| point.to_vec()).collect();
    let made: Vec<String> = walk.layers.iter().map(affine).collect();
    cells.run(&format!(
        "STEPS = {}\nAT = {}\nLEARNING_RATE = {}\nLABELS = np.array({:?})\nPOINTS = {}\nLAYERS = [\n    {},\n]",
        walk.steps,
        moment.at,
        single(walk.learning_rate),
        walk.labels,
        matrix(&points),
        made.join(&format!(",\n    {activation}(),\n    ")),
    ));
    head::title(cells, moment, head::NUMBERS);
    cells.run(include_str!("python/shown.py"));
    cells.run(include_str!("python/symmetry.py"));
    head::title(cells, moment, head::PICTURE);
    cells.run(include_str!("python/symmetry_plot.py"));
}

/// Writes the program, cell by cell.
pub fn silenced(cells: &mut Cells, moment: &Moment, walk: &Silenced) {
    head::begin(cells, moment, Text::new("드롭아웃", "dropout"));
    layers(cells, moment);
    cells.run(DROPOUT);
    head::title(cells, moment, head::SETTINGS);
    let made: Vec<String> = walk.layers.iter().map(affine).collect();
    let bits =
        |layer: &Vec<bool>| -> String { layer.iter().map(|stays| if *stays { '1' } else { '0' }).collect() };
    let masks = walk.masks.iter().map(|layers| {
        let layers: Vec<String> = layers.iter().map(bits).collect();
        layers.join(" ") + "\n"
    });
    let masks: String = masks.collect();
    cells.run(&format!(
        "STEPS = {}\nAT = {}\nRATIO = {}\nWATCHED = {}\nTESTING = {}\nINPUT = {}\nLAYERS = [\n    {},\n]\n\
         # {}\nMASKS = [line.split() for line in \"\"\"\n{masks}\"\"\".strip().splitlines()]",
        walk.masks.len(),
        moment.at,
        single(walk.ratio),
        walk.watched,
        if walk.testing { "True" } else { "False" },
        matrix(&[walk.input.to_vec()]),
        made.join(",\n    "),
        moment
            .lang
            .pick("걸음마다 남은 뉴런(1)과 지운 뉴런(0)", "At each step the units that stay (1) and go (0)"),
    ));
    head::title(cells, moment, head::NUMBERS);
    cells.run(include_str!("python/shown.py"));
    cells.run(include_str!("python/dropout.py"));
    head::title(cells, moment, head::PICTURE);
    cells.run(include_str!("python/dropout_plot.py"));
}

fn layers(cells: &mut Cells, moment: &Moment) {
    head::title(cells, moment, head::LISTINGS);
    cells.run(AFFINE);
    cells.run(ACTIVATIONS);
    head::title(cells, moment, head::ROUNDED);
    cells.run(include_str!("python/exp32.py"));
}

fn affine(layer: &Layer) -> String {
    format!("Affine32({}, {})", matrix(&layer.weight), list(&layer.bias))
}
