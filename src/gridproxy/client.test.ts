import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { toHex, utf8 } from '#lib/bytes.ts'
import { isAbort } from '#lib/error.ts'
import { fromSs58, toSs58 } from '#lib/ss58.ts'
import { createGridProxy } from './client.ts'
import { twinDirectory, twinOfAccount } from './twins.ts'
import { ProxyError } from './error.ts'
import { BODY_LIMIT, type Fetch } from './fetch.ts'

const sample = (name: string) =>
  readFileSync(new URL(`./samples/${name}.json`, import.meta.url), 'utf8')

type Answer = (url: URL, init: RequestInit) => Response | Promise<Response>

/** A proxy client over a service that answers by the given function, and what it was asked. */
function over(answer: Answer, timeoutMs?: number) {
  const asked: { url: URL; init: RequestInit }[] = []
  const fetch: Fetch = async (input, init) => {
    const url = new URL(input)
    asked.push({ url, init })
    return answer(url, init)
  }
  const proxy = createGridProxy({
    baseUrl: 'https://proxy.example.org/',
    fetch,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  })
  return { proxy, asked }
}
const says = (body: string, init: ResponseInit = {}) => over(() => new Response(body, init))

/** The ProxyError a call ends in. */
async function failing(call: Promise<unknown>): Promise<ProxyError> {
  const error: unknown = await call.then(
    () => expect.unreachable('the call should have failed'),
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof ProxyError)) throw error
  return error
}

describe('what is asked', () => {
  test('a plain GET: no header of ours, no credentials, the base’s slash not doubled', async () => {
    const { proxy, asked } = says('[]')
    await proxy.nodes({ status: ['up', 'standby'], page: 2, size: 100, ret_count: true })
    expect(asked[0]?.url.href).toBe(
      'https://proxy.example.org/nodes?status=up%2Cstandby&page=2&size=100&ret_count=true',
    )
    expect(asked[0]?.init).toEqual({
      method: 'GET',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: expect.any(AbortSignal),
    })
  })

  test('each call has its address', async () => {
    const { proxy, asked } = says('null', { status: 500 })
    await Promise.allSettled([
      proxy.node(14),
      proxy.status(14),
      proxy.statistics(14),
      proxy.gpus(14),
      proxy.farms({ name_contains: 'a&b' }),
      proxy.twins({ twin_id: 5 }),
      proxy.contracts({ state: ['Created', 'GracePeriod'] }),
      proxy.contract(18446744073709551615n),
      proxy.publicIps({ farm_ids: [1, 7], free: true }),
      proxy.stats({ status: ['up'] }),
      proxy.health(),
      proxy.version(),
    ])
    expect(asked.map(({ url }) => url.pathname + url.search).toSorted()).toEqual(
      [
        '/nodes/14',
        '/nodes/14/status',
        '/nodes/14/statistics',
        '/nodes/14/gpu',
        '/farms?name_contains=a%26b',
        '/twins?twin_id=5',
        '/contracts?state=Created%2CGracePeriod',
        '/contracts/18446744073709551615',
        '/public_ips?farm_ids=1%2C7&free=true',
        '/stats?status=up',
        '/health',
        '/version',
      ].toSorted(),
    )
  })

  test('the rows of an empty list of ids are none, and nobody is asked', async () => {
    const { proxy, asked } = says(sample('nodes'))
    expect(await proxy.nodes({ node_ids: [] })).toEqual({ items: [], count: 0 })
    expect(await proxy.publicIps({ farm_ids: [] })).toEqual({ items: [], count: 0 })
    expect(asked).toEqual([])
    expect((await proxy.nodes({ excluded: [], status: [] })).items).toHaveLength(6)
  })
})

