/**
 * Shows what a button is described by beside it, in the top layer, where no table or dialog cuts it off: until the
 * pointer or the focus leaves, until a press elsewhere, a scroll, or Esc.
 */
export function showWhy(button: HTMLElement): void {
  const tip = document.getElementById(button.getAttribute('aria-describedby') ?? '')
  // both may have gone while this was being loaded
  if (!tip || !button.matches(':hover, :focus') || tip.matches(':popover-open')) return
  tip.showPopover()
  const at = button.getBoundingClientRect()
  const below = at.bottom + GAP
  const fits = below + tip.offsetHeight <= window.innerHeight - EDGE
  const left = Math.min(at.left, window.innerWidth - tip.offsetWidth - EDGE)
  tip.style.left = `${Math.max(EDGE, left)}px`
  tip.style.top = `${fits ? below : Math.max(EDGE, at.top - tip.offsetHeight - GAP)}px`

  const stop = new AbortController()
  const hide = () => {
    stop.abort()
    if (tip.isConnected) tip.hidePopover()
  }
  const { signal } = stop
  const within = (target: EventTarget | null) =>
    target instanceof Node && (button.contains(target) || tip.contains(target))
  for (const element of [button, tip]) {
    element.addEventListener(
      'pointerleave',
      ({ relatedTarget, pointerType }) => {
        // a finger leaves when it is lifted, and a key’s focus stays
        const stays = pointerType === 'touch' || button.matches(':focus-visible')
        if (!stays && !within(relatedTarget)) hide()
      },
      { signal },
    )
  }
  button.addEventListener('blur', hide, { signal })
  window.addEventListener('scroll', hide, { signal, capture: true })
  window.addEventListener('pointerdown', (event) => within(event.target) || hide(), { signal })
  window.addEventListener('keydown', ({ key }) => key === 'Escape' && hide(), { signal })
}

/** Pixels between a button and its reason, and between that and the edge of the window. */
const GAP = 4
const EDGE = 8
