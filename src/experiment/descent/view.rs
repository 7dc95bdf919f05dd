//! What a panel of a descent figure shows.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// Contours with the paths.
    Path,
    /// The same with v split into inertia and gradient.
    Velocity,
    /// The same with the point at which Nesterov takes the gradient.
    LookAhead,
    /// The field of −∇f.
    Field,
    Surface,
    /// The loss over the steps.
    Loss,
    /// η/(√h + ε) of both coordinates.
    EffectiveStep,
    RmsRatio,
    FirstMoment,
    SecondMoment,
}

impl View {
    pub fn is_plane(self) -> bool {
        matches!(self, View::Path | View::Field)
    }
}
