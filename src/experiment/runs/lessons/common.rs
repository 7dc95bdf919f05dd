//! What several lessons set alike.

use crate::experiment::common::whole;
use crate::experiment::control::{Control, Settings, Step};
use crate::optim::{Kind, Spec};
use crate::text::Text;

pub fn sgd(settings: &Settings) -> Spec {
    Spec { learning_rate: settings.number("lr") as f32, ..Spec::new(Kind::Sgd) }
}

pub fn learning_rate() -> Control {
    let label = Text::new("학습률", "Learning rate");
    Control::number("lr", label, 0.01, 1e-4, 1.0, Step::Log(20)).symbol("η")
}

pub fn batch_size(default: f64) -> Control {
    whole("batch", Text::new("배치 크기", "Batch size"), default, 1.0, 1000.0)
}

pub fn iterations() -> Control {
    whole("iterations", Text::new("반복 수", "Iterations"), 2000.0, 100.0, 10_000.0)
}

pub fn log_axis() -> Control {
    Control::switch("log", Text::new("손실을 로그 축으로", "Loss on a log axis"), false)
}