describe('what is read', () => {
  test('nodes: exact sizes, missing places, cards or none', async () => {
    const { items } = await says(sample('nodes')).proxy.nodes()
    expect(items.map(({ nodeId, status }) => [nodeId, status])).toEqual([
      [14, 'up'],
      [93, 'up'],
      [212, 'up'],
      [40, 'down'],
      [57, 'standby'],
      [301, 'up'],
    ])
    expect(items[0]).toMatchObject({
      twinId: 25,
      total_resources: { cru: 32n, sru: 2199023255552n, hru: 10995116277760n, mru: 202802356224n },
      used_resources: { cru: 11n },
      rentContractId: 0n,
      speed: { upload: 941234567.12 },
      cpu_benchmark: { threads: 32 },
    })
    expect(items[2]).toMatchObject({ rentContractId: 2001n, gpus: [{ contract: 2002n }] })
    expect(items[3]).toMatchObject({
      location: { longitude: null, latitude: null },
      features: [],
      dmi: { processor: [], memory: [] },
    })
    expect(items[5]?.gpus).toEqual([])
  })

  test('one node has the shape of the list’s, to the last field', async () => {
    const listed = (await says(sample('nodes')).proxy.nodes()).items
    const one = await says(sample('node-14')).proxy.node(14)
    expect(one).toEqual(listed[0])
    expect(await says(sample('node-93-gpu')).proxy.node(93)).toEqual(listed[1])
  })

  test('what other versions of the service leave out or write as null', async () => {
    const [first] = JSON.parse(sample('nodes')) as object[] // the sample is a list of objects
    const bare = {
      ...first,
      gpus: null,
      features: null,
      cpu_benchmark: undefined,
      price_usd: undefined,
      location: null,
      publicConfig: null,
      power: null,
      dmi: { UpdatedAt: 0, bios: null, processor: null, memory: null },
      speed: { UpdatedAt: 0, upload: 0, download: 0 },
      status: 'hibernating',
    }
    const { items } = await says(JSON.stringify([bare])).proxy.nodes()
    expect(items[0]).toMatchObject({
      gpus: [],
      features: [],
      cpu_benchmark: null,
      price_usd: null,
      location: { country: '', longitude: null },
      publicConfig: { ipv4: '', domain: '' },
      power: { state: '', target: '' },
      dmi: { bios: { vendor: '' }, baseboard: { manufacturer: '' }, processor: [], memory: [] },
      status: 'hibernating',
    })
  })

  test('farms, twins, contracts, public IPs, statistics of the grid, health, version', async () => {
    expect((await says(sample('farms')).proxy.farms()).items[0]).toMatchObject({
      farmId: 1,
      publicIps: [{ contract_id: 1701n }, { contract_id: 0n }, {}, {}],
    })
    expect((await says(sample('twins')).proxy.twins()).items).toHaveLength(2)
    const { items } = await says(sample('contracts')).proxy.contracts()
    expect(items.find(({ type }) => type === 'name')?.details).toMatchObject({
      name: 'fvm143vmdemo01',
      nodeId: null,
    })
    expect(items.find(({ type }) => type === 'rent')).toMatchObject({
      contract_id: 2001n,
      details: { nodeId: 212, farm_id: 7, deployment_data: '' },
    })
    expect(await says(sample('contract-1701')).proxy.contract(1701n)).toMatchObject({
      details: { number_of_public_ips: 1, nodeId: 14 },
    })
    const bills = says(sample('contract-1701-bills'), { headers: { count: '2' } })
    expect(await bills.proxy.bills(1701n, { size: 2, ret_count: true })).toMatchObject({
      items: [{ amountBilled: 2440000n, discountReceived: 'Gold', timestamp: 1795007212 }, {}],
      count: 2,
    })
    expect((await says(sample('public_ips')).proxy.publicIps()).items[1]).toMatchObject({
      contract_id: 0n,
      farm_id: 1,
    })
    expect(await says(sample('stats')).proxy.stats()).toMatchObject({
      totalSru: 8847000000000n,
      nodesDistribution: { Belgium: 2 },
    })
    expect(await says(sample('health')).proxy.health()).toMatchObject({
      total_state_ok: false,
      indexers: { gpu: { updated_at: 1795198200 } },
    })
    expect(await says(sample('version')).proxy.version()).toBe('v0.15.18')
  })

  test('statistics and cards that the service fetches from a node', async () => {
    expect(await says(sample('node-14-statistics')).proxy.statistics(14)).toMatchObject({
      used: { sru: 440234147840n },
      users: { workloads: 11 },
    })
    expect(await says(sample('node-93-gpus')).proxy.gpus(93)).toMatchObject([
      { node_twin_id: 1204, contract: 0n },
      { vendor: 'NVIDIA Corporation' },
    ])
    expect(await says(sample('node-14-gpus.none')).proxy.gpus(14)).toEqual([])
    expect(await says(sample('node-14-status')).proxy.status(14)).toBe('up')
  })

  test.each([
    ['612', 612],
    ['0', 0],
    [undefined, null],
    ['', null],
    ['many', null],
    ['-5', null],
    ['1e3', null],
  ])('the number of all rows comes from the header count: %j is %j', async (header, count) => {
    const { proxy } = says('[]', { headers: header === undefined ? {} : { count: header } })
    expect(await proxy.nodes({ ret_count: true })).toEqual({ items: [], count })
  })
})

