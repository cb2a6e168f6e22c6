//! Colours and faces of a terminal.

/// How characters look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Style {
    /// Their colour; none is that of all text.
    pub colour: Option<Colour>,
    /// The colour is that of what they stand on.
    filled: bool,
    /// One bit each.
    faces: u8,
}

/// How characters stand out beside their colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// Bold.
    Bold = 1,
    /// Paler than others.
    Dim = 2,
    /// Slanted.
    Slanted = 4,
    /// With a line below.
    Underlined = 8,
    /// With a line through them.
    Struck = 16,
}

impl Style {
    /// Whether the colour is that of what the characters stand on, which are then of the page's colour.
    pub fn is_filled(self) -> bool {
        self.filled
    }

    /// Whether they have this face.
    pub fn has(self, face: Face) -> bool {
        self.faces & face as u8 != 0
    }

    fn add(&mut self, face: Face) {
        self.faces |= face as u8;
    }

    fn remove(&mut self, face: Face) {
        self.faces &= !(face as u8);
    }
}

/// The colours of a terminal. Black and white are both the ink, because a page may be dark or light.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Colour {
    /// Black or white.
    Ink,
    /// Bright black.
    Grey,
    /// Red.
    Red,
    /// Green.
    Green,
    /// Yellow.
    Yellow,
    /// Blue.
    Blue,
    /// Magenta.
    Magenta,
    /// Cyan.
    Cyan,
    /// Bright red.
    BrightRed,
    /// Bright green.
    BrightGreen,
    /// Bright yellow.
    BrightYellow,
    /// Bright blue.
    BrightBlue,
    /// Bright magenta.
    BrightMagenta,
    /// Bright cyan.
    BrightCyan,
}

/// The sixteen, by number.
const PALETTE: [Colour; 16] = [
    Colour::Ink,
    Colour::Red,
    Colour::Green,
    Colour::Yellow,
    Colour::Blue,
    Colour::Magenta,
    Colour::Cyan,
    Colour::Ink,
    Colour::Grey,
    Colour::BrightRed,
    Colour::BrightGreen,
    Colour::BrightYellow,
    Colour::BrightBlue,
    Colour::BrightMagenta,
    Colour::BrightCyan,
    Colour::Ink,
];

/// What was set so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Pen {
    style: Style,
    ground: Option<Colour>,
    reversed: bool,
}

impl Pen {
    /// How the next character looks. Hidden text is shown.
    pub(super) fn style(&self) -> Style {
        let front = self.style.colour;
        let ground = if self.reversed { Some(front.unwrap_or(Colour::Ink)) } else { self.ground };
        // On a ground every text is of the page's colour, so that it can be read on each of them.
        Style { colour: ground.or(front), filled: ground.is_some(), ..self.style }
    }

    /// Takes the numbers of one sequence.
    pub(super) fn set(&mut self, parameters: &str) {
        let numbers: Vec<u16> = parameters.split([';', ':']).map(|number| number.parse().unwrap_or(0)).collect();
        let mut rest = numbers.as_slice();
        while let Some((number, after)) = rest.split_first() {
            rest = after;
            let style = &mut self.style;
            match number {
                0 => *self = Self::default(),
                1 => style.add(Face::Bold),
                2 => style.add(Face::Dim),
                3 => style.add(Face::Slanted),
                4 => style.add(Face::Underlined),
                7 => self.reversed = true,
                9 => style.add(Face::Struck),
                22 => {
                    style.remove(Face::Bold);
                    style.remove(Face::Dim);
                }
                23 => style.remove(Face::Slanted),
                24 => style.remove(Face::Underlined),
                27 => self.reversed = false,
                29 => style.remove(Face::Struck),
                30..=37 => style.colour = of_palette(number - 30),
                38 => style.colour = extended(&mut rest),
                39 => style.colour = None,
                40..=47 => self.ground = of_palette(number - 40),
                48 => self.ground = extended(&mut rest),
                49 => self.ground = None,
                90..=97 => style.colour = of_palette(number - 82),
                100..=107 => self.ground = of_palette(number - 92),
                _ => {}
            }
        }
    }
}

fn of_palette(number: u16) -> Option<Colour> {
    PALETTE.get(usize::from(number)).copied()
}

/// One of 256 colours, or of all: the nearest of the sixteen. Takes its numbers away from `rest`.
fn extended(rest: &mut &[u16]) -> Option<Colour> {
    match **rest {
        [5, number, ref after @ ..] => {
            *rest = after;
            match number {
                0..=15 => of_palette(number),
                16..=231 => {
                    let level = |part: u16| part % 6 * 51;
                    Some(nearest(level((number - 16) / 36), level((number - 16) / 6), level(number - 16)))
                }
                232..=250 => Some(Colour::Grey),
                _ => Some(Colour::Ink),
            }
        }
        [2, red, green, blue, ref after @ ..] => {
            *rest = after;
            Some(nearest(red, green, blue))
        }
        _ => {
            *rest = &[];
            None
        }
    }
}

/// By hue; what has none is grey or ink.
fn nearest(red: u16, green: u16, blue: u16) -> Colour {
    let most = red.max(green).max(blue);
    let least = red.min(green).min(blue);
    if most - least < 48 {
        return if (64..224).contains(&most) { Colour::Grey } else { Colour::Ink };
    }
    let middle = u32::from(most) + u32::from(least);
    let has = |part: u16| u32::from(part) * 2 > middle;
    let bright = most > 224;
    match (has(red), has(green), has(blue), bright) {
        (true, false, false, false) => Colour::Red,
        (true, false, false, true) => Colour::BrightRed,
        (false, true, false, false) => Colour::Green,
        (false, true, false, true) => Colour::BrightGreen,
        (true, true, _, false) => Colour::Yellow,
        (true, true, _, true) => Colour::BrightYellow,
        (false, false, _, false) => Colour::Blue,
        (false, false, _, true) => Colour::BrightBlue,
        (true, false, true, false) => Colour::Magenta,
        (true, false, true, true) => Colour::BrightMagenta,
        (false, true, true, false) => Colour::Cyan,
        (false, true, true, true) => Colour::BrightCyan,
    }
}
