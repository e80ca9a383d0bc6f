import { useEffect, useState } from 'react'

/** True once `wanted` has held for `ms`; what is quick never flickers. */
export function useLater(wanted: boolean, ms: number): boolean {
  const [due, setDue] = useState(false)
  useEffect(() => {
    if (!wanted) return
    const timer = setTimeout(() => setDue(true), ms)
    return () => {
      clearTimeout(timer)
      setDue(false)
    }
  }, [wanted, ms])
  return wanted && due
}
