/** Calls back when it is worth trying the network again; returns how to stop. */
export type Wake = (fn: () => void) => () => void

/** The page came back into view, or the machine back online. */
export const browserWake: Wake = (fn) => {
  const visible = () => {
    if (document.visibilityState === 'visible') fn()
  }
  addEventListener('online', fn)
  document.addEventListener('visibilitychange', visible)
  return () => {
    removeEventListener('online', fn)
    document.removeEventListener('visibilitychange', visible)
  }
}
