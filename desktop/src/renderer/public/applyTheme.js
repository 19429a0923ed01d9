// Runs before the first paint, so that a chosen theme does not flash. A file of its own because the
// CSP allows no inline script; app/theme.ts writes the same key.
(function () {
  try {
    const theme = localStorage.getItem("salespulse.theme");
    if (theme === '"light"' || theme === '"dark"')
      document.documentElement.dataset.theme = JSON.parse(theme);
  } catch {
    // Storage can be switched off: the system's theme is shown.
  }
})();
