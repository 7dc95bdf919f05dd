//! The lowest point of a quadratic loss within a ball of a norm.

/// L(w) = ½ (w − ŵ)ᵀ A (w − ŵ) with A = [[1, c√κ], [c√κ, κ]]: κ is how much steeper w₂ is
/// than w₁, c in −1..1 how much the two are correlated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quadratic {
    /// ŵ, where the loss is lowest.
    pub optimum: (f64, f64),
    pub anisotropy: f64,
    pub correlation: f64,
}

impl Quadratic {
    /// A₁₂; A₁₁ is 1 and A₂₂ is κ.
    fn mixed(self) -> f64 {
        self.correlation * self.anisotropy.sqrt()
    }

    pub fn value(self, w: (f64, f64)) -> f64 {
        let (dx, dy) = (w.0 - self.optimum.0, w.1 - self.optimum.1);
        0.5 * (dx * dx + 2.0 * self.mixed() * dx * dy + self.anisotropy * dy * dy)
    }

    /// A (w − ŵ).
    pub fn gradient(self, w: (f64, f64)) -> (f64, f64) {
        let (dx, dy) = (w.0 - self.optimum.0, w.1 - self.optimum.1);
        (dx + self.mixed() * dy, self.mixed() * dx + self.anisotropy * dy)
    }

    /// The lowest point of the segment from `a` to `b`. An end is returned as it was
    /// given, so a corner on an axis keeps its exact 0.
    fn lowest_on_segment(self, a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
        let along = (b.0 - a.0, b.1 - a.1);
        let slope = dot(self.gradient(a), along);
        let curvature = 2.0 * (self.value((self.optimum.0 + along.0, self.optimum.1 + along.1)));
        let t = if curvature > 0.0 { -slope / curvature } else { 0.0 };
        if t <= 0.0 {
            a
        } else if t >= 1.0 {
            b
        } else {
            (a.0 + t * along.0, a.1 + t * along.1)
        }
    }
}

/// What measures the size of w.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Norm {
    /// |w₁| + |w₂|: a diamond.
    L1,
    /// √(w₁² + w₂²): a disc.
    L2,
    /// max(|w₁|, |w₂|): a square.
    Max,
}

impl Norm {
    pub const ALL: [Norm; 3] = [Norm::L1, Norm::L2, Norm::Max];

    pub fn label(self) -> &'static str {
        match self {
            Norm::L1 => "L1",
            Norm::L2 => "L2",
            Norm::Max => "L∞",
        }
    }

    /// As a formula.
    pub fn formula(self) -> &'static str {
        match self {
            Norm::L1 => "|w₁| + |w₂|",
            Norm::L2 => "√(w₁² + w₂²)",
            Norm::Max => "max(|w₁|, |w₂|)",
        }
    }

    pub fn of(self, w: (f64, f64)) -> f64 {
        match self {
            Norm::L1 => w.0.abs() + w.1.abs(),
            Norm::L2 => w.0.hypot(w.1),
            Norm::Max => w.0.abs().max(w.1.abs()),
        }
    }

    /// The norm that measures gradients where this one measures w: L1 and L∞ belong together.
    pub fn dual(self) -> Norm {
        match self {
            Norm::L1 => Norm::Max,
            Norm::L2 => Norm::L2,
            Norm::Max => Norm::L1,
        }
    }

    /// The edge of the ball of this radius, closed. The chart leaves out the points that would
    /// not be seen, so a circle has enough for any zoom.
    pub fn outline(self, radius: f64) -> Vec<(f64, f64)> {
        match self {
            Norm::L2 => {
                let angle = |i: usize| std::f64::consts::TAU * i as f64 / 720.0;
                (0..=720).map(|i| (radius * angle(i).cos(), radius * angle(i).sin())).collect()
            }
            Norm::L1 | Norm::Max => {
                let corners = self.corners(radius);
                corners.into_iter().chain([corners[0]]).collect()
            }
        }
    }

    fn corners(self, r: f64) -> [(f64, f64); 4] {
        match self {
            Norm::Max => [(r, r), (-r, r), (-r, -r), (r, -r)],
            Norm::L1 | Norm::L2 => [(r, 0.0), (0.0, r), (-r, 0.0), (0.0, -r)],
        }
    }

    /// argmin L(w) with ‖w‖ ≤ `radius`: ŵ itself if it lies within, else on the edge.
    pub fn constrained_minimum(self, loss: Quadratic, radius: f64) -> (f64, f64) {
        if self.of(loss.optimum) <= radius {
            return loss.optimum;
        }
        match self {
            Norm::L2 => on_circle(loss, radius),
            Norm::L1 | Norm::Max => {
                let corners = self.corners(radius);
                let sides = (0..4).map(|i| loss.lowest_on_segment(corners[i], corners[(i + 1) % 4]));
                sides.min_by(|a, b| loss.value(*a).total_cmp(&loss.value(*b))).unwrap_or(loss.optimum)
            }
        }
    }

    /// The λ for which L(w) + λ‖w‖ is lowest at the same w: there −∇L = λ · (a subgradient of
    /// the norm), so λ is the dual norm of ∇L.
    pub fn multiplier(self, loss: Quadratic, w: (f64, f64)) -> f64 {
        self.dual().of(loss.gradient(w))
    }
}

/// On the circle (A + μI) w = Aŵ for one μ > 0; ‖w‖ falls as μ grows, so μ is found by halving.
fn on_circle(loss: Quadratic, radius: f64) -> (f64, f64) {
    let (k, c) = (loss.anisotropy, loss.mixed());
    let (px, py) = loss.optimum;
    let target = (px + c * py, c * px + k * py);
    let at = |mu: f64| {
        let (a, d) = (1.0 + mu, k + mu);
        let determinant = a * d - c * c;
        ((d * target.0 - c * target.1) / determinant, (a * target.1 - c * target.0) / determinant)
    };
    // ‖w(μ)‖ ≤ ‖Aŵ‖/μ.
    let (mut low, mut high) = (0.0, Norm::L2.of(target) / radius);
    // Each halving gives a binary digit; an f64 has 53.
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if Norm::L2.of(at(middle)) > radius { low = middle } else { high = middle }
    }
    at(0.5 * (low + high))
}

fn dot(a: (f64, f64), b: (f64, f64)) -> f64 {
    a.0 * b.0 + a.1 * b.1
}