interface Refusal {
  request: string
  status: number
  body?: { error: string }
  body_text?: string
  headers?: Record<string, string>
}
const refusals = JSON.parse(sample('errors')) as Refusal[] // the sample file's own shape
const refused = (request: string) => {
  const found = refusals.find((refusal) => refusal.request.startsWith(request))
  if (!found) throw new Error(`no sample of ${request}`)
  const { status, body, body_text, headers } = found
  return says(body ? `${JSON.stringify(body)}\n` : (body_text ?? ''), {
    status,
    ...(headers ? { headers } : {}),
  })
}

describe('absence', () => {
  test('is null, whether the service says 404 or 500', async () => {
    expect(await refused('GET /nodes/999999').proxy.node(999999)).toBeNull()
    expect(await refused('GET /nodes/999999/status').proxy.status(999999)).toBeNull()
    expect(await refused('GET /nodes/999999').proxy.statistics(999999)).toBeNull()
    expect(await refused('GET /nodes/999999').proxy.gpus(999999)).toBeNull()
    expect(await refused('GET /contracts/999999').proxy.contract(999999n)).toBeNull()
  })

  test('is not what another endpoint would call so, nor a path that is not there', async () => {
    expect(await failing(refused('GET /contracts/999999').proxy.node(5))).toMatchObject({
      code: 'server',
    })
    expect(await failing(refused('GET /nodes/abc').proxy.node(5))).toMatchObject({
      code: 'not-found',
      details: '404 page not found',
    })
  })
})

describe('failure', () => {
  test.each([
    ['GET /nodes?farm_id=1', 'bad-request', 400],
    ['GET /nodes?sort_by=farm_name', 'bad-request', 400],
    ['GET /gateways/93', 'not-found', 404],
    ['GET /contracts/999999', 'server', 500],
    ['GET /nodes/57/statistics', 'node-off', 500],
    ['GET /nodes/40/gpu', 'node-off', 500],
    ['GET /nodes/14/statistics (node silent)', 'node-silent', 500],
    ['GET /nodes/abc', 'not-found', 404],
    ['any, server slower than 30 s', 'timeout', 503],
    ['newer servers', 'rate-limited', 429],
  ])('%s is %s', async (request, code, status) => {
    const error = await failing(refused(request).proxy.stats())
    expect(error).toMatchObject({ code, status })
    const { body, body_text } = refusals.find((r) => r.request.startsWith(request)) ?? {}
    expect(error.details).toBe(body?.error ?? body_text?.trim())
  })

  test.each([
    ['1', 1],
    ['30', 30],
    ['Wed, 21 Oct 2026 07:28:00 GMT', undefined],
    ['-1', undefined],
    [undefined, undefined],
  ])('too many requests: Retry-After %j is %j seconds', async (header, retryAfterSeconds) => {
    const { proxy } = says('', {
      status: 429,
      headers: header === undefined ? {} : { 'retry-after': header },
    })
    expect(await failing(proxy.stats())).toMatchObject({ code: 'rate-limited', retryAfterSeconds })
  })

  test.each(['<html>Bad gateway</html>', '{"message":"x"}', '{"error":5}', ''])(
    'a gateway’s own words are kept: %j',
    async (body) => {
      expect(await failing(says(body, { status: 502 }).proxy.stats())).toMatchObject({
        code: 'server',
        details: body,
      })
    },
  )

  test.each(['', '<html></html>', '[{"nodeId":1', 'undefined'])(
    'an answer that is not JSON keeps its raw text: %j',
    async (body) => {
      expect(await failing(says(body).proxy.nodes())).toMatchObject({
        code: 'bad-json',
        details: body,
      })
    },
  )

  test.each([
    ['{}', 'the whole answer: expected array'],
    ['[null]', '[0]: expected object'],
    ['[{"nodeId":"14"}]', '[0].nodeId: expected number'],
  ])('an answer of another shape says where and keeps its raw text: %s', async (body, where) => {
    const error = await failing(says(body).proxy.nodes())
    expect(error).toMatchObject({ code: 'unexpected-answer', details: body })
    expect(error.message).toContain(`/nodes is not what it should be: ${where}`)
  })

  test('a size that is no size is never shown as a number', async () => {
    const nodes = sample('nodes').replace('2199023255552', '-1')
    expect(await failing(says(nodes).proxy.nodes())).toMatchObject({
      code: 'unexpected-answer',
      message: expect.stringContaining('[0].total_resources.sru'),
    })
  })

  test('no network, and an answer the page may not read, are unreachable', async () => {
    const { proxy } = over(() => Promise.reject(new TypeError('Failed to fetch')))
    const error = await failing(proxy.nodes())
    expect(error).toMatchObject({ code: 'unreachable', cause: expect.any(TypeError) })
    expect(error.status).toBeUndefined()
  })

  test('an endless answer is cut off, not kept', async () => {
    const chunk = new Uint8Array(1024 * 1024).fill(0x20)
    let sent = 0
    let cancelled = false
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(controller) {
        sent += chunk.length
        controller.enqueue(chunk)
      },
      cancel() {
        cancelled = true
      },
    })
    const error = await failing(over(() => new Response(body)).proxy.nodes())
    expect(error.code).toBe('too-large')
    expect(error.details?.length).toBeLessThan(200_000)
    expect(cancelled).toBe(true)
    expect(sent).toBeLessThan(BODY_LIMIT + 4 * chunk.length)
  })
})

