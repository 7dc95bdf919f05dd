//! The optimizers against the NumPy listings shown beside them, and against optax.

use std::io::Write;
use std::ops::Range;
use std::process::{Command, Stdio};

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use serde_json::{Value, json};
use training_lab::optim::{AdaDeltaOrder, AdamEpsilon, BiasCorrection, Kind, NesterovOrder, Spec, line_of};
use training_lab::surface::Surface;

const STEPS: usize = 200;
const WIDTH: usize = 6;

/// Relative to the position, or to 1 near the origin. Rust computes in f32, Python in f64: each
/// step rounds the position by 6e-8 at most, 200 steps by 1.2e-5 if all erred alike; erring at
/// random they come to 1e-6 (1.2e-6 is the largest seen). The learning rates below keep the
/// paths from bouncing between the walls of Rosenbrock's valley, which would magnify that.
const TOLERANCE: f64 = 5e-6;

/// A rule with the Python class that should do the same.
struct Case {
    spec: Spec,
    class: &'static str,
    /// Of the Python class, each with its value in f32, so that both start from the same number.
    options: Value,
    weights: Option<Range<usize>>,
}

impl Case {
    fn new(kind: Kind, learning_rate: f32, class: &'static str) -> Self {
        let spec = Spec { learning_rate, ..Spec::new(kind) };
        Self { options: options(&spec), spec, class, weights: None }
    }

    fn with(mut self, change: impl Fn(&mut Spec)) -> Self {
        change(&mut self.spec);
        self.options = options(&self.spec);
        self
    }

    fn to_json(&self) -> Value {
        let weights = self.weights.as_ref().map(|range| [range.start, range.end]);
        json!({
            "module": self.spec.kind.name(),
            "class": self.class,
            "options": self.options,
            "weights": weights,
        })
    }

    /// The path under given gradients, on the bowl and on Rosenbrock's function.
    fn paths(&self, noise: &[Vec<f32>]) -> [Vec<Vec<f32>>; 3] {
        let on = |surface: Surface, start: [f32; 2]| {
            self.walk(&start, |_, w| {
                let (dx, dy) = surface.gradient(w[0].into(), w[1].into());
                vec![dx as f32, dy as f32]
            })
        };
        [
            self.walk(&[1.0; WIDTH], |t, _| noise[t].clone()),
            on(Surface::default(), [-7.0, 2.0]),
            on(Surface::Rosenbrock, [-1.2, 1.0]),
        ]
    }

    fn walk(&self, start: &[f32], gradient: impl Fn(usize, &[f32]) -> Vec<f32>) -> Vec<Vec<f32>> {
        let mut rule = match &self.weights {
            Some(range) => self.spec.build_for(std::slice::from_ref(range)),
            None => self.spec.build(),
        };
        let mut w = start.to_vec();
        (0..STEPS)
            .map(|t| {
                let g = gradient(t, &w);
                rule.step(&mut w, &g);
                w.clone()
            })
            .collect()
    }
}

fn options(spec: &Spec) -> Value {
    let mut options = json!({ "learning_rate": spec.learning_rate as f64 });
    let mut set = |key: &str, value: f32| options[key] = json!(value as f64);
    match spec.kind {
        Kind::Sgd => {}
        Kind::Momentum | Kind::Nesterov => set("momentum", spec.momentum),
        Kind::AdaGrad => set("epsilon", spec.epsilon),
        Kind::RmsProp | Kind::AdaDelta => {
            set("decay", spec.decay);
            set("epsilon", spec.epsilon);
        }
        Kind::Adam | Kind::AdamW => {
            set("beta1", spec.beta1);
            set("beta2", spec.beta2);
            set("epsilon", spec.epsilon);
        }
    }
    if spec.kind == Kind::AdamW {
        options["weight_decay"] = json!(spec.weight_decay as f64);
    }
    options
}

/// One case a rule.
fn rules() -> Vec<Case> {
    vec![
        Case::new(Kind::Sgd, 5e-4, "SGD"),
        Case::new(Kind::Momentum, 1e-4, "Momentum"),
        Case::new(Kind::Nesterov, 1e-4, "Nesterov"),
        Case::new(Kind::AdaGrad, 0.3, "AdaGrad"),
        Case::new(Kind::RmsProp, 0.001, "RMSProp"),
        Case::new(Kind::AdaDelta, 1.0, "AdaDelta"),
        Case::new(Kind::Adam, 0.01, "Adam"),
        Case::new(Kind::AdamW, 0.01, "AdamW"),
    ]
}

