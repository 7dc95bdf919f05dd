//! A digit drawn by hand, made into an image in the way MNIST's were.
//!
//! 1. The box around the ink is scaled to fit 20 × 20 pixels; its aspect stays. Each new
//!    pixel is the mean of what it covers, so black and white become shades of grey.
//! 2. It is moved by whole pixels in a field of 28 × 28 until the centre of mass of its
//!    ink lies in the pixel right below and right of the field's centre.
//!
//! Source: Yann LeCun's MNIST page; which pixel, the images themselves say: the centres of
//! mass of all of them lie from 14 to 15.
//!
//! For a network that learned square images of another size, box and field are that much
//! larger or smaller.

/// Rows and columns of MNIST's images.
pub const SIDE: usize = 28;

/// The longer side of the ink in them.
pub const BOX: usize = 20;

/// A square sheet with ink on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    side: usize,
    ink: Vec<u8>,
}

impl Sheet {
    pub fn new(side: usize) -> Self {
        Self { side, ink: vec![0; side * side] }
    }

    pub fn clear(&mut self) {
        self.ink.fill(0);
    }

    /// 0 none to 255 full, row by row.
    pub fn ink(&self) -> &[u8] {
        &self.ink
    }

    pub fn is_blank(&self) -> bool {
        self.ink.iter().all(|&ink| ink == 0)
    }

    /// Draws with a round pen of this width; a pixel at the edge is inked in part.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), width: f64) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length2 = dx * dx + dy * dy;
        let reach = 0.5 * width + 1.0;
        let rows = self.near(from.1.min(to.1) - reach, from.1.max(to.1) + reach);
        let columns = self.near(from.0.min(to.0) - reach, from.0.max(to.0) + reach);
        for row in rows {
            for column in columns.clone() {
                let (x, y) = (column as f64 + 0.5 - from.0, row as f64 + 0.5 - from.1);
                let along = if length2 > 0.0 { ((x * dx + y * dy) / length2).clamp(0.0, 1.0) } else { 0.0 };
                let distance = (x - along * dx).hypot(y - along * dy);
                let ink = (255.0 * (0.5 * width + 0.5 - distance).clamp(0.0, 1.0)) as u8;
                let pixel = &mut self.ink[row * self.side + column];
                *pixel = ink.max(*pixel);
            }
        }
    }

    /// The pixels between two places on one side; none for what is no number.
    fn near(&self, from: f64, to: f64) -> std::ops::Range<usize> {
        from.max(0.0) as usize..(to.max(0.0) as usize).min(self.side)
    }

    /// The drawing as a network wants it that learned images like MNIST's, of so many rows and
    /// columns; `None` of a blank sheet.
    pub fn image(&self, side: usize) -> Option<Vec<u8>> {
        normalise(&self.ink, self.side, side)
    }
}

/// The longer side of the ink in an image of so many rows and columns.
fn box_in(side: usize) -> usize {
    ((side * BOX + SIDE / 2) / SIDE).max(1)
}

/// Ink in rows of `width`, scaled and centred: `side` × `side` bytes. `None` if there is no ink.
pub fn normalise(ink: &[u8], width: usize, side: usize) -> Option<Vec<u8>> {
    let inked = || (0..ink.len()).filter(|&i| ink[i] > 0).map(|i| (i % width, i / width));
    let (left, right) = (inked().map(|p| p.0).min()?, inked().map(|p| p.0).max()? + 1);
    let (top, bottom) = (inked().map(|p| p.1).min()?, inked().map(|p| p.1).max()? + 1);
    let frame = box_in(side);
    let scale = frame as f64 / (right - left).max(bottom - top) as f64;

    let mut scaled = vec![0.0f64; frame * frame];
    for (x, y) in inked() {
        for (row, height) in shares((y - top) as f64 * scale, scale, frame) {
            for (column, breadth) in shares((x - left) as f64 * scale, scale, frame) {
                scaled[row * frame + column] += f64::from(ink[y * width + x]) * height * breadth;
            }
        }
    }

    let total: f64 = scaled.iter().sum();
    let middle = |place: fn(usize, usize) -> usize| -> f64 {
        let weighted = scaled.iter().enumerate().map(|(i, ink)| ink * (place(i, frame) as f64 + 0.5));
        weighted.sum::<f64>() / total
    };
    // How far the ink reaches is seen, not reckoned: a share of 1e-16 is ink in one more row.
    let reach = |place: fn(usize, usize) -> usize| {
        (0..scaled.len()).filter(|&i| scaled[i] > 0.0).map(|i| place(i, frame) + 1).max().unwrap_or(0)
    };
    // That nothing leaves the field is worth more than the last pixel of centring.
    let shift = |place: fn(usize, usize) -> usize| {
        let room = side - reach(place).min(side);
        (0.5 * side as f64 - middle(place)).ceil().clamp(0.0, room as f64) as usize
    };
    let (down, right) = (shift(|i, frame| i / frame), shift(|i, frame| i % frame));
    let mut image = vec![0; side * side];
    for (place, ink) in scaled.iter().enumerate() {
        // Beyond the ink's own sides there is perhaps no field.
        if *ink > 0.0 {
            let (row, column) = (place / frame + down, place % frame + right);
            image[row * side + column] = ink.round().min(255.0) as u8;
        }
    }
    Some(image)
}

/// The whole pixels of the box that `[from, from + length)` covers, each with how much of
/// it is covered.
fn shares(from: f64, length: f64, frame: usize) -> impl Iterator<Item = (usize, f64)> {
    let to = from + length;
    let covered = move |i: usize| ((i + 1) as f64).min(to) - (i as f64).max(from);
    (from as usize..frame).map(move |i| (i, covered(i))).take_while(|(_, share)| *share > 0.0)
}
