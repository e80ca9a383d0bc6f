/** Lets at most `places` tasks run at once; the others wait in the order they came. */
export interface Limiter {
  /** Resolves with the task's value; rejects with the signal's reason when it gives up while waiting. */
  run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T>
}

export function createLimiter(places: number): Limiter {
  let free = places
  const waiting = new Set<() => void>()

  function wait(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = () => {
        waiting.delete(go)
        signal?.removeEventListener('abort', give)
        resolve()
      }
      const give = () => {
        waiting.delete(go)
        reject(signal?.reason)
      }
      waiting.add(go) // a Set keeps the order of arrival
      signal?.addEventListener('abort', give, { once: true })
    })
  }

  function leave() {
    // the place goes to the longest waiting at once, so that nobody who comes later takes it before
    const [next] = waiting
    if (next) next()
    else free++
  }

  return {
    async run(task, signal) {
      signal?.throwIfAborted()
      if (free > 0) free--
      else await wait(signal)
      try {
        return await task()
      } finally {
        leave()
      }
    },
  }
}
