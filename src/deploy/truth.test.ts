import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Served } from './served.ts'
import { describeContract, describeDeployment, nameOf, titleOf } from './description.ts'
import {
  type ContractSide,
  gravity,
  type NodeSide,
  SETTLING,
  truthClasses,
  truthOf,
} from './truth.ts'

const NOW = 1_800_000_000
const contract = (state: string, age = 86_400) => ({ state, created_at: NOW - age })
const served = (workloads: readonly [state: string, message?: string][], created = NOW - 9999) =>
  ({
    contract_id: 41_532n,
    twin_id: 42,
    version: 0,
    metadata: '',
    ips: [],
    workloads: workloads.map(([state, message = ''], i) => ({
      name: `w${i}`,
      type: 'zmachine',
      state,
      message,
      created,
    })),
  }) satisfies Served
const has = (...workloads: [state: string, message?: string][]): NodeSide => ({
  kind: 'answered',
  served: served(workloads),
})
const absent: NodeSide = { kind: 'answered', served: null }
const silent: NodeSide = { kind: 'silent', why: 'Node 3378 did not answer within 20 s.' }
const classOf = (side: ContractSide, node: NodeSide, sealBroken = false) =>
  truthOf({ contract: side, node, sealBroken, now: NOW }).class

describe('what a contract says of itself', () => {
  test('today’s form, of full and of light nodes', () => {
    expect(
      describeContract('{"version":3,"type":"vm","name":"web","projectName":"fullvm/web"}'),
    ).toMatchObject({ version: 3, type: 'vm', name: 'web', projectName: 'fullvm/web' })
    expect(
      describeContract('{"version":4,"type":"network-light","name":"net","projectName":""}'),
    ).toMatchObject({ version: 4, type: 'network-light', projectName: '' })
  })

  test('missing, empty and foreign parts are empty, in whatever case the keys are', () => {
    expect(describeContract('{"Type":"Gateway Name","name":7,"project_name":"p"}')).toMatchObject({
      version: null,
      type: 'Gateway Name',
      name: '7',
      projectName: 'p',
    })
    expect(describeContract('{"name":null,"type":[],"version":"x"}')).toMatchObject({
      version: null,
      name: '',
      type: '',
    })
  })

  test('nothing is lost of what is no JSON object', () => {
    for (const text of ['my old vm', '{"name":"cut', '"x"', '[1]', 'null', '12']) {
      expect(describeContract(text)).toMatchObject({ name: text, raw: text })
    }
    expect(describeContract('')).toMatchObject({ name: '', raw: '' })
    expect(describeContract('  ')).toMatchObject({ name: '', raw: '  ' })
  })

  test('whatever the text, it is kept whole and nothing is thrown', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const { raw, name, type, projectName } = describeContract(text)
        expect(raw).toBe(text)
        for (const word of [name, type, projectName]) expect(typeof word).toBe('string')
      }),
    )
  })
})

describe('what a deployment is called', () => {
  const named = (data: string, metadata = '') => nameOf(describeDeployment(data, metadata))

  test('its name, else the end of its project, else its contract', () => {
    expect(named('{"name":"web","projectName":"vm/shop"}')).toBe('web')
    expect(named('{"projectName":"vm/shop"}')).toBe('shop')
    expect(named('', '{"name":"net"}')).toBe('net')
    expect(named('{"name":"web"}', '{"name":"net"}')).toBe('web')
    expect(titleOf(named(''), 41_260n)).toBe('Contract 41260')
    expect(titleOf('web', 41_260n)).toBe('web')
  })

  test('a bare number in the place of a project is no name', () => {
    const odd = '{"version":"three","type":["x"],"name":{"first":"k8s"},"projectName":7}'
    expect(named(odd)).toBe('')
    expect(describeDeployment(odd, '').projectName).toBe('7')
  })
})

