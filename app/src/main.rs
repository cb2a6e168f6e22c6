//! Starts the dashboard.

fn main() {
    app::mount();
}
