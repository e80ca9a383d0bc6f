import { describe, expect, test } from 'vitest'
import { ProxyError } from '#gridproxy/error.ts'
import { NodeError } from '#node/error.ts'
import { RmbError } from '#rmb/error.ts'
import { type NodeWord, nodeWord, type ProxyWord } from './hearing.ts'
import { testify } from './witness.ts'

const NOW = 1_795_000_000_000
const MIN = 60_000

const proxy = (status: string, patch: Partial<ProxyWord> = {}): ProxyWord => ({
  status,
  reportedAt: NOW - 38_000,
  readAt: NOW - 5_000,
  failing: false,
  power: { state: '', target: '' },
  ...patch,
})
const off = { state: 'Down', target: 'Down' }
const answered: NodeWord = { via: 'rmb', state: 'answered', at: NOW - 2_000 }
const silent: NodeWord = { via: 'rmb', state: 'silent', at: NOW - 1_000, lastAt: null }
const unasked: NodeWord = {
  via: 'rmb',
  state: 'unasked',
  why: 'the relay cannot be reached',
  node: 'unknown',
  lastAt: null,
}
const waiting: NodeWord = { via: 'rmb', state: 'waiting' }
const toProxy = (word: NodeWord): NodeWord => ({ ...word, via: 'proxy' })
const verdict = (node: NodeWord, word: ProxyWord) => {
  const { state, word: said } = testify(node, word, NOW).verdict
  return `${state}: ${said}`
}

describe('the verdict', () => {
  test.each([
    ['all agree that it is up', answered, proxy('up'), 'ok: Up'],
    ['it answers, the proxy holds it for down', answered, proxy('down'), 'warn: Disagree'],
    [
      'it answers although it should sleep',
      answered,
      proxy('standby', { power: off }),
      'warn: Disagree',
    ],
    [
      'it answers and has been told to sleep',
      answered,
      proxy('standby', { power: { state: 'Up', target: 'Down' } }),
      'standby: Going to sleep',
    ],
    [
      'it answers while it wakes',
      answered,
      proxy('standby', { power: { state: 'Down', target: 'Up' } }),
      'busy: Waking',
    ],
    ['it answers, the proxy uses a word we do not know', answered, proxy('asleep'), 'ok: Up'],
    ['it is silent, the proxy says up', silent, proxy('up'), 'warn: Disagree'],
    ['all agree that it is down', silent, proxy('down'), 'error: Down'],
    ['it is silent and sleeps', silent, proxy('standby', { power: off }), 'standby: Standby'],
    [
      'it is silent and told to wake',
      silent,
      proxy('standby', { power: { state: 'Down', target: 'Up' } }),
      'busy: Waking',
    ],
    ['it is silent, the proxy says nothing known', silent, proxy(''), 'error: No answer'],
    ['the relay is out of reach: not the node’s fault', unasked, proxy('up'), 'unknown: Unknown'],
    ['the relay is out of reach, the proxy says down', unasked, proxy('down'), 'error: Down'],
    ['the relay is out of reach, it sleeps', unasked, proxy('standby'), 'standby: Standby'],
    ['it is being asked', waiting, proxy('up'), 'busy: Asking'],
    ['a visitor’s proxy reached it', toProxy(answered), proxy('up'), 'ok: Up'],
    ['a visitor’s proxy got no answer', toProxy(silent), proxy('up'), 'warn: Disagree'],
  ])('%s', (_title, node, word, wanted) => expect(verdict(node, word)).toBe(wanted))

  test('every combination has three lines, a word and a whole sentence', () => {
    const words: NodeWord[] = [answered, silent, unasked, waiting]
    for (const node of [...words, ...words.map(toProxy)]) {
      for (const status of ['up', 'down', 'standby', '', '<b>odd</b>'.repeat(20)]) {
        for (const state of ['', 'Up', 'Down']) {
          for (const target of ['', 'Up', 'Down']) {
            const said = testify(node, proxy(status, { power: { state, target } }), NOW)
            const all = [said.node, said.proxy, said.chain].flatMap((l) => [l.text, l.title])
            for (const text of [...all, said.verdict.word]) expect(text).toMatch(/^\S.*\S$/)
            expect(said.verdict.sentence).toMatch(/^[A-Z].*\.$/)
            expect([...all, said.verdict.sentence].join()).not.toMatch(/undefined|null|NaN/)
            expect(said.verdict.sentence.length).toBeLessThan(320)
          }
        }
      }
    }
  })

  test('a silence is never called down by itself, and an unreachable relay never is a silence', () => {
    expect(testify(silent, proxy('up'), NOW).verdict.sentence).toContain('80 min old')
    expect(testify(unasked, proxy('up'), NOW).verdict.sentence).toContain(
      'says nothing of the node',
    )
  })
})

