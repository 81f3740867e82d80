// Runs before the first paint, so that a chosen theme, type size or face never flashes. Blocked storage means defaults.
try {
  for (const name of ["theme", "size", "face"]) {
    const value = localStorage.getItem("annals." + name);
    if (value) document.documentElement.dataset[name] = value;
  }
} catch {}