fn variants() -> Vec<Case> {
    let mut weights_only = Case::new(Kind::AdamW, 0.01, "AdamW");
    weights_only.weights = Some(0..1);
    vec![
        Case::new(Kind::Nesterov, 1e-4, "NesterovDeck")
            .with(|spec| spec.nesterov_order = NesterovOrder::Deck),
        Case::new(Kind::AdaDelta, 1e-3, "AdaDeltaDeck")
            .with(|spec| spec.ada_delta_order = AdaDeltaOrder::Deck),
        Case::new(Kind::Adam, 0.01, "AdamEpsilonHat").with(|spec| {
            spec.adam_epsilon = AdamEpsilon::Hat;
            spec.epsilon = 1e-3; // large enough to tell the forms apart
        }),
        Case::new(Kind::Adam, 0.01, "AdamUncorrected")
            .with(|spec| spec.bias_correction = BiasCorrection::Off),
        weights_only,
    ]
}

#[test]
fn every_rule_and_variant_walks_as_its_numpy_listing() {
    compare("tests/optimizers.py", rules().into_iter().chain(variants()).collect());
}

#[test]
fn every_rule_walks_as_optax() {
    compare("tests/optimizers_optax.py", rules());
}

fn compare(script: &str, cases: Vec<Case>) {
    let mut rng = Pcg64::seed_from_u64(6);
    let noise: Vec<Vec<f32>> =
        (0..STEPS).map(|_| (0..WIDTH).map(|_| rng.random_range(-1.0f32..1.0)).collect()).collect();
    let task = json!({
        "noise": noise,
        "cases": cases.iter().map(Case::to_json).collect::<Vec<_>>(),
    });
    let paths = python(script, &task);
    for (case, expected) in cases.iter().zip(&paths) {
        for (walk, (path, expected)) in case.paths(&noise).iter().zip(expected).enumerate() {
            let walk = ["random gradients", "x²/20 + y²", "Rosenbrock"][walk];
            assert_eq!(expected.len(), STEPS);
            for (t, (got, want)) in path.iter().zip(expected).enumerate() {
                for (&got, &want) in got.iter().zip(want) {
                    let off = (f64::from(got) - want).abs() / want.abs().max(1.0);
                    assert!(
                        off <= TOLERANCE,
                        "{} on {walk}, step {t}: {got} here, {want} in {script}",
                        case.class
                    );
                }
            }
        }
    }
}

/// What a script of ours answers: of each case, three paths.
fn python(script: &str, task: &Value) -> Vec<Vec<Vec<Vec<f64>>>> {
    let root = env!("CARGO_MANIFEST_DIR");
    let mut child = Command::new(format!("{root}/target/venv/bin/python"))
        .args(["-B", script])
        .current_dir(root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|_| panic!("Python is missing from target/venv: run `make setup`"));
    let mut stdin = child.stdin.take().expect("stdin is piped");
    stdin.write_all(task.to_string().as_bytes()).expect("the script reads its task");
    drop(stdin);
    let output = child.wait_with_output().expect("the script ends");
    assert!(output.status.success(), "{script} failed; if a module is missing: `make setup`");
    serde_json::from_slice(&output.stdout).expect("the script answers in JSON")
}

#[test]
fn every_term_has_its_line_in_both_listings() {
    for kind in Kind::ALL {
        let rust = match kind {
            Kind::AdamW => rust_listing("weight_decay") + &rust_listing("adam"),
            _ => rust_listing(kind.name()),
        };
        let numpy = read(&format!("www/listings/{}.py", kind.name()));
        for term in Spec::new(kind).build().terms(&[1.0]) {
            for listing in [&rust, &numpy] {
                let line = line_of(listing, term.symbol);
                assert!(line.is_some(), "{}: no line computes {}", kind.name(), term.symbol);
            }
        }
    }
}

#[test]
fn a_symbol_belongs_to_the_line_that_assigns_it() {
    let listing = read("www/listings/momentum.py");
    let line = |symbol| listing.lines().nth(line_of(&listing, symbol).unwrap()).unwrap().trim();
    assert!(line("v").starts_with("self.v ="));
    assert!(line("αv").starts_with("self.v ="));
    assert!(line("−ηg").starts_with("self.v ="));
    assert!(line("ΔW").starts_with("w +="));
    assert_eq!(line_of(&listing, "m̂"), None);
}

fn rust_listing(rule: &str) -> String {
    let source = read(&format!("src/engine/optim/{rule}.rs"));
    let (_, rest) = source.split_once("// listing: begin\n").expect("the listing begins");
    let (listing, _) = rest.split_once("// listing: end").expect("the listing ends");
    listing.to_owned()
}

fn read(path: &str) -> String {
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}
