//! Test functions of two variables with their gradients: landscapes to descend.

use std::ops::Range;

// Those of the standard library are the C library's, whose last bit differs from system to system,
// and from the browser: a walk would end elsewhere natively.
#[cfg(not(target_arch = "wasm32"))]
use libm::{cos, sin};
use serde::{Deserialize, Serialize};

use crate::text::Text;

/// A loss surface f(x, y).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Surface {
    /// x²/a + y²: a valley whose curvatures, 2/a and 2, differ by the anisotropy a.
    /// With a = 20 it is the function of the book's figures 6-1 to 6-8.
    Bowl { anisotropy: f64 },
    /// (1 − x)² + 100(y − x²)²: a narrow bent valley. Rosenbrock 1960, "An automatic method
    /// for finding the greatest or least value of a function", The Computer Journal 3.
    Rosenbrock,
    /// (1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²: flat in the middle, steep at
    /// the corners. Beale 1958, "On an iterative method for finding a local minimum of a
    /// function of more than one variable".
    Beale,
    /// (x² + y − 11)² + (x + y² − 7)²: four minima, all equally deep. Himmelblau 1972,
    /// "Applied Nonlinear Programming".
    Himmelblau,
    /// x²/2 − y²/2 + y⁴/4: a pass at the origin between two minima. Ours: the plainest
    /// saddle with a floor, so that a path that leaves it arrives somewhere.
    Saddle,
    /// (x² + y²)/20 + 2 − cos x − cos y: nine minima, one of them the deepest. Rastrigin's
    /// function (1974), stretched to the bowl's size so that the same η suit it.
    ManyMinima,
}

/// Where the outer minima of [`Surface::ManyMinima`] lie: x/10 + sin x = 0 near 2π.
const OUTER: f64 = 5.679_207_796_314_404;

impl Surface {
    pub const ALL: [Surface; 6] = [
        Surface::Bowl { anisotropy: 20.0 },
        Surface::Rosenbrock,
        Surface::Beale,
        Surface::Himmelblau,
        Surface::Saddle,
        Surface::ManyMinima,
    ];

    /// f(x, y).
    pub fn value(self, x: f64, y: f64) -> f64 {
        match self {
            Surface::Bowl { anisotropy } => x * x / anisotropy + y * y,
            Surface::Rosenbrock => (1.0 - x).powi(2) + 100.0 * (y - x * x).powi(2),
            Surface::Beale => beale_residuals(x, y).iter().map(|r| r * r).sum(),
            Surface::Himmelblau => (x * x + y - 11.0).powi(2) + (x + y * y - 7.0).powi(2),
            Surface::Saddle => (x * x - y * y) / 2.0 + y.powi(4) / 4.0,
            Surface::ManyMinima => (x * x + y * y) / 20.0 + 2.0 - cos(x) - cos(y),
        }
    }

    /// (∂f/∂x, ∂f/∂y).
    pub fn gradient(self, x: f64, y: f64) -> (f64, f64) {
        match self {
            Surface::Bowl { anisotropy } => (2.0 * x / anisotropy, 2.0 * y),
            Surface::Rosenbrock => {
                let off = y - x * x;
                (-2.0 * (1.0 - x) - 400.0 * x * off, 200.0 * off)
            }
            Surface::Beale => {
                let [a, b, c] = beale_residuals(x, y);
                let dx = a * (y - 1.0) + b * (y * y - 1.0) + c * (y.powi(3) - 1.0);
                let dy = a * x + b * 2.0 * x * y + c * 3.0 * x * y * y;
                (2.0 * dx, 2.0 * dy)
            }
            Surface::Himmelblau => {
                let (a, b) = (x * x + y - 11.0, x + y * y - 7.0);
                (4.0 * x * a + 2.0 * b, 2.0 * a + 4.0 * y * b)
            }
            Surface::Saddle => (x, y.powi(3) - y),
            Surface::ManyMinima => (x / 10.0 + sin(x), y / 10.0 + sin(y)),
        }
    }

    /// The ranges of x and y to draw.
    pub fn domain(self) -> (Range<f64>, Range<f64>) {
        match self {
            Surface::Bowl { .. } | Surface::ManyMinima => (-10.0..10.0, -10.0..10.0),
            Surface::Rosenbrock => (-2.0..2.0, -1.0..3.0),
            Surface::Beale => (-4.5..4.5, -4.5..4.5),
            Surface::Himmelblau => (-6.0..6.0, -6.0..6.0),
            Surface::Saddle => (-2.0..2.0, -2.0..2.0),
        }
    }

    /// Where a descent begins unless told otherwise.
    pub fn start(self) -> (f64, f64) {
        match self {
            Surface::Bowl { .. } => (-7.0, 2.0),
            // Rosenbrock's own.
            Surface::Rosenbrock => (-1.2, 1.0),
            Surface::Beale => (1.0, 1.0),
            Surface::Himmelblau => (0.0, 0.0),
            // All but on the ridge: a rule must find its way off the pass.
            Surface::Saddle => (-1.5, 0.001),
            // In the basin of a side minimum: SGD stays there, Momentum with η = 0.3 rolls out.
            Surface::ManyMinima => (-8.0, 7.0),
        }
    }

