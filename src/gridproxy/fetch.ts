import { parseJson } from '#lib/json.ts'
import { bounded } from '#lib/reader.ts'
import { ProxyError } from './error.ts'

/** `fetch` as this floor needs it; tests and the page's demo hand their own in. */
export type Fetch = (input: string, init: RequestInit) => Promise<Response>

/** Answers beyond this are not read: a page of 200 nodes is under 1 MB. */
export const BODY_LIMIT = 32 * 1024 * 1024

export interface Answer {
  status: number
  headers: Headers
  text: string
}

/**
 * One plain GET without any header of ours: the service answers no preflight, and with credentials its
 * wildcard of readable headers would count for nothing (facts: grid-services.md A.1). Rejects with
 * ProxyError `unreachable`, `timeout`, `aborted` or `too-large`; any HTTP status resolves.
 */
export async function get(
  fetch: Fetch,
  url: string,
  options: { timeoutMs: number; signal?: AbortSignal | undefined },
): Promise<Answer> {
  const { timeoutMs, signal } = options
  const stop = new AbortController()
  let late = false
  const timer = setTimeout(() => {
    late = true
    stop.abort()
  }, timeoutMs)
  const give = () => stop.abort()
  // a fetch that is handed in may not heed its signal; waiting ends all the same
  const stopped = new Promise<never>((_, reject) => {
    stop.signal.addEventListener('abort', () => reject(stop.signal.reason), { once: true })
  })
  if (signal?.aborted) give()
  else signal?.addEventListener('abort', give, { once: true })
  try {
    return await Promise.race([stopped, whole(fetch, url, stop.signal)])
  } catch (error) {
    if (error instanceof ProxyError) throw error
    if (signal?.aborted) throw aborted(error)
    if (late) {
      throw new ProxyError(
        'timeout',
        `The grid proxy did not answer within ${timeoutMs / 1000} s. Try again.`,
        { cause: error },
      )
    }
    // a browser tells nothing more of a host that is away and of an answer that a page may not read
    throw new ProxyError(
      'unreachable',
      'The grid proxy could not be reached, or its answer may not be read by a page. Check its address and your connection.',
      { cause: error },
    )
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', give)
  }
}

async function whole(fetch: Fetch, url: string, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(url, {
    method: 'GET',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    signal,
  })
  return { status: response.status, headers: response.headers, text: await readText(response) }
}

/** The error of a caller who gave up. */
export const aborted = (cause?: unknown) =>
  new ProxyError('aborted', 'The request to the grid proxy was given up.', { cause })

async function readText(response: Response): Promise<string> {
  if (!response.body) return ''
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    size += value.length
    if (size > BODY_LIMIT) {
      await reader.cancel()
      throw new ProxyError(
        'too-large',
        `The grid proxy answered with more than ${BODY_LIMIT / 1024 / 1024} MiB. Ask for fewer rows at once.`,
        { details: bounded(text), status: response.status },
      )
    }
    text += decoder.decode(value, { stream: true })
  }
}

/** The JSON of an answer; rejects with `bad-json`, its raw text in the details. */
export function json(answer: Answer): unknown {
  try {
    return parseJson(answer.text)
  } catch (error) {
    throw new ProxyError('bad-json', 'The grid proxy answered with something that is not JSON.', {
      details: bounded(answer.text),
      cause: error,
      status: answer.status,
    })
  }
}

/** The service's own words of a failure: `{"error": "…"}`, or the raw text where it is not that. */
export function wordsOf(answer: Answer): string {
  try {
    const body = parseJson(answer.text)
    if (body && typeof body === 'object' && 'error' in body && typeof body.error === 'string') {
      return bounded(body.error)
    }
  } catch {
    // not JSON: routers and time-outs answer in plain text
  }
  return bounded(answer.text.trim())
}

/** The error of an answer that is no success, by its status and words (facts: grid-services.md A.1, A.2). */
export function failure(answer: Answer, path: string): ProxyError {
  const { status } = answer
  const details = wordsOf(answer)
  const with_ = { details, status }
  if (status === 429) {
    const seconds = Number(answer.headers.get('retry-after') ?? NaN)
    return new ProxyError(
      'rate-limited',
      'The grid proxy asks for fewer requests. Wait a moment.',
      {
        ...with_,
        ...(Number.isFinite(seconds) && seconds >= 0 ? { retryAfterSeconds: seconds } : {}),
      },
    )
  }
  if (status === 400) {
    return new ProxyError('bad-request', `The grid proxy does not understand ${path}.`, with_)
  }
  if (status === 404) {
    return new ProxyError('not-found', `The grid proxy knows no ${path}.`, with_)
  }
  if (status === 503) {
    return new ProxyError('timeout', 'The grid proxy took too long and gave up. Try again.', with_)
  }
  if (/^cannot fetch .* from node \d+ with status: /.test(details)) {
    return new ProxyError('node-off', 'The grid proxy does not ask a node that is not up.', with_)
  }
  if (/^failed to get get node .* from relay: /.test(details)) {
    return new ProxyError('node-silent', 'The grid proxy got no answer from the node.', with_)
  }
  return new ProxyError(
    'server',
    `The grid proxy failed on ${path} (HTTP ${status}). Try again later.`,
    with_,
  )
}
