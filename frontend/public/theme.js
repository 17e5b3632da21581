// Runs before the first paint, so that a chosen theme never flashes in the other one.
(function () {
  var theme = null;
  try {
    theme = localStorage.getItem("lobby.theme");
  } catch {
    // Storage is closed to this page: the system's theme holds.
  }
  if (theme) document.documentElement.dataset.theme = theme;
})();