    /// The minima, the deepest first.
    pub fn minima(self) -> Vec<(f64, f64)> {
        match self {
            Surface::Bowl { .. } => vec![(0.0, 0.0)],
            Surface::Rosenbrock => vec![(1.0, 1.0)],
            Surface::Beale => vec![(3.0, 0.5)],
            Surface::Himmelblau => vec![
                (3.0, 2.0),
                (-2.805_118_086_952_745, 3.131_312_518_250_573),
                (-3.779_310_253_377_747, -3.283_185_991_286_17),
                (3.584_428_340_330_492, -1.848_126_526_964_404),
            ],
            Surface::Saddle => vec![(0.0, 1.0), (0.0, -1.0)],
            Surface::ManyMinima => {
                let side = [(OUTER, 0.0), (-OUTER, 0.0), (0.0, OUTER), (0.0, -OUTER)];
                let corner = [(OUTER, OUTER), (OUTER, -OUTER), (-OUTER, OUTER), (-OUTER, -OUTER)];
                [(0.0, 0.0)].into_iter().chain(side).chain(corner).collect()
            }
        }
    }

    /// The second derivatives along x and y, where they are the same everywhere.
    pub fn curvatures(self) -> Option<(f64, f64)> {
        match self {
            Surface::Bowl { anisotropy } => Some((2.0 / anisotropy, 2.0)),
            _ => None,
        }
    }

    /// The largest learning rate with which SGD converges: 2/λmax, λmax the larger curvature.
    pub fn largest_learning_rate(self) -> Option<f64> {
        self.curvatures().map(|(x, y)| 2.0 / x.max(y))
    }

    /// In links and in the JavaScript API.
    pub fn name(self) -> &'static str {
        match self {
            Surface::Bowl { .. } => "bowl",
            Surface::Rosenbrock => "rosenbrock",
            Surface::Beale => "beale",
            Surface::Himmelblau => "himmelblau",
            Surface::Saddle => "saddle",
            Surface::ManyMinima => "minima",
        }
    }

    /// The surface of that name, with its default shape.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|surface| surface.name() == name)
    }

    pub fn label(self) -> Text {
        match self {
            Surface::Bowl { .. } => Text::new("길쭉한 그릇", "Elongated bowl"),
            Surface::Rosenbrock => Text::new("로젠브록 함수", "Rosenbrock's function"),
            Surface::Beale => Text::new("빌 함수", "Beale's function"),
            Surface::Himmelblau => Text::new("힘멜블라우 함수", "Himmelblau's function"),
            Surface::Saddle => Text::new("안장점", "Saddle point"),
            Surface::ManyMinima => Text::new("극솟값이 많은 함수", "Many minima"),
        }
    }

    /// f(x, y) in LaTeX.
    pub fn formula(self) -> String {
        match self {
            Surface::Bowl { anisotropy } => format!(r"\frac{{1}}{{{anisotropy}}}x^2 + y^2"),
            Surface::Rosenbrock => "(1 - x)^2 + 100(y - x^2)^2".into(),
            Surface::Beale => "(1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2".into(),
            Surface::Himmelblau => "(x^2 + y - 11)^2 + (x + y^2 - 7)^2".into(),
            Surface::Saddle => r"\frac{1}{2}x^2 - \frac{1}{2}y^2 + \frac{1}{4}y^4".into(),
            Surface::ManyMinima => r"\frac{1}{20}(x^2 + y^2) + 2 - \cos x - \cos y".into(),
        }
    }

    /// Who gave the function, for its caption.
    pub fn source(self) -> Text {
        match self {
            Surface::Bowl { .. } => {
                Text::new("『밑바닥부터 시작하는 딥러닝』 식 6.2", "Deep Learning from Scratch, eq. 6.2")
            }
            Surface::Rosenbrock => Text::same("Rosenbrock 1960"),
            Surface::Beale => Text::same("Beale 1958"),
            Surface::Himmelblau => Text::same("Himmelblau 1972"),
            Surface::Saddle => Text::new("학습 실험실", "Training Lab"),
            Surface::ManyMinima => Text::new("Rastrigin 1974를 늘인 것", "after Rastrigin 1974, stretched"),
        }
    }
}

impl Default for Surface {
    fn default() -> Self {
        Surface::Bowl { anisotropy: 20.0 }
    }
}

/// The three terms whose squares Beale's function adds up.
fn beale_residuals(x: f64, y: f64) -> [f64; 3] {
    [(1.5, 1), (2.25, 2), (2.625, 3)].map(|(target, power)| target - x + x * y.powi(power))
}

// What is in every wasm module anyway, and the same to the last bit.
#[cfg(target_arch = "wasm32")]
fn cos(x: f64) -> f64 {
    x.cos()
}

#[cfg(target_arch = "wasm32")]
fn sin(x: f64) -> f64 {
    x.sin()
}
