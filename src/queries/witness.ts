import { type NodeWord, OLD_MS, type Power, powerOf, type ProxyWord, since } from './hearing.ts'
import { judge, type Judgement } from './verdict.ts'

/*
 * Three witnesses of a node, each heard apart and none merged: the node itself, the grid proxy, and the
 * chain's power. Pure rules, so that every contradiction can be tested; who asks is `witnesses.ts`.
 */

/** One line of testimony; `title` says how it is known. `old`: it may no longer hold. */
export interface Line {
  source: 'node' | 'proxy' | 'chain'
  text: string
  title: string
  old: boolean
}

export interface Testimony {
  node: Line
  proxy: Line
  chain: Line
  verdict: Judgement
}

const chainTexts: Record<Power, string> = {
  on: 'power on',
  off: 'power off',
  waking: 'power off, told to wake',
  'falling asleep': 'power on, told to sleep',
}

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
