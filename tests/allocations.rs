//! A training step, once warmed up, takes no memory: every buffer has its size by then.

use allocation_counter::measure;
use training_lab::data::{Dataset, idx::Images};
use training_lab::optim::{Kind, Spec};
use training_lab::training::{ReportedLoss, Run, TrainConfig};

/// Images of 8 × 8 of which every `period`-th pixel is lit, each somewhat differently.
fn images(period: usize) -> Dataset {
    let count = 100;
    let pixel = |i: usize| if (i + i / 64).is_multiple_of(period) { (i % 255) as u8 + 1 } else { 0 };
    let images = Images { count, rows: 8, columns: 8, pixels: (0..count * 64).map(pixel).collect() };
    Dataset::new(images, (0..count).map(|i| (i % 10) as u8).collect()).unwrap()
}

/// Allocations of twenty steps after the first twenty.
fn by_warm_steps(config: TrainConfig, data: &Dataset) -> u64 {
    let mut run = Run::new(config, data.clone(), data.clone()).unwrap();
    let mut steps = || measure(|| (0..20).for_each(|_| _ = run.step())).count_total;
    assert!(steps() > 0, "the first step makes the buffers");
    let later = steps();
    assert_eq!(run.diverged(), None);
    later
}

#[test]
fn a_warm_step_allocates_nothing() {
    let base = || TrainConfig { hidden: vec![17, 20], batch_size: 32, ..Default::default() };
    // Mostly black images train in the sparse form, the others in the dense one.
    for data in [images(5), images(2)] {
        for kind in Kind::ALL {
            let optimizer = Spec { learning_rate: 1e-3, ..Spec::new(kind) };
            let config = TrainConfig { optimizer, ..base() };
            assert_eq!(by_warm_steps(config, &data), 0, "{kind:?}");
        }
        let everything = TrainConfig {
            batch_norm: true,
            dropout: 0.2,
            l1: 1e-5,
            l2: 1e-5,
            optimizer: Spec { weight_decay: 1e-4, ..Spec::new(Kind::Momentum) },
            reported_loss: ReportedLoss::AfterUpdate,
            ..base()
        };
        assert_eq!(by_warm_steps(everything, &data), 0, "batch norm, dropout, penalties");
    }
}
