import 'fake-indexeddb/auto'
import { QueryClient } from '@tanstack/react-query'
import { beforeEach, expect, test, vi } from 'vitest'
import { keptCopies } from '#deploy/kept.ts'
import { challengeHash } from '#gridtypes/challenge.ts'
import { parseDeployment } from '#gridtypes/deployment.ts'
import { stringifyJson } from '#lib/json.ts'
import { hashKey } from './client.ts'
import { latestSeals, listSealOf, pageSeals, sealsInList } from './listseals.ts'
import { sealCall, type SealQuestion } from './sealcalls.ts'

const asked = vi.hoisted((): string[] => [])
const history = vi.hoisted(() => ({ text: null as string | null }))
const workers = vi.hoisted(() => ({ fails: false }))

vi.mock('./node.ts', () => ({
  callNodeText: async (_twin: number, command: string) => {
    asked.push(command)
    return history.text
  },
}))
vi.mock('./types.ts', () => ({
  inWorker: (work: (worker: unknown) => unknown) =>
    work({
      call: async (_name: string, question: SealQuestion, options: { signal: AbortSignal }) => {
        if (workers.fails) throw new Error('The Worker is gone.')
        return sealCall(question, options)
      },
    }),
}))
vi.mock('./seal.ts', () => ({ kept: async () => store }))

const store = keptCopies('listseals')
const workload = (name: string, size: number, state = 'ok', version = 0) => ({
  version,
  name,
  type: 'zmount',
  data: { size },
  result: { created: 7, state, message: '', data: null },
})
const deployment = (contract_id: number, ...workloads: ReturnType<typeof workload>[]) => ({
  version: 0,
  twin_id: 42,
  contract_id,
  metadata: '',
  workloads,
})
const signed = stringifyJson(deployment(1, workload('disk', 5)))
const hash = challengeHash(parseDeployment(signed))

const judge = (
  list: unknown[],
  { of = hash, got = new Map<bigint, string>() }: { of?: string; got?: Map<bigint, string> } = {},
) =>
  sealsInList({
    network: 'main',
    nodeTwin: 2908,
    hashes: new Map([
      [1n, of],
      [2n, 'cd'.repeat(16)],
    ]),
    texts: {
      listed: {
        ids: list.map((each) => BigInt((each as { contract_id: number }).contract_id)),
        text: stringifyJson(list),
      },
      got,
    },
    signal: new AbortController().signal,
  })

beforeEach(async () => {
  asked.length = 0
  history.text = null
  workers.fails = false
  await store.put({ network: 'main', contractId: 1n, hash, text: signed, at: 1, from: 'found' })
})

const other = deployment(2, workload('disk', 9))

test('a deployment whose copy is kept is judged in the list, and no other', async () => {
  expect(await judge([other, deployment(1, workload('disk', 5))])).toEqual([
    { contract_id: 1n, hash, seal: 'quiet' },
  ])
  expect(
    await judge([other, deployment(1, workload('disk', 6))], { of: hash.toUpperCase() }),
  ).toEqual([{ contract_id: 1n, hash, seal: 'differs' }])
  expect(await judge([deployment(1, workload('disk', 6))], { of: 'ef'.repeat(16) })).toEqual([])
  expect(asked).toEqual([])
})

test('what only a get has told is judged from that', async () => {
  const got = new Map([[1n, stringifyJson(deployment(1, workload('disk', 6)))]])
  expect(await judge([other], { got })).toMatchObject([{ seal: 'differs' }])
})

test('the history is read only where it may explain, and without it nothing is proven', async () => {
  const gone = [deployment(1)]
  expect(await judge(gone)).toMatchObject([{ seal: 'unexplained' }])
  history.text = stringifyJson([workload('disk', 5), workload('disk', 5, 'deleted')])
  expect(await judge(gone)).toMatchObject([{ seal: 'quiet' }])
  history.text = stringifyJson([workload('disk', 5)])
  expect(await judge(gone)).toMatchObject([{ seal: 'differs' }])
  expect(asked).toEqual(Array.from({ length: 3 }, () => 'zos.deployment.changes'))
})

test('a seal that cannot be judged leaves the list as it is', async () => {
  workers.fails = true
  expect(await judge([deployment(1, workload('disk', 6))])).toEqual([])
})

test('nothing of what differs stays in a list', async () => {
  const seals = await judge([deployment(1, workload('disk', 6))])
  expect(Object.keys(seals[0] ?? {})).toEqual(['contract_id', 'hash', 'seal'])
})

test('the latest verdict holds, whether a list or a page has given it', () => {
  const queries = new QueryClient({ defaultOptions: { queries: { queryKeyHashFn: hashKey } } })
  const look = (network: string, id: bigint, at: number, verdict: string) =>
    queries.setQueryData(['seal', network, id, 'AB', at], { seal: { verdict } }, { updatedAt: at })
  look('main', 3n, 1000, 'differs')
  look('main', 3n, 2000, 'runs-what-was-signed')
  look('main', 4n, 1000, 'differs')
  look('test', 5n, 1000, 'differs')
  const onPages = pageSeals(queries.getQueryCache(), 'main')
  expect([...latestSeals(onPages)].map(([id, { seal, hash }]) => [id, seal, hash])).toEqual([
    [3n, 'quiet', 'ab'],
    [4n, 'differs', 'ab'],
  ])
  const listed = { contract_id: 3n, hash: 'ab', seal: 'differs' as const, at: 3000 }
  expect(latestSeals([listed, ...onPages]).get(3n)?.seal).toBe('differs')
  expect(latestSeals([{ ...listed, at: 1500 }, ...onPages]).get(3n)?.seal).toBe('quiet')
})

test('only what differs for sure is said to differ', () => {
  expect(listSealOf({ verdict: 'cannot-judge', reason: 'history' })).toBe('quiet')
  expect(listSealOf({ verdict: 'cannot-judge', reason: 'no-history' })).toBe('unexplained')
})
