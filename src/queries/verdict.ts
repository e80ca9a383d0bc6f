import { type NodeWord, OLD_MS, type Power, type ProxyWord, since } from './hearing.ts'

/** The look of a verdict, by the names of ui/State. */
export type VerdictState = 'ok' | 'busy' | 'error' | 'warn' | 'standby' | 'unknown'
export interface Judgement {
  state: VerdictState
  word: string
  sentence: string
}
/** What the witnesses come to, in a word and a sentence. `now` in Unix ms. */
export function judge(node: NodeWord, proxy: ProxyWord, power: Power, now: number): Judgement {
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