describe('the lines', () => {
  test('say how old each word is', () => {
    const said = testify(answered, proxy('up', { reportedAt: NOW - 47 * MIN }), NOW)
    expect(said.node.text).toBe('answered 2 s ago')
    expect(said.proxy.text).toBe('up, 47 min ago')
    expect(said.chain.text).toBe('power on')
  })

  test('an answer of an hour ago is amber and the sentence says so', () => {
    const said = testify({ via: 'rmb', state: 'answered', at: NOW - 60 * MIN }, proxy('up'), NOW)
    expect(said.node.old).toBe(true)
    expect(said.verdict.sentence).toContain('last answered 1 h ago')
  })

  test('a proxy that cannot be read again is amber with its age', () => {
    const said = testify(answered, proxy('up', { readAt: NOW - 10 * MIN, failing: true }), NOW)
    expect(said.proxy.old).toBe(true)
    expect(said.proxy.title).toContain('reading it again fails')
  })

  test('the chain’s line says that the proxy repeats it, and that nothing was set', () => {
    const { chain } = testify(answered, proxy('up'), NOW)
    expect(chain.title).toContain('as the grid proxy repeats it')
    expect(chain.title).toContain('never set')
  })

  test('without a key the node’s line says that the proxy asked', () => {
    const { node } = testify(toProxy(answered), proxy('up'), NOW)
    expect(node.text).toBe('answered the proxy 2 s ago')
    expect(node.title).toContain('Unlock a twin')
  })
})

describe('what a query has heard', () => {
  const heard = (error: unknown, data?: unknown) => ({
    data,
    dataUpdatedAt: data === undefined ? 0 : NOW - 90_000,
    error,
    errorUpdatedAt: error === null ? 0 : NOW,
  })

  test('data is an answer, nothing yet is waiting', () => {
    expect(nodeWord('rmb', heard(null, {}))).toEqual({
      via: 'rmb',
      state: 'answered',
      at: NOW - 90_000,
    })
    expect(nodeWord('rmb', heard(null)).state).toBe('waiting')
  })

  test('waiting on a relay that is out of reach is not asking', () => {
    expect(nodeWord('rmb', heard(null), true)).toMatchObject({
      state: 'unasked',
      why: 'the relay cannot be reached',
    })
    // what it said before stays said
    expect(nodeWord('rmb', heard(null, {}), true).state).toBe('answered')
  })

  test.each(['unauthorized', 'panicked', 'refused', 'unexpected-answer', 'not-found'] as const)(
    'a node that answers with an error lives: %s',
    (code) => expect(nodeWord('rmb', heard(new NodeError(code, 'x'))).state).toBe('answered'),
  )

  test.each(['bad-json', 'too-large', 'undecipherable'] as const)(
    'an unreadable answer is an answer: %s',
    (code) => expect(nodeWord('rmb', heard(new RmbError(code, 'x'))).state).toBe('answered'),
  )

  test.each(['timeout', 'offline'] as const)('silence: %s', (code) =>
    expect(nodeWord('rmb', heard(new RmbError(code, 'x'), {}))).toEqual({
      via: 'rmb',
      state: 'silent',
      at: NOW,
      lastAt: NOW - 90_000,
    }),
  )

  test.each([
    'locked',
    'disconnected',
    'closed',
    'relay',
    'directory',
    'no-twin',
    'peer-key',
  ] as const)('what happened on the way tells nothing of the node: %s', (code) => {
    const word = nodeWord('rmb', heard(new RmbError(code, 'x')))
    expect(word).toMatchObject({ state: 'unasked', node: 'unknown' })
  })

  test('the proxy’s own troubles are not the node’s', () => {
    const of = (code: ConstructorParameters<typeof ProxyError>[0]) =>
      nodeWord('proxy', heard(new ProxyError(code, 'x')))
    expect(of('node-silent').state).toBe('silent')
    expect(of('timeout').state).toBe('silent')
    expect(of('node-off')).toMatchObject({ state: 'unasked', node: 'off' })
    for (const code of ['unreachable', 'server', 'rate-limited', 'bad-json'] as const) {
      expect(of(code)).toMatchObject({ state: 'unasked', node: 'unknown' })
    }
  })

  test('an answer after a failure counts', () => {
    const word = nodeWord('rmb', {
      data: {},
      dataUpdatedAt: NOW,
      error: new RmbError('timeout', 'x'),
      errorUpdatedAt: NOW - 1,
    })
    expect(word).toEqual({ via: 'rmb', state: 'answered', at: NOW })
  })
})
