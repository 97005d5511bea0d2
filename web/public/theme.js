// Runs before the first paint, so that a chosen theme or density never flashes. The rest is in src/app/preferences.ts.
try {
  const { dataset } = document.documentElement;
  const read = (name) => (localStorage.getItem(`heynats.${name}`) ?? "").replaceAll('"', "");
  const theme = read("theme");
  if (theme === "light" || theme === "dark") dataset.theme = theme;
  if (read("density") === "comfortable") dataset.density = "comfortable";
} catch {
  // Storage can be forbidden; the system's theme stands.
}
