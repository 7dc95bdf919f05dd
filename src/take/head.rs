//! What stands above every program.

use super::moment::Moment;

/// The link of a figure's state as it may stand in Markdown, on one line.
pub fn link(moment: &Moment) -> String {
    let plain = moment.link.chars().filter(|c| !c.is_control() && !c.is_whitespace());
    plain.collect::<String>().replace('<', "%3C").replace('>', "%3E")
}
