//! What panels of a training figure show.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// Loss of each minibatch, raw and smoothed.
    Loss,
    /// Accuracy on training images (solid) and test images (dashed).
    Accuracy,
    /// Mean cross-entropy on training images (solid) and test images (dashed).
    MeanLoss,
    /// √Σw².
    Norm,
    /// A small chart of training accuracy for each weight scale.
    Scales,
    /// What the newest network takes for what.
    Confusion,
    /// The test images it gets wrong.
    Mistakes,
    /// What its first layer looks for.
    Weights,
}
