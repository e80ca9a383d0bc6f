/** Brings a section of the page into view and gives the focus to the first thing in it that can be used. */
export function goTo(id: string): void {
  // what was just asked for is drawn first
  requestAnimationFrame(() => {
    const section = document.getElementById(id)
    section?.scrollIntoView({ block: 'start' })
    section
      ?.querySelector<HTMLElement>('input:not([type=radio]):not([type=checkbox]), button, a[href]')
      ?.focus({ preventScroll: true })
  })
}
