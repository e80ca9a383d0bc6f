import { useEffect, useState } from 'react'

/** Whether secrets are shown: not at first, and not any more once the tab goes out of sight. */
export function useRevealed(): [shown: boolean, set: (shown: boolean) => void] {
  const [shown, setShown] = useState(false)
  useEffect(() => {
    if (!shown) return
    const hide = () => {
      if (document.visibilityState === 'hidden') setShown(false)
    }
    document.addEventListener('visibilitychange', hide)
    return () => document.removeEventListener('visibilitychange', hide)
  }, [shown])
  return [shown, setShown]
}