/** A service that never answers, and heeds being given up like the browser's fetch. */
const silent: Answer = (_url, { signal }) =>
  new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason))
  })

describe('waiting', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  /** What has become of a call so far: undefined while it waits. */
  function outcome(call: Promise<unknown>) {
    const seen: { error?: unknown } = {}
    call.catch((error: unknown) => {
      seen.error = error
    })
    return seen
  }

  test('ends after 15 s, for what a node is asked after 35 s', async () => {
    const { proxy } = over(silent)
    const nodes = outcome(proxy.nodes())
    const statistics = outcome(proxy.statistics(14))
    await vi.advanceTimersByTimeAsync(14_999)
    expect(nodes.error).toBeUndefined()
    await vi.advanceTimersByTimeAsync(1)
    expect(nodes.error).toMatchObject({ code: 'timeout' })
    await vi.advanceTimersByTimeAsync(19_999)
    expect(statistics.error).toBeUndefined()
    await vi.advanceTimersByTimeAsync(1)
    expect(statistics.error).toMatchObject({ code: 'timeout' })
    expect(vi.getTimerCount()).toBe(0)
  })

  test('ends as well when the fetch heeds no signal, or the body stops halfway', async () => {
    const deaf = outcome(over(() => new Promise(() => {}), 1000).proxy.nodes())
    const half = outcome(
      over(
        () => new Response(new ReadableStream({ start: (c) => c.enqueue(utf8('[')) })),
        1000,
      ).proxy.nodes(),
    )
    await vi.advanceTimersByTimeAsync(1000)
    expect(deaf.error).toMatchObject({ code: 'timeout' })
    expect(half.error).toMatchObject({ code: 'timeout' })
  })

  test('leaves no timer behind when an answer came', async () => {
    await says('[]').proxy.nodes()
    await failing(says('', { status: 500 }).proxy.nodes())
    expect(vi.getTimerCount()).toBe(0)
  })

  test('ends when the caller gives up, before, during and in the queue', async () => {
    const { proxy, asked } = over(silent)
    expect(isAbort(await failing(proxy.nodes({}, { signal: AbortSignal.abort() })))).toBe(true)
    expect(asked).toHaveLength(0)

    const first = new AbortController()
    const running = Array.from({ length: 6 }, () =>
      outcome(proxy.nodes({}, { signal: first.signal })),
    )
    const second = new AbortController()
    const queued = outcome(proxy.farms({}, { signal: second.signal }))
    await vi.advanceTimersByTimeAsync(0)
    expect(asked).toHaveLength(6)
    second.abort()
    await vi.advanceTimersByTimeAsync(0)
    expect(queued.error).toMatchObject({ code: 'aborted' })
    first.abort()
    await vi.advanceTimersByTimeAsync(0)
    for (const { error } of running) expect(error).toMatchObject({ code: 'aborted' })
    expect(asked).toHaveLength(6)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('six run at once, in the order of asking, and slow nodes hold up nobody', async () => {
    const { proxy, asked } = over(silent)
    const slow = Array.from({ length: 20 }, (_, i) => outcome(proxy.statistics(i)))
    const quick = Array.from({ length: 8 }, (_, i) => outcome(proxy.nodes({ page: i + 1 })))
    await vi.advanceTimersByTimeAsync(0)
    const paths = () => asked.map(({ url }) => url.pathname + url.search)
    expect(paths().filter((path) => path.endsWith('/statistics'))).toHaveLength(4)
    expect(paths().filter((path) => path.startsWith('/nodes?'))).toEqual(
      [1, 2, 3, 4, 5, 6].map((page) => `/nodes?page=${page}`),
    )
    // the time of one that waited begins when it is sent
    await vi.advanceTimersByTimeAsync(15_000)
    expect(quick.filter(({ error }) => error !== undefined)).toHaveLength(6)
    expect(paths().slice(-2)).toEqual(['/nodes?page=7', '/nodes?page=8'])
    await vi.advanceTimersByTimeAsync(15_000)
    expect(quick.every(({ error }) => error !== undefined)).toBe(true)
    await vi.advanceTimersByTimeAsync(5 * 35_000)
    expect(slow.every(({ error }) => error !== undefined)).toBe(true)
  })
})

describe('twins for RMB', () => {
  const account = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'
  const twin = (fields: object) =>
    says(JSON.stringify([{ twinId: 143, accountId: account, relay: '', publicKey: '', ...fields }]))
  const pk = '03d1f0a4a6b3c6f1b7d6f3c9a2f1b0c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5'

  test('a twin in plain values', async () => {
    const { proxy, asked } = twin({ relay: 'a.example_b.example', publicKey: `0x${pk}` })
    const found = await twinDirectory(proxy)(143)
    expect(asked[0]?.url.search).toBe('?twin_id=143')
    expect(found).toMatchObject({ twin: 143, relay: 'a.example_b.example' })
    expect(found?.account).toEqual(fromSs58(account))
    expect(toHex(found?.pk ?? utf8(''))).toBe(pk)
  })

  test('a key without 0x is the same key', async () => {
    const found = await twinDirectory(twin({ publicKey: pk }).proxy)(143)
    expect(toHex(found?.pk ?? utf8(''))).toBe(pk)
  })

  test.each(['', '0x', null])(
    'no key and no relay are absent, not empty: %j',
    async (publicKey) => {
      const found = await twinDirectory(twin({ publicKey, relay: null }).proxy)(143)
      expect(Object.keys(found ?? {}).toSorted()).toEqual(['account', 'twin'])
    },
  )

  test.each([
    ['0x1234', Uint8Array.of(0x12, 0x34)],
    ['not hex', utf8('not hex')],
    [`${pk}0`, utf8(`${pk}0`)],
  ])('an odd key is handed on to be refused, never dropped: %s', async (publicKey, bytes) => {
    expect((await twinDirectory(twin({ publicKey }).proxy)(143))?.pk).toEqual(bytes)
  })

  test('an account that is no address is an error with the text below', async () => {
    const call = twinDirectory(twin({ accountId: '5Bad' }).proxy)(143)
    expect(await failing(call)).toMatchObject({ code: 'bad-address', details: '5Bad' })
  })

  test('no twin, or only others, is none', async () => {
    expect(await twinDirectory(says('[]').proxy)(143)).toBeUndefined()
    expect(await twinDirectory(says(sample('twins')).proxy)(999)).toBeUndefined()
  })

  test('the source that cannot be asked is an error, not absence', async () => {
    const call = twinDirectory(says('', { status: 502 }).proxy)(143)
    expect(await failing(call)).toMatchObject({ code: 'server' })
  })

  test('giving up reaches the request', async () => {
    const { proxy } = over(silent)
    const given = new AbortController()
    const call = twinDirectory(proxy)(143, { signal: given.signal })
    given.abort()
    expect(isAbort(await failing(call))).toBe(true)
  })

  test('the twin of an account, asked in the service’s own writing of it', async () => {
    const { proxy, asked } = twin({})
    const key = fromSs58(account) ?? utf8('')
    expect(await twinOfAccount(proxy)(toSs58(key, 2))).toBe(143)
    expect(asked[0]?.url.searchParams.get('account_id')).toBe(account)
    expect(await twinOfAccount(says('[]').proxy)(account)).toBeNull()
    expect(await failing(twinOfAccount(proxy)('5Bad'))).toMatchObject({ code: 'bad-address' })
  })
})
