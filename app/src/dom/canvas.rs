//! A canvas that is crisp at any pixel ratio.

use std::cell::RefCell;

use wasm_bindgen::JsCast as _;
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement};

/// A canvas to draw on, in pixels of the page.
#[derive(Debug)]
pub struct Surface {
    context: CanvasRenderingContext2d,
    /// How wide it is, in pixels of the page.
    pub width: f64,
    /// How tall it is.
    pub height: f64,
    /// The colour that is filled with: setting it costs more than filling.
    colour: RefCell<String>,
}

impl Surface {
    /// The canvas, empty; `width` and `height` are those it has in the page.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size in pixels")]
    pub fn begin(canvas: &HtmlCanvasElement, width: f64, height: f64) -> Option<Self> {
        let ratio = super::window()?.device_pixel_ratio();
        let pixels = |length: f64| (length * ratio).round() as u32;
        if (canvas.width(), canvas.height()) != (pixels(width), pixels(height)) {
            canvas.set_width(pixels(width));
            canvas.set_height(pixels(height));
        }
        let context = canvas.get_context("2d").ok()??.dyn_into::<CanvasRenderingContext2d>().ok()?;
        context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0).ok()?;
        context.clear_rect(0.0, 0.0, width, height);
        Some(Self { context, width, height, colour: RefCell::new(String::new()) })
    }

    /// What is drawn from now on covers this much of what is below it, from 0 to 1.
    pub fn set_alpha(&self, alpha: f64) {
        self.context.set_global_alpha(alpha);
    }

    /// A filled rectangle.
    pub fn fill(&self, colour: &str, x: f64, y: f64, width: f64, height: f64) {
        self.set_colour(colour);
        self.context.fill_rect(x, y, width, height);
    }

    /// The outline of a rectangle.
    pub fn outline(&self, colour: &str, line: f64, x: f64, y: f64, width: f64, height: f64) {
        self.context.set_stroke_style_str(colour);
        self.context.set_line_width(line);
        self.context.stroke_rect(x, y, width, height);
    }

    /// A filled shape with these corners.
    pub fn shape(&self, colour: &str, corners: &[(f64, f64)]) {
        self.set_colour(colour);
        self.context.begin_path();
        for (index, (x, y)) in corners.iter().enumerate() {
            if index == 0 { self.context.move_to(*x, *y) } else { self.context.line_to(*x, *y) }
        }
        self.context.close_path();
        self.context.fill();
    }

    /// A filled disc.
    pub fn disc(&self, colour: &str, x: f64, y: f64, radius: f64) {
        self.set_colour(colour);
        self.context.begin_path();
        // Fails for a negative radius only.
        self.context.arc(x, y, radius, 0.0, std::f64::consts::TAU).ok();
        self.context.fill();
    }

    /// Text whose middle line is at `y`; gives nothing back where the browser refuses.
    pub fn text(&self, colour: &str, font: &str, text: &str, x: f64, y: f64) {
        self.context.set_font(font);
        self.context.set_text_baseline("middle");
        self.set_colour(colour);
        self.context.fill_text(text, x, y).ok();
    }

    /// How wide a text is in this font.
    pub fn text_width(&self, font: &str, text: &str) -> f64 {
        self.context.set_font(font);
        self.context.measure_text(text).map_or(0.0, |measured| measured.width())
    }

    fn set_colour(&self, colour: &str) {
        let mut current = self.colour.borrow_mut();
        if *current != colour {
            self.context.set_fill_style_str(colour);
            colour.clone_into(&mut current);
        }
    }
}

/// What a custom property of `element` stands for; empty when it is not set.
pub fn property(element: &Element, name: &str) -> String {
    let style = super::window().and_then(|window| window.get_computed_style(element).ok()).flatten();
    style.and_then(|style| style.get_property_value(name).ok()).unwrap_or_default()
}
