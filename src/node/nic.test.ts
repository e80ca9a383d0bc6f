import { expect, test } from 'vitest'
import { driftOf, exitOf, judge, type Look, type NicChange, nicsOf, typedFault } from './nic.ts'

const change: NicChange = {
  id: 'a',
  network: 'https://proxy',
  nodeId: 11,
  twin: 2908,
  by: 2701,
  from: 'zos',
  to: 'enp65s0f1',
  publicIps: ['185.206.122.40/24', '185.206.122.41/24'],
  writtenAt: 1000,
  sentAt: 1000,
  answer: 'accepted',
  stage: 'open',
  watchUntil: 61_000,
}
const good: Look = {
  at: 2000,
  tookMs: 600,
  exit: 'enp65s0f1',
  publicIps: ['185.206.122.41/24', '185.206.122.40/24'],
}

test('the exit is the bridge in single mode and the named NIC in dual mode', () => {
  expect(exitOf({ is_single: true, is_dual: false, dual_interface: '' })).toBe('zos')
  expect(exitOf({ is_single: false, is_dual: true, dual_interface: 'eth1' })).toBe('eth1')
})

test('NICs stand in the order a person counts them, the bridge first', () => {
  const nics = {
    eth10: { ips: [], mac: '' },
    zos: { ips: [], mac: '' },
    eth2: { ips: [], mac: '' },
  }
  expect(nicsOf(nics, 'eth2').map(({ name, exit }) => [name, exit])).toEqual([
    ['zos', false],
    ['eth2', true],
    ['eth10', false],
  ])
})

test('nothing is judged before the first answer', () => {
  const verdict = judge(change, [], 2000)
  expect([verdict.answers.state, verdict.exit.state, verdict.publicIps.state]).toEqual([
    'waiting',
    'waiting',
    'waiting',
  ])
  expect(verdict.offerPutBack).toBe(false)
  expect(verdict.remainingMs).toBe(59_000)
})

test('a change whose checks hold may be kept when the watch is over, not before', () => {
  expect(judge(change, [good], 30_000).keepReason).toBe('The watch is still running.')
  expect(judge(change, [good], 61_000).keepReason).toBeUndefined()
})

test('a lost public IP is named, and going back is offered while the node answers', () => {
  const verdict = judge(change, [{ ...good, publicIps: ['185.206.122.41/24'] }], 3000)
  expect(verdict.publicIps).toEqual({
    state: 'failed',
    evidence: '1 of 2, missing 185.206.122.40/24',
  })
  expect(verdict.offerPutBack).toBe(true)
})

test('an exit that did not move is a failed check', () => {
  const verdict = judge(change, [{ ...good, exit: 'zos' }], 61_000)
  expect(verdict.exit).toEqual({ state: 'failed', evidence: 'zos, single' })
  expect(verdict.keepReason).toBe('The exit is not where it should be.')
  expect(verdict.offerPutBack).toBe(true)
})

test('a node without any exit is told as such', () => {
  expect(judge(change, [{ ...good, exit: '' }], 3000).exit.evidence).toBe('the node names no exit')
})

test('a silent node offers no way back: nothing would arrive', () => {
  const looks = [
    { ...good, exit: 'zos' },
    { at: 9000, tookMs: 5000, error: 'no answer within 5 s' },
  ]
  const verdict = judge(change, looks, 10_000)
  expect(verdict.answers).toEqual({ state: 'failed', evidence: '1 of 2, no answer within 5 s' })
  expect(verdict.offerPutBack).toBe(false)
})

test('on the way back the old exit is the wanted one', () => {
  const back: NicChange = { ...change, back: { sentAt: 5000, answer: 'accepted' } }
  const verdict = judge(back, [{ ...good, exit: 'zos' }], 70_000)
  expect(verdict.exit.state).toBe('ok')
  expect(verdict.offerPutBack).toBe(false)
})

test('no public IPs before means none can be lost', () => {
  expect(judge({ ...change, publicIps: [] }, [], 2000).publicIps.state).toBe('ok')
  expect(judge({ ...change, publicIps: null }, [good], 2000).publicIps.state).toBe('waiting')
})

test('drift is the last kept change that the node no longer shows', () => {
  const kept: NicChange = { ...change, stage: 'kept' }
  expect(driftOf([kept], 'zos')).toBe(kept)
  expect(driftOf([kept], 'enp65s0f1')).toBeUndefined()
  expect(driftOf([change], 'zos')).toBeUndefined()
  const later: NicChange = { ...kept, id: 'b', writtenAt: 2000, stage: 'put-back' }
  expect(driftOf([later, kept], 'zos')).toBeUndefined()
})

test('the typed name says what is missing', () => {
  expect(typedFault('enp65s0f1', 'enp65s0')).toBe('Two characters missing')
  expect(typedFault('eth1', 'eth')).toBe('One character missing')
  expect(typedFault('eth1', 'eht')).toBe('That is not eth1')
  expect(typedFault('eth1', 'eth1')).toBeUndefined()
  expect(typedFault('a-very-long-name', '')).toBe('16 characters missing')
})
