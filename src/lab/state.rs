//! A figure at one moment, and what is seen of it.

use super::act::Order;
use super::history::History;
use super::motion::Motion;
use crate::chart::Panel;
use crate::experiment::control::Settings;
use crate::experiment::facts::Facts;
use crate::experiment::{self, Experiment, Handle, Progress, Readings, Timeline, Training};
use crate::take::Moment;
use crate::text::Lang;

/// One live figure. [`Lab::perform`] is the only way in.
pub struct Lab {
    pub(super) id: String,
    pub(super) lang: Lang,
    experiment: Box<dyn Experiment>,
    settings: Settings,
    /// Whether the experiment still has other settings: it computes when it is looked at.
    lags: bool,
    /// The step shown.
    pub(super) at: usize,
    pub(super) motion: Option<Motion>,
    /// Steps a second.
    pub(super) speed: f64,
    /// Whether the first look is over, or the reader was faster.
    pub(super) looked: bool,
    pub(super) history: History,
    /// Whether the address says, or said when it was shared, how the figure is set.
    pub(super) linked: bool,
    /// Whether the message is about the address.
    pub(super) blamed: bool,
    /// Whether what stands in a field was refused.
    pub(super) refused: bool,
    /// The settings with which the newest training began.
    pub(super) begun: Option<Settings>,
    pub(super) paused: bool,
    pub(super) defaults: Defaults,
    pub(super) orders: Vec<Order>,
}

/// Where the page's own runs are: drawn when the site was built, and fetched before their
/// picture would be wiped, so that readers can compare with them whatever they change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Defaults {
    /// The builder's picture still stands: the reader has neither trained nor changed anything.
    Standing,
    /// They are on their way, and the picture stands for so long.
    Loading,
    Here,
    /// There are none, or they did not come.
    Missing,
}

impl Lab {
    /// The figure of this name as it stands in its page: with its defaults, at its last step.
    pub fn new(id: &str, lang: Lang) -> Option<Self> {
        experiment::catalog(id).map(|experiment| Self::of(id, experiment, lang))
    }

    /// The same with a figure at hand: in the browser its code comes when it is wanted.
    pub fn of(id: &str, mut experiment: Box<dyn Experiment>, lang: Lang) -> Self {
        let trains = experiment.training().is_some();
        Self {
            id: id.to_owned(),
            lang,
            settings: experiment.settings().clone(),
            lags: false,
            at: experiment.timeline().last(),
            experiment,
            motion: None,
            speed: 5.0,
            looked: false,
            history: History::default(),
            linked: false,
            blamed: false,
            refused: false,
            begun: None,
            paused: false,
            defaults: if trains { Defaults::Standing } else { Defaults::Missing },
            orders: Vec::new(),
        }
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    pub fn lang(&self) -> Lang {
        self.lang
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The step shown.
    pub fn at(&self) -> usize {
        self.at
    }

    pub fn timeline(&self) -> Timeline {
        self.experiment.timeline_with(&self.settings)
    }

    /// The last step.
    pub fn end(&self) -> usize {
        self.timeline().last()
    }

    pub fn plays(&self) -> bool {
        self.motion.is_some()
    }

    pub fn can_undo(&self) -> bool {
        !self.history.is_empty()
    }

    pub fn is_paused(&self) -> bool {
        self.paused
    }

    pub(super) fn order(&mut self, order: Order) {
        self.orders.push(order);
    }

    pub(super) fn say(&mut self, message: impl Into<String>) {
        self.order(Order::Say(message.into()));
    }

    /// Takes settings. What is not looked at need not be computed, when a slider is drawn along
    /// say; only workers hear of each change.
    pub(super) fn put(&mut self, settings: Settings) {
        self.settings = settings;
        self.lags = true;
        if self.trains() {
            self.experiment();
        }
    }

    /// Whether looking at it computes first.
    pub fn lags(&self) -> bool {
        self.lags
    }

    /// The experiment, brought to the settings.
    pub(super) fn experiment(&mut self) -> &mut dyn Experiment {
        if std::mem::take(&mut self.lags) {
            self.experiment.apply(self.settings.clone());
        }
        self.experiment.as_mut()
    }

    /// What goes with a change of this control.
    pub(super) fn suggest(&self, key: &str, settings: Settings) -> Settings {
        self.experiment.suggest(key, settings)
    }

    /// Whether the training that began with the settings `begun` can go on with the present ones.
    pub(super) fn goes_on(&self, begun: &Settings) -> bool {
        experiment::link::goes_on(self.experiment.as_ref(), begun, &self.settings)
    }

    pub(super) fn training(&mut self) -> Option<&mut dyn Training> {
        self.experiment.training()
    }

    pub fn trains(&self) -> bool {
        self.timeline() == Timeline::Training
    }

    pub fn panels(&mut self) -> Vec<Panel> {
        let (at, lang) = (self.at, self.lang);
        self.experiment().panels(at, lang)
    }

    pub fn readings(&mut self) -> Readings {
        let (at, lang) = (self.at, self.lang);
        self.experiment().readings(at, lang)
    }

    pub fn facts(&mut self) -> Facts {
        let at = self.at;
        self.experiment().facts(at)
    }

    /// The same at the last step.
    pub fn facts_at_end(&mut self) -> Facts {
        let end = self.end();
        self.experiment().facts(end)
    }

    /// All that the files of the figure tell of; `page` is the address of its page.
    pub fn moment(&mut self, page: &str) -> Moment {
        let (id, link) = (self.id.clone(), format!("{page}{}", self.link()));
        let (at, lang) = (self.at, self.lang);
        Moment::of(&id, self.experiment(), at, &link, lang)
    }

    /// What the table of readings stands for.
    pub fn caption(&mut self) -> Option<String> {
        let (at, lang) = (self.at, self.lang);
        self.experiment().caption(at, lang)
    }

    pub fn summary(&mut self) -> String {
        let (at, lang) = (self.at, self.lang);
        self.experiment().summary(at, lang)
    }

    /// The symbol whose lines in the listings are lit.
    pub fn symbol(&mut self) -> Option<&'static str> {
        let at = self.at;
        self.experiment().symbol(at)
    }

    /// A mark on a slider beyond which something known happens.
    pub fn limit(&mut self, key: &str) -> Option<f64> {
        self.experiment().limit(key)
    }

    /// What dragging in a panel changes.
    pub fn handle(&self, panel: usize) -> Option<Handle> {
        self.experiment.handle(panel)
    }

    /// The settings that the results of a training speak for, if they speak for any.
    pub fn proposal(&self) -> Option<Settings> {
        self.experiment.proposal()
    }

    /// How far the newest training is.
    pub fn progress(&mut self) -> Progress {
        self.training().map(|training| training.progress()).unwrap_or_default()
    }

    /// Whether what was set, by a link say, is still to be trained.
    pub fn is_due(&mut self) -> bool {
        self.training().is_some_and(|training| training.is_due())
    }

    /// Whether the builder's picture is what is seen.
    pub fn stands(&mut self) -> bool {
        match self.defaults {
            Defaults::Standing => true,
            // Not longer than until there is something newer to see.
            Defaults::Loading => self.progress().done == 0,
            Defaults::Here | Defaults::Missing => false,
        }
    }

    /// Whether nothing was trained yet and every setting is its default.
    pub(super) fn is_at_rest(&mut self) -> bool {
        self.settings == Settings::defaults(self.settings.controls().to_vec()) && self.progress().total == 0
    }
}
