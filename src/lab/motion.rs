//! A figure that plays: from which step to which, and how fast.

/// Milliseconds that pass at the most between two moments: a tab that was away goes on where
/// it was.
const GAP: f64 = 200.0;

#[derive(Clone, Copy, Debug)]
pub struct Motion {
    /// The step where it ends; none for the last.
    to: Option<usize>,
    /// Steps a second; none for what the reader has chosen.
    pace: Option<f64>,
    pub is_first_look: bool,
    /// The moment before, and the part of a step since.
    before: Option<f64>,
    part: f64,
}

impl Motion {
    /// To the last step, as fast as the reader has chosen.
    pub fn to_end() -> Self {
        Self { to: None, pace: None, is_first_look: false, before: None, part: 0.0 }
    }

    /// From one step to another in so many seconds.
    pub fn within(from: usize, to: usize, seconds: f64) -> Self {
        Self { to: Some(to), pace: Some(from.abs_diff(to) as f64 / seconds), ..Self::to_end() }
    }

    /// The same for the first look.
    pub fn as_first_look(self) -> Self {
        Self { is_first_look: true, ..self }
    }

    /// The step at the moment `now`, from step `at` of a walk that has `end` and is played with
    /// `speed` where nothing else is asked; and whether it goes on.
    pub fn advance(&mut self, now: f64, at: usize, end: usize, speed: f64) -> (usize, bool) {
        let passed = (now - self.before.unwrap_or(now)).clamp(0.0, GAP) / 1000.0;
        self.before = Some(now);
        let part = self.part + passed * self.pace.unwrap_or(speed);
        self.part = part.fract();
        let (steps, to) = (part as usize, self.to.unwrap_or(end).min(end));
        let at = if at <= to { at.saturating_add(steps).min(to) } else { at.saturating_sub(steps).max(to) };
        (at, at != to)
    }
}
