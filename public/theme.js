// Takes up the chosen theme before the first paint. The choice is made, and worded, by the app.
try {
  const theme = localStorage.getItem("porthole.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is refused: the system's theme it is.
}
