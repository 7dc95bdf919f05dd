//! The colour and marker that an optimizer or an initialiser has everywhere on the site.

use crate::nn::Init;
use crate::optim::Kind;

/// Its number, by the name that it has in links.
pub fn series(name: &str) -> Option<usize> {
    let optimizer = Kind::from_name(name).map(|kind| kind as usize);
    // The name is the same for every σ.
    optimizer.or_else(|| Init::from_name(name, 0.01).map(of_init))
}

pub fn of_init(init: Init) -> usize {
    match init {
        Init::Zero => 0,
        Init::Std(_) => 6,
        Init::Xavier => 1,
        Init::XavierUniform => 2,
        Init::Glorot => 7,
        Init::GlorotUniform => 5,
        Init::He => 3,
        Init::HeUniform => 4,
    }
}
