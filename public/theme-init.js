// Sets the colour scheme before the first paint; src/ui/theme-mode.ts keeps it afterwards.
;(function () {
  let mode = 'system'
  try {
    mode = localStorage.getItem('zos-theme') || 'system'
  } catch {
    // storage is forbidden here: the system's scheme it is
  }
  const dark =
    mode === 'dark' || (mode !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-theme', dark ? 'dark' : 'light')
})()
