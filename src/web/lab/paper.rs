//! What leaves the screen: the figure on paper, and as files.

use super::super::{Js, appearance, dom, download};
use super::Lab;
use crate::chart::{self, Theme};
use wasm_bindgen::JsValue;

impl Lab {
    /// Lays over each canvas what paper shows in its place: sharp, and in the light theme.
    /// A picture of the page's own run is drawn so already.
    pub(super) fn show_on_paper(&mut self) -> Js<()> {
        self.take_off_paper();
        if self.stands() {
            return Ok(());
        }
        let theme = Theme::light();
        for (canvas, panel) in self.canvases.iter().zip(self.experiment.panels(self.at, self.lang)) {
            let sheet = dom::create("div", "on-paper")?;
            sheet.set_inner_html(
                &chart::svg(&panel, &theme).map_err(|error| JsValue::from_str(&error.to_string()))?,
            );
            canvas.place.append_child(&sheet)?;
        }
        Ok(())
    }

    pub(super) fn take_off_paper(&self) {
        dom::all(&self.figure, ".on-paper").iter().for_each(|sheet| sheet.remove());
    }

    /// Every panel as a file of its own.
    pub(super) fn download(&mut self, kind: &str) -> Js<()> {
        if self.stands() {
            // What is seen was drawn when the site was built; there are only empty axes here.
            let first = self.lang.pick(
                "아직 여기서 학습하지 않았어요. 학습을 시작하면 그 그림을 저장할 수 있어요.",
                "Nothing was trained here yet. Start the training, and its figure can be saved.",
            );
            dom::say(&self.figure, first);
            return Ok(());
        }
        let theme = appearance::theme(1.0);
        for (index, panel) in self.experiment.panels(self.at, self.lang).iter().enumerate() {
            let url = match self.canvases.get(index) {
                Some(canvas) if kind == "png" => canvas.png()?,
                _ => download::svg(panel, &theme)?,
            };
            download::save(&format!("{}-{}.{kind}", self.id, index + 1), &url)?;
        }
        Ok(())
    }
}
