import { ago } from '#lib/time.ts'

/*
 * Three witnesses of a node, each heard apart and none merged: the node itself, the grid proxy, and the
 * chain's power. Pure rules, so that every contradiction can be tested; who asks is `witnesses.ts`.
 */

/**
 * What became of asking the node, and by whom: over RMB, or for a visitor by the grid proxy over its own
 * RMB. `answered` counts whatever it answered, an error too. `silent`: it was asked and said nothing.
 * `unasked`: nobody could ask, which tells nothing of the node. Times in Unix ms.
 */
export type NodeWord = { via: 'rmb' | 'proxy' } & (
  | { state: 'waiting' }
  | { state: 'answered'; at: number }
  | { state: 'silent'; at: number; lastAt: number | null }
  | { state: 'unasked'; why: string; node: 'off' | 'unknown'; lastAt: number | null }
)

/** What the grid proxy says: `status` in its own word, from the report that the node made at `reportedAt` (Unix ms). */
export interface ProxyWord {
  status: string
  reportedAt: number
  /** When the proxy was read, and whether reading it again has failed since. */
  readAt: number
  failing: boolean
  /** The chain's power as the proxy repeats it: Up, Down, or empty where no farmerbot ever touched the node. */
  power: { state: string; target: string }
}

/** One line of testimony; `title` says how it is known. `old`: it may no longer hold. */
export interface Line {
  source: 'node' | 'proxy' | 'chain'
  text: string
  title: string
  old: boolean
}

/** The look of a verdict, by the names of ui/State. */
export type VerdictState = 'ok' | 'busy' | 'error' | 'warn' | 'standby' | 'unknown'
export interface Judgement {
  state: VerdictState
  word: string
  sentence: string
}
export interface Testimony {
  node: Line
  proxy: Line
  chain: Line
  verdict: Judgement
}

