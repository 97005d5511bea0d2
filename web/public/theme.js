// Runs before the first paint, so that a chosen theme never flashes. The rest is in src/app/theme/theme.ts.
try {
  const theme = localStorage.getItem("heynats.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage can be forbidden; the system's theme stands.
}
