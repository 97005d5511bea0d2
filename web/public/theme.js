// Runs before the first paint, so that a chosen theme or density never flashes. The rest is in src/app/preferences.ts.
const { dataset } = document.documentElement;
// A page of a connection has a rail where the others have a head; see "Before the scripts" in src/app/theme/index.css.
if (/\/c\/[\w-]+/.test(location.pathname)) dataset.page = "connection";
try {
  const read = (name) => (localStorage.getItem(`heynats.${name}`) ?? "").replaceAll('"', "");
  const theme = read("theme");
  if (theme === "light" || theme === "dark") dataset.theme = theme;
  if (read("density") === "comfortable") dataset.density = "comfortable";
} catch {
  // Storage can be forbidden; the system's theme stands.
}
