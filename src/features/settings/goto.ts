const usable = 'input:not([type=radio], [type=checkbox], [type=file]), button, a[href]'

/** Brings a section of the page into view and gives the focus to the first thing in it that can be used. */
export function goTo(id: string): void {
  // what was just asked for is drawn first
  requestAnimationFrame(() => {
    const section = document.getElementById(id)
    section?.scrollIntoView({ block: 'start' })
    // in a form its first field counts, not what chooses the form
    const within = section?.querySelector('form') ?? section
    within?.querySelector<HTMLElement>(usable)?.focus({ preventScroll: true })
  })
}
