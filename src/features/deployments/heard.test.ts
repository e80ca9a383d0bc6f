import { expect, test } from 'vitest'
import type { Served } from '#deploy/served.ts'
import { RmbError } from '#rmb/error.ts'
import { heardOf, hearingOf, joined, notOurs } from './heard.ts'
import type { NodeHeard } from './rows.ts'

const asked = { data: undefined, error: null, cutOff: false }
const served = (contract_id: bigint) => ({ contract_id }) as Served // only its number matters here
const answered = (...ids: bigint[]): NodeHeard => ({
  kind: 'answered',
  served: ids.map(served),
  unsure: new Map(),
})

test('a node that is being asked is waited for, unless nothing can be sent', () => {
  expect(heardOf(11, asked)).toEqual({ kind: 'waiting' })
  expect(heardOf(11, { ...asked, cutOff: true })).toMatchObject({
    kind: 'unasked',
    why: 'Node 11 was not asked: The relay cannot be reached.',
  })
})

test('silence, absence and nonsense are told apart and are all no answer', () => {
  for (const [kind, short, told] of [
    ['silent', 'silent', 'silent'],
    ['away', 'offline', 'silent'],
    ['faulty', 'unreadable', 'unreadable'],
  ] as const) {
    const heard = heardOf(11, { ...asked, data: { kind, why: 'x', tookMs: 1 } })
    expect(heard).toMatchObject({ kind: told, short })
    expect(heard.kind === told && heard.why).toContain('11')
  }
})

test('an error of our own side is no word of the node', () => {
  const error = new RmbError('directory', 'Twin 2908 could not be looked up.')
  expect(heardOf(11, { ...asked, error })).toMatchObject({ kind: 'unasked', short: 'not asked' })
})

test('an answer once there stays while the node is asked again and fails', () => {
  const data = {
    kind: 'answered' as const,
    served: [served(1n)],
    unsure: [{ contract_id: 2n, why: 'silence' }],
    seals: [],
    tookMs: 1,
  }
  const heard = heardOf(11, { data, error: new Error('x'), cutOff: true })
  expect(heard).toMatchObject({ kind: 'answered', unsure: new Map([[2n, 'silence']]) })
})

test('what is left of ended contracts joins what the list has', () => {
  expect(joined(answered(1n, 2n), answered(2n, 3n))).toMatchObject({
    served: [{ contract_id: 1n }, { contract_id: 2n }, { contract_id: 3n }],
  })
  expect(joined(undefined, answered(3n))).toEqual(answered(3n))
  expect(joined(notOurs(311), answered(3n))).toEqual(notOurs(311))
})

test('the stamp counts who was heard and names who was not', () => {
  const silent: NodeHeard = { kind: 'silent', short: 'silent', why: '' }
  expect(
    hearingOf(
      new Map([
        [11, answered(1n)],
        [12, { kind: 'waiting' }],
        [3378, silent],
        [3379, { kind: 'unreadable', short: 'unreadable', why: '' }],
      ]),
    ),
  ).toEqual({ nodes: 4, answered: 1, silent: [3378], unreadable: [3379] })
})
