//! Chance that can be repeated, and the ids made from it.

/// A `SplitMix64` generator: small, fast and the same everywhere for the same seed.
#[derive(Debug, Clone)]
pub(crate) struct Rng(u64);

/// The letters and digits of the hosted API's ids: no `0`, `O`, `I` or `l`.
const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

impl Default for Rng {
    fn default() -> Self {
        Self::new(1)
    }
}

impl Rng {
    /// A generator that always gives the same numbers for the same `seed`.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 up to, not including, `bound`; 0 when `bound` is 0.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next().checked_rem(bound).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True once in `n` times.
    pub(crate) fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    /// One of `choices`; none when there is none.
    pub(crate) fn pick<'a, T>(&mut self, choices: &'a [T]) -> Option<&'a T> {
        let index = usize::try_from(self.below(choices.len() as u64)).ok()?;
        choices.get(index)
    }

    /// A new id: `prefix`, an underscore, `01` and 22 letters or digits.
    pub(crate) fn id(&mut self, prefix: &str) -> String {
        let mut id = String::with_capacity(prefix.len() + 25);
        id.push_str(prefix);
        id.push_str("_01");
        for _ in 0..2 {
            // 58^11 fits into 64 bits, so one number makes eleven letters.
            let mut number = self.next();
            for _ in 0..11 {
                let letter = ALPHABET.get(usize::try_from(number % 58).unwrap_or(0));
                id.push(char::from(letter.copied().unwrap_or(b'1')));
                number /= 58;
            }
        }
        id
    }
}
