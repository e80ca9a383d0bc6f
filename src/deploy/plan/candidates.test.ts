import { expect, test } from 'vitest'
import { readDeployment } from '#gridtypes/deployment.ts'
import { asTwin } from '#lib/ids.ts'
import type { Counters } from '#node/schemas.ts'
import { composeGateway, freshGateway } from '#deploy/compose/gateway.ts'
import { composeMachine, freshMachine } from '#deploy/compose/machine.ts'
import { composeZdb, freshZdb } from '#deploy/compose/storage.ts'
import { countingRandom, netPlace, owner, placeOf } from '#deploy/compose/testing.ts'
import { candidateFilter, judge, ranked } from './candidates.ts'

const GIB = 1n << 30n
const twin = asTwin(143)! // a u32
const random = countingRandom()
const form = { ...freshMachine('vm', netPlace(11), random), cpu: 4, publicIp4: true }
const part = composeMachine('vm', form, owner).parts[0]! // one part
const { workloads } = readDeployment(part.text)

test('a machine is looked for where it has room, types, threads and an address', () => {
  expect(candidateFilter(part, { twin, country: 'Belgium', certified: true })).toEqual({
    status: ['up'],
    healthy: true,
    available_for: 143,
    features: ['network', 'ip', 'zmachine'],
    free_mru: 2n * GIB,
    free_sru: 25n * GIB,
    total_cru: 4,
    free_ips: 1,
    country: 'Belgium',
    certification_type: 'Certified',
    sort_by: 'free_cru',
    sort_order: 'desc',
  })
})

test('a card is looked for on nodes that can be rented, a gateway where there is a domain', () => {
  const card = composeMachine('vm', { ...form, gpu: ['a/b/c'] }, owner).parts[0]!
  expect(candidateFilter(card, { twin })).toMatchObject({
    rentable_or_rented_by: 143,
    num_gpu: 1,
    gpu_available: true,
  })
  expect(candidateFilter(card, { twin })).not.toHaveProperty('available_for')
  const gateway = freshGateway('gateway-name', placeOf(1), 'site', 'http://1.2.3.4:80')
  expect(candidateFilter(composeGateway(gateway, owner).parts[0]!, { twin })).toMatchObject({
    domain: true,
    features: ['gateway-name-proxy'],
  })
  const zdb = composeZdb(freshZdb(placeOf(1), random), owner).parts[0]!
  expect(candidateFilter(zdb, { twin })).toMatchObject({ free_hru: 10n * GIB })
})

const zero = { cru: 0n, mru: 0n, sru: 0n, hru: 0n, ipv4u: 0n }
const room = (memory: bigint, disk: bigint, threads = 8n) => ({
  counters: {
    total: { ...zero, cru: threads, mru: memory * GIB },
    used: zero,
    system: zero,
    users: null,
    open_connections: null,
  } satisfies Counters,
  pools: [{ name: 'p', type: 'ssd', size: (disk + 1n) * GIB, used: GIB }],
})

test('a node is judged by what it tells itself, and the best comes first', () => {
  const nodes = [room(4n, 30n), room(1n, 30n), room(64n, 30n), room(64n, 20n), room(64n, 30n, 2n)]
  const candidates = nodes.map((one, at) => ({ at, judged: judge(workloads, one) }))
  expect(candidates.map(({ judged }) => judged.fits)).toEqual([true, false, true, false, false])
  expect(candidates[1]?.judged.memoryLeft).toBe(-GIB)
  expect(ranked(candidates).map(({ at }) => at)).toEqual([2, 0, 3, 4, 1])
})
