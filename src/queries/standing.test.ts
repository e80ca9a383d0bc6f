import { describe, expect, test } from 'vitest'
import { NodeError } from '#node/error.ts'
import { RmbError, type RmbErrorCode } from '#rmb/error.ts'
import { disagrees, replyOf, type Reply, standingOf } from './standing.ts'

const silent: Reply = { kind: 'silent', why: '', tookMs: 20_000 }
const away: Reply = { kind: 'away', why: '', tookMs: 20 }
const faulty: Reply = { kind: 'faulty', why: '', tookMs: 20 }
const entry = (status: string, state = '', target = '') => ({
  status,
  power: { state, target },
  updatedAt: 1_795_000_000,
})

describe('what an error tells of a node', () => {
  test('time that ran out and a relay without a connection are silence', () => {
    expect(replyOf(new RmbError('timeout', 'x'), 5)).toMatchObject({ kind: 'silent', tookMs: 5 })
    expect(replyOf(new RmbError('offline', 'x'), 5)).toMatchObject({ kind: 'away' })
  })

  test('a node’s own error, and an answer that cannot be read, show that it lives', () => {
    expect(replyOf(new NodeError('refused', 'x'), 5)).toMatchObject({ kind: 'faulty' })
    for (const code of ['bad-json', 'too-large', 'undecipherable'] as const) {
      expect(replyOf(new RmbError(code, 'x'), 5)).toMatchObject({ kind: 'faulty' })
    }
  })

  test('what went wrong on the way tells nothing of the node', () => {
    const ours: RmbErrorCode[] = [
      'disconnected',
      'relay',
      'locked',
      'closed',
      'aborted',
      'directory',
    ]
    for (const code of ours) expect(replyOf(new RmbError(code, 'x'), 5)).toBeUndefined()
    expect(replyOf(new TypeError('x'), 5)).toBeUndefined()
  })
})

describe('the verdict in a list', () => {
  test.each([
    [entry('up'), undefined, 'Up'],
    [entry('down'), undefined, 'Down'],
    [entry('standby', 'Down', 'Down'), undefined, 'Standby'],
    [entry('standby', 'Down', 'Up'), undefined, 'Waking'],
    [entry('dreaming'), undefined, 'dreaming'],
    [entry('up'), silent, 'Disagree'],
    [entry('up'), away, 'Disagree'],
    [entry('up'), faulty, 'Up'],
    [entry('down'), faulty, 'Disagree'],
    [entry('down'), away, 'Down'],
    [entry('standby', 'Down', 'Down'), away, 'Standby'],
  ])('%o, %o', (node, reply, word) => {
    expect(standingOf(node, reply, 0).word).toBe(word)
    expect(disagrees(node, reply)).toBe(word === 'Disagree')
  })
})
