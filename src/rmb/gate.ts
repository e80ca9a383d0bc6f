/** Lets at most `places` tasks run at once; the others wait in the order they came. */
export function gate(places: number): <T>(task: () => Promise<T>) => Promise<T> {
  let free = places
  const waiting = new Set<() => void>() // keeps the order, and gives its first away in constant time

  function leave(): void {
    // the place goes to the longest waiting at once, so that nobody who comes later takes it before
    for (const next of waiting) {
      waiting.delete(next)
      return next()
    }
    free++
  }

  return async (task) => {
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.add(resolve))
    try {
      return await task()
    } finally {
      leave()
    }
  }
}
