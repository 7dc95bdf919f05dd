//! Optimizers walking down a function of two variables.

mod extent;
mod facts;
mod field;
mod lessons;
mod runners;
mod state;
mod view;
mod views;
mod walk;
mod window;

pub use lessons::{LESSONS, Lesson, learning_rate};
pub use state::{Descent, Rules};
pub use walk::{Moment, Walk};

use super::control::{Settings, Value};
use super::facts::Facts;
use super::recipe::Recipe;
use super::{Experiment, Handle, Reading, Readings, Timeline, shown};
use crate::chart::Panel;
use crate::optim::Kind;
use crate::surface::Surface;
use crate::text::Lang;
use view::View;

fn diverged(walk: &Walk, step: usize, lang: Lang) -> String {
    let name = walk.spec.kind.label().get(lang);
    lang.pick(format!("{name}: {step}걸음째에 발산했어요."), format!("{name} diverged at step {step}."))
}

impl Experiment for Descent {
    fn protagonist(&self) -> Option<Kind> {
        Some(self.lesson.rule)
    }

    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn apply(&mut self, settings: Settings) {
        let surface = Surface::from_name(settings.choice("surface")).unwrap_or(self.lesson.surface);
        let surface = match surface {
            Surface::Bowl { .. } => Surface::Bowl { anisotropy: settings.number("anisotropy") },
            other => other,
        };
        self.settings = settings;
        if surface != self.surface {
            self.surface = surface;
            self.shape();
        }
        self.walk();
    }

    fn suggest(&self, changed: &str, mut settings: Settings) -> Settings {
        if changed == "surface"
            && let Some(surface) = Surface::from_name(settings.choice("surface"))
        {
            let start = surface.start();
            let rate = learning_rate(self.lesson.rule, surface);
            for (key, number) in [("x", start.0), ("y", start.1), ("lr", rate)] {
                // Starts and rates of our own tables lie within the sliders.
                let _ = settings.set(key, Value::Number(number));
            }
        }
        settings
    }

    fn timeline(&self) -> Timeline {
        Timeline::Walk { steps: self.settings.whole("steps") }
    }

    fn panels(&self, at: usize, lang: Lang) -> Vec<Panel> {
        self.lesson.views.iter().map(|view| view.panel(self, at, lang)).collect()
    }

    fn readings(&self, at: usize, lang: Lang) -> Readings {
        if self.lesson.compares() {
            return runners::readings(&self.walks, at, lang);
        }
        let walk = &self.walks[0];
        let Some(moment) = walk.moments.get(at) else {
            return Readings::default();
        };
        let row = |symbol: &str, (x, y): (f64, f64)| Reading::new(symbol, [shown(x), shown(y)]);
        let mut rows = vec![row("W", moment.at), row("g", moment.gradient)];
        rows.extend(moment.terms.iter().filter_map(|term| Some(row(term.symbol, moment.term(term.symbol)?))));
        if let Some(next) = moment.next {
            rows.push(row(lang.pick("W(다음)", "W (next)"), next));
        }
        Readings::new(["x", "y"], rows)
    }

    fn facts(&self, at: usize) -> Facts {
        facts::facts(self, at)
    }

    /// The update that leads on from the point shown; of several rules, where they are.
    fn caption(&self, at: usize, lang: Lang) -> Option<String> {
        if self.lesson.compares() {
            return Some(lang.pick(format!("걸음 {at}에서"), format!("At step {at}")));
        }
        let next = at + 1;
        let step = lang.pick(format!("걸음 {at} → {next}"), format!("Step {at} → {next}"));
        let last = self.settings.whole("steps");
        let beyond = lang.pick(" (아직 걷지 않은 다음 걸음)", " (the next, not taken yet)");
        Some(if at < last { step } else { step + beyond })
    }

    fn summary(&self, at: usize, lang: Lang) -> String {
        let walk = &self.walks[0];
        let name = walk.spec.kind.label().get(lang);
        if let Some(step) = walk.diverged.filter(|step| at >= *step) {
            let mut sentence = diverged(walk, step, lang);
            sentence += match walk.overflowed() {
                true => lang.pick(
                    " 계산하는 수가 32비트 수의 범위를 넘었어요. 더 낮은 곳에서 출발해 보세요.",
                    " Its numbers are beyond the range of 32 bits. Start lower down.",
                ),
                false => lang.pick(" 학습률을 줄여 보세요.", " Try a smaller learning rate."),
            };
            return sentence;
        }
        let Some(moment) = walk.moments.get(at) else {
            return String::new();
        };
        let (x, y, loss) = (shown(moment.at.0), shown(moment.at.1), shown(moment.loss));
        let mut sentence = lang.pick(
            format!("{at}걸음 뒤 {name}의 위치는 ({x}, {y}), 손실은 {loss}[이에요]."),
            format!("After {at} steps {name} is at ({x}, {y}), where the loss is {loss}."),
        );
        for walk in &self.walks[1..] {
            if let Some(step) = walk.diverged.filter(|step| at >= *step) {
                sentence += " ";
                sentence += &diverged(walk, step, lang);
            }
        }
        sentence
    }

    fn handle(&self, panel: usize) -> Option<Handle> {
        match self.lesson.views.get(panel)? {
            View::Surface => Some(Handle::Turn { yaw: "yaw", pitch: "pitch" }),
            view if view.is_plane() => Some(Handle::Point { x: "x", y: "y" }),
            _ => None,
        }
    }

    fn recipe(&self) -> Option<Recipe> {
        Some(Recipe::Descent {
            surface: self.surface,
            start: (self.settings.number("x"), self.settings.number("y")),
            steps: self.settings.whole("steps"),
            rules: self.walks.iter().map(|walk| walk.spec.clone()).collect(),
            compares: self.lesson.compares(),
        })
    }

    fn limit(&self, key: &str) -> Option<f64> {
        // Where gradient descent stops converging on a quadratic: 2/λmax.
        (key == "lr" && self.lesson.rule == Kind::Sgd).then(|| self.surface.largest_learning_rate()).flatten()
    }
}
