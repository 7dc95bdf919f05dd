//! What a histogram says in four numbers.

/// Mean, standard deviation and extremes.
pub struct Moments {
    pub mean: f64,
    pub std: f64,
    pub min: f32,
    pub max: f32,
}

/// Sums side by side, because an addition waits for the one before it.
const SIDE_BY_SIDE: usize = 8;

impl Moments {
    pub fn of(values: &[f32]) -> Self {
        let first = values.first().copied().unwrap_or(0.0);
        let mut sums = [[0.0; 2]; SIDE_BY_SIDE];
        let (mut least, mut most) = ([f32::INFINITY; SIDE_BY_SIDE], [f32::NEG_INFINITY; SIDE_BY_SIDE]);
        for values in values.chunks(SIDE_BY_SIDE) {
            let places = sums.iter_mut().zip(&mut least).zip(&mut most);
            for (((sums, min), max), &value) in places.zip(values) {
                // From the first value on, so that equal values have a deviation of exactly 0.
                let distance = f64::from(value - first);
                sums[0] += distance;
                sums[1] += distance * distance;
                *min = if value < *min { value } else { *min };
                *max = if value > *max { value } else { *max };
            }
        }
        let n = values.len().max(1) as f64;
        let [mean, square] = [0, 1].map(|i| sums.iter().map(|sums| sums[i]).sum::<f64>() / n);
        let variance = square - mean * mean;
        Self {
            mean: f64::from(first) + mean,
            // Not `max`, which would turn NaN into 0.
            std: if variance < 0.0 { 0.0 } else { variance.sqrt() },
            min: least.into_iter().fold(f32::INFINITY, f32::min),
            max: most.into_iter().fold(f32::NEG_INFINITY, f32::max),
        }
    }
}