/** The part of a query's result that the node's word is made of. */
export interface Heard {
  data: unknown
  dataUpdatedAt: number
  error: unknown
  errorUpdatedAt: number
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

/** The relay has no connection to the node, or it was asked and the time ran out. */
const SILENT = new Set(['offline', 'timeout', 'node-silent'])
/** Codes of #rmb and #gridproxy that tell of the way to the node and nothing of the node. */
const UNASKED: Record<string, string> = {
  locked: 'no twin is speaking',
  disconnected: 'the relay cannot be reached',
  closed: 'the connection to the relay was closed',
  relay: 'the relay refused the call',
  'outcome-unknown': 'the connection to the relay was lost',
  directory: 'its key could not be looked up',
  'no-twin': 'its twin is not known',
  'peer-key': 'the key it has published cannot be used',
  'bad-address': 'its account cannot be read',
  'node-off': 'the grid proxy asks no node that it holds for down or asleep',
  unreachable: 'the grid proxy cannot be reached',
  'rate-limited': 'the grid proxy wants fewer requests',
  server: 'the grid proxy failed',
  'not-found': 'the grid proxy does not know it',
  aborted: 'the call was given up',
}

/**
 * What a query for the node's counters has heard. An error that the node itself sent is an answer.
 * `cutOff`: the relay is known to be out of reach, so that waiting for the node would be no news of it.
 */
export function nodeWord(via: 'rmb' | 'proxy', heard: Heard, cutOff = false): NodeWord {
  const { data, dataUpdatedAt, error, errorUpdatedAt } = heard
  const lastAt = data === undefined || data === null ? null : dataUpdatedAt
  const failed = error !== null && error !== undefined && errorUpdatedAt >= dataUpdatedAt
  if (!failed) {
    if (data === null) return unasked(via, 'not-found', lastAt)
    if (lastAt === null && cutOff) return unasked(via, 'disconnected', lastAt)
    return lastAt === null
      ? { via, state: 'waiting' }
      : { via, state: 'answered', at: dataUpdatedAt }
  }
  const code = codeOf(error)
  if (SILENT.has(code)) return { via, state: 'silent', at: errorUpdatedAt, lastAt }
  // of what comes over RMB only the codes in the table are not the node's: #node's own mean an answer
  const answered = via === 'rmb' && (code === 'not-found' || !Object.hasOwn(UNASKED, code))
  return answered ? { via, state: 'answered', at: errorUpdatedAt } : unasked(via, code, lastAt)
}

const unasked = (via: NodeWord['via'], code: string, lastAt: number | null): NodeWord => ({
  via,
  state: 'unasked',
  why: (Object.hasOwn(UNASKED, code) && UNASKED[code]) || 'the grid proxy gave no clear answer',
  node: code === 'node-off' ? 'off' : 'unknown',
  lastAt,
})

/** An answer is of now for three refresh periods of a minute; then the line turns amber. */
const OLD_MS = 180_000

type Power = 'on' | 'off' | 'waking' | 'falling asleep'

/** State is what the node last told the chain, target what its farm wants of it. */
function powerOf({ state, target }: ProxyWord['power']): Power {
  const isOff = state === 'Down'
  const off = target === 'Down'
  if (isOff) return off ? 'off' : 'waking'
  return off ? 'falling asleep' : 'on'
}

const chainTexts: Record<Power, string> = {
  on: 'power on',
  off: 'power off',
  waking: 'power off, told to wake',
  'falling asleep': 'power on, told to sleep',
}

const since = (at: number, now: number) => ago(Math.max(0, now - at) / 1000)

/** The three lines, and what they come to. `now` in Unix ms. */
export function testify(node: NodeWord, proxy: ProxyWord, now: number): Testimony {
  const power = powerOf(proxy.power)
  return {
    node: nodeLine(node, now),
    proxy: {
      source: 'proxy',
      text: `${proxy.status === '' ? 'says nothing' : proxy.status}, ${since(proxy.reportedAt, now)}`,
      title: `The grid proxy judges by the node's last uptime report on chain, made ${since(proxy.reportedAt, now)}; nodes report every 40 min, so its word may be 80 min old. Read from the proxy ${since(proxy.readAt, now)}${proxy.failing ? '; reading it again fails' : ''}.`,
      old: proxy.failing || now - proxy.readAt > OLD_MS,
    },
    chain: {
      source: 'chain',
      text: chainTexts[power],
      title: `Chain power as the grid proxy repeats it; this console does not read the chain itself yet. ${
        proxy.power.state === '' && proxy.power.target === ''
          ? 'It was never set for this node, which counts as on.'
          : `State ${proxy.power.state || 'unset'}, target ${proxy.power.target || 'unset'}.`
      }`,
      old: proxy.failing,
    },
    verdict: judge(node, proxy, power, now),
  }
}

function nodeLine(node: NodeWord, now: number): Line {
  const proxied = node.via === 'proxy'
  const title = proxied
    ? 'No twin of yours is speaking, so the grid proxy asked the node over its own RMB (zos.statistics.get). Unlock a twin to ask the node yourself.'
    : 'Asked over RMB by your twin: zos.statistics.get.'
  const told = proxied ? ' the proxy' : ''
  const last = (at: number | null) => (at === null ? '' : `, last ${since(at, now)}`)
  switch (node.state) {
    case 'waiting':
      return { source: 'node', text: 'asking…', title, old: false }
    case 'answered':
      return {
        source: 'node',
        text: `answered${told} ${since(node.at, now)}`,
        title,
        old: now - node.at > OLD_MS,
      }
    case 'silent':
      return {
        source: 'node',
        text: `no answer${proxied ? ' to the proxy' : ''}${last(node.lastAt)}`,
        title,
        old: true,
      }
    case 'unasked':
      return {
        source: 'node',
        text: `not asked${last(node.lastAt)}`,
        title: `It could not be asked: ${node.why}. ${title}`,
        old: node.node === 'unknown',
      }
    default:
      return node satisfies never
  }
}

function judge(node: NodeWord, proxy: ProxyWord, power: Power, now: number): Judgement {
  const report = since(proxy.reportedAt, now)
  const says =
    {
      up: `the grid proxy says up, from a report made ${report}`,
      down: `the grid proxy says down: the last uptime report was made ${report}`,
      standby: 'the grid proxy says standby',
    }[proxy.status] ?? `the grid proxy says “${proxy.status.slice(0, 40)}”`
  const Says = says.charAt(0).toUpperCase() + says.slice(1)
  switch (node.state) {
    case 'waiting':
      return { state: 'busy', word: 'Asking', sentence: `The node is being asked; ${says}.` }
    case 'answered':
      return answering(node, proxy.status, power, says, now)
    case 'silent':
      return silent(node, proxy.status, power, says)
    case 'unasked': {
      const unasked = `The node itself was not asked: ${node.why}.`
      if (proxy.status === 'standby') return asleep(power, unasked)
      if (proxy.status === 'down') {
        return { state: 'error', word: 'Down', sentence: `${Says}. ${unasked}` }
      }
      return {
        state: 'unknown',
        word: 'Unknown',
        sentence: `${unasked} That says nothing of the node; ${says}.`,
      }
    }
    default:
      return node satisfies never
  }
}

function answering(
  node: { via: 'rmb' | 'proxy'; at: number },
  status: string,
  power: Power,
  says: string,
  now: number,
): Judgement {
  const old = now - node.at > OLD_MS
  const answers =
    node.via === 'rmb'
      ? old
        ? `The node last answered ${since(node.at, now)}`
        : 'The node answers'
      : `The node answered the grid proxy ${since(node.at, now)}`
  if (power === 'falling asleep') {
    return {
      state: 'standby',
      word: 'Going to sleep',
      sentence: `${answers}, but its farm has told it to sleep.`,
    }
  }
  if (power === 'waking') {
    return { state: 'busy', word: 'Waking', sentence: `${answers}; its farm has told it to wake.` }
  }
  switch (status) {
    case 'up':
      return {
        state: 'ok',
        word: 'Up',
        sentence:
          node.via === 'rmb'
            ? `${answers}, and ${says}.`
            : `${answers}, and ${says}. Both are the proxy's word: unlock a twin to ask the node yourself.`,
      }
    case 'down':
      return {
        state: 'warn',
        word: 'Disagree',
        sentence: `${answers}, yet ${says}. Believe the node: it runs, but its reports do not reach the chain, so searches leave it out.`,
      }
    case 'standby':
      return {
        state: 'warn',
        word: 'Disagree',
        sentence: `${answers}, yet its chain power is off. It has woken without saying so, or is about to sleep.`,
      }
    default:
      return { state: 'ok', word: 'Up', sentence: `${answers}; ${says}.` }
  }
}

function silent(
  node: { via: 'rmb' | 'proxy' },
  status: string,
  power: Power,
  says: string,
): Judgement {
  const mute =
    node.via === 'rmb' ? 'The node does not answer' : 'The node did not answer the grid proxy'
  switch (status) {
    case 'up':
      return {
        state: 'warn',
        word: 'Disagree',
        sentence: `${mute}, yet ${says}. The proxy's word may be 80 min old, so believe the silence: the node is off, or cut off from the relay.`,
      }
    case 'down':
      return { state: 'error', word: 'Down', sentence: `${mute}, and ${says}.` }
    case 'standby':
      return asleep(power, `${mute}, as is to be expected.`)
    default:
      return { state: 'error', word: 'No answer', sentence: `${mute}; ${says}.` }
  }
}

function asleep(power: Power, rest: string): Judgement {
  return power === 'waking'
    ? { state: 'busy', word: 'Waking', sentence: `Its farm has told it to wake. ${rest}` }
    : {
        state: 'standby',
        word: 'Standby',
        sentence: `It sleeps to save power until its farm wakes it. ${rest}`,
      }
}
