//! Formulas: LaTeX in, MathML out.

use pulldown_latex::config::DisplayMode;
use pulldown_latex::{Event, Parser, ParserError, RenderConfig, Storage, push_mathml};

/// The formula as a `<math>` element that also carries its LaTeX, or what is wrong with it.
pub fn mathml(latex: &str, display: bool) -> Result<String, String> {
    let storage = Storage::new();
    let events: Vec<Event> = Parser::new(latex, &storage)
        .collect::<Result<_, _>>()
        .map_err(|error| format!("the formula cannot be read: {error}"))?;
    let display_mode = if display { DisplayMode::Block } else { DisplayMode::Inline };
    let config = RenderConfig { display_mode, ..RenderConfig::default() };
    let mut html = String::new();
    let events = events.into_iter().map(Ok::<_, Box<ParserError>>);
    push_mathml(&mut html, events, config).map_err(|error| error.to_string())?;
    Ok(html)
}
