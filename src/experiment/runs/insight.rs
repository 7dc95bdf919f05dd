//! A look into a network, as the page keeps it.

use crate::experiment::drawn::Look;
use crate::training::inspection::Inspection;
use std::rc::Rc;

/// An inspection whose pictures are shared with the charts that show them.
#[derive(Clone, Debug, Default)]
pub struct Insight {
    pub inspection: Inspection,
    pub images: Rc<Vec<f32>>,
    pub weights: Rc<Vec<f32>>,
}

impl Insight {
    pub fn new(mut inspection: Inspection) -> Self {
        let [images, weights] =
            [&mut inspection.images, &mut inspection.weights].map(|pixels| Rc::new(std::mem::take(pixels)));
        Self { inspection, images, weights }
    }

    /// What is kept of it beside the pages.
    pub fn look(&self) -> Look {
        Look::new(self.inspection.clone(), &self.images, &self.weights)
    }

    /// Rows and columns of the images that the network learns.
    pub fn size(&self) -> (usize, usize) {
        self.inspection.size
    }
}