describe('contract and node', () => {
  test('an active contract whose node serves it is in step, also with workloads that failed', () => {
    expect(classOf(contract('Created'), has(['ok'], ['ok']))).toBe('in-step')
    expect(classOf(contract('Created'), has(['error', 'image not found']))).toBe('in-step')
    expect(classOf(contract('Created'), has())).toBe('in-step')
  })

  test('an active contract that its node does not have is billed for nothing', () => {
    expect(classOf(contract('Created'), absent)).toBe('orphan')
    expect(classOf(contract('GracePeriod'), absent)).toBe('orphan')
  })

  test('a contract just made is not called an orphan', () => {
    expect(classOf(contract('Created', SETTLING - 1), absent)).toBe('waiting')
    expect(classOf(contract('Created', SETTLING), absent)).toBe('orphan')
  })

  test('a deployment without an active contract is a ghost', () => {
    for (const state of ['Deleted', 'OutOfFunds']) {
      expect(classOf(contract(state), has(['ok']))).toBe('ghost')
      expect(classOf(contract(state), absent)).toBe('in-step')
    }
    expect(classOf(null, has(['ok']))).toBe('ghost')
  })

  test('a contract in a state of tomorrow is neither an orphan nor a ghost', () => {
    expect(classOf(contract('Suspended'), absent)).toBe('unknown')
    expect(classOf(contract('Suspended'), has(['ok']))).toBe('unknown')
  })

  test('a deployment the proxy has not yet heard of is no ghost', () => {
    const fresh: NodeSide = { kind: 'answered', served: served([['init']], NOW - 5) }
    expect(classOf(null, fresh)).toBe('waiting')
  })

  test('a hash differs by the node’s word on every workload, or by a broken seal', () => {
    const said = 'contract hash does not match deployment hash'
    expect(classOf(contract('Created'), has(['error', said], ['error', `x: ${said}`]))).toBe(
      'hash-differs',
    )
    expect(classOf(contract('Created'), has(['error', said], ['ok']))).toBe('in-step')
    expect(classOf(contract('Created'), has(['ok']), true)).toBe('hash-differs')
    expect(classOf(contract('Created'), has(['ok']), false)).toBe('in-step')
    // a seal is of an answer: without one it says nothing
    expect(classOf(contract('Created'), silent, true)).toBe('unknown')
  })

  test('grace is paused, whatever the node says or does not say', () => {
    expect(classOf(contract('GracePeriod'), has(['paused']))).toBe('paused')
    expect(classOf(contract('GracePeriod'), has(['ok']))).toBe('paused')
    expect(classOf(contract('GracePeriod'), silent)).toBe('paused')
    expect(classOf(contract('Created'), has(['ok'], ['paused']))).toBe('paused')
  })

  test('without the contract only what the node says of itself is said', () => {
    expect(classOf(undefined, has(['ok']))).toBe('unknown')
    expect(classOf(undefined, has(['paused']))).toBe('paused')
    expect(classOf(undefined, absent)).toBe('unknown')
  })

  test('a node that has not answered is never called gone, nor its deployment', () => {
    const states = fc.constantFrom('Created', 'GracePeriod', 'Deleted', 'OutOfFunds', 'NewState')
    const sides = fc.oneof(
      fc.constant(null),
      fc.constant(undefined),
      fc.record({ state: states, created_at: fc.integer({ min: 0, max: NOW }) }),
    )
    const unheard = fc.constantFrom<NodeSide>(
      silent,
      { kind: 'waiting' },
      { kind: 'unasked', why: 'It is told to twin 311 only.' },
    )
    fc.assert(
      fc.property(sides, unheard, fc.boolean(), (side, node, sealBroken) => {
        expect(['unknown', 'waiting', 'paused']).toContain(classOf(side, node, sealBroken))
      }),
    )
  })

  test('the sentence of a silent node says which it was', () => {
    expect(truthOf({ contract: contract('Created'), node: silent, now: NOW }).why).toContain('3378')
  })

  test('what is only being asked weighs no more than what is well', () => {
    expect(gravity('waiting')).toBe(gravity('in-step'))
    const weights = truthClasses.filter((each) => each !== 'waiting').map(gravity)
    expect(weights).toEqual(weights.toSorted((a, b) => b - a))
    expect(new Set(weights).size).toBe(weights.length)
  })
})
