import { afterEach, describe, expect, test, vi } from 'vitest'
import { createGridProxy } from '#gridproxy/client.ts'
import { twinDirectory } from '#gridproxy/twins.ts'
import { toHex } from '#lib/bytes.ts'
import { TENANT } from './cast.ts'
import type { WorldName } from './names.ts'
import { testGrid } from './testing.ts'

afterEach(() => {
  vi.useRealTimers()
})

interface Row {
  [key: string]: unknown
}

function setUp(world: WorldName = 'default') {
  const { grid, pass } = testGrid({ world })
  const get = async (url: string) => {
    const answer = await grid.proxy('GET', url)
    if (!answer) throw new Error('no connection')
    const isJson = answer.headers['Content-Type'] === 'application/json'
    return { ...answer, json: isJson ? (JSON.parse(answer.body) as unknown) : undefined }
  }
  return {
    grid,
    pass,
    get,
    // lists answer with a list of objects
    rows: async (url: string) => (await get(url)).json as Row[],
    ids: async (url: string) => ((await get(url)).json as Row[]).map(({ nodeId }) => nodeId),
  }
}

describe('refusals', () => {
  test.each([
    ['/nodes?farm_id=1', 400, 'failed to decode params: schema: invalid path "farm_id"'],
    [
      '/nodes?free_gpu=1&nope=2',
      400,
      'failed to decode params: schema: invalid path "free_gpu" (and 1 other error)',
    ],
    ['/nodes?page=x', 400, 'failed to decode params: schema: error converting value for "page"'],
    [
      '/nodes?healthy=maybe',
      400,
      'failed to decode params: schema: error converting value for "healthy"',
    ],
    ['/nodes?sort_by=farm_name', 400, '"farm_name" is not a sort field for Node type'],
    ['/nodes?sort_by=uptime&sort_order=up', 400, '"up" is not a valid sort order'],
    ['/nodes?features=foo', 400, 'foo is not a valid node feature'],
    ['/farms?farm_name=x', 400, 'failed to decode params: schema: invalid path "farm_name"'],
    ['/nodes/999999', 404, 'node not found'],
    ['/nodes/999999/status', 500, 'node not found'],
    ['/nodes/999999/statistics', 404, 'node not found'],
    ['/gateways/12', 404, 'gateway not found'],
    ['/contracts/999999', 500, 'contract not found'],
    ['/nodes/3380/statistics', 500, 'cannot fetch statistics from node 3380 with status: standby'],
    ['/nodes/4103/gpu', 500, 'cannot fetch GPU information from node 4103 with status: down'],
  ])('%s', async (url, status, error) => {
    const answer = await setUp().get(url)
    expect(answer.status).toBe(status)
    expect(answer.json).toEqual({ error })
    expect(answer.headers['Access-Control-Allow-Origin']).toBe('*')
  })

  test.each(['/nodes/abc', '/farms/1', '/nothing', '/twins/42'])(
    'what the router does not know is plain text without CORS headers: %s',
    async (url) => {
      const { status, body, headers } = await setUp().get(url)
      expect([status, body]).toEqual([404, '404 page not found\n'])
      expect(headers).not.toHaveProperty('Access-Control-Allow-Origin')
    },
  )

  test('a node that stays silent costs the server its 30 s and answers 503 in plain text', async () => {
    vi.useFakeTimers()
    const { get } = setUp()
    const asked = get('/nodes/1406/statistics')
    await vi.advanceTimersByTimeAsync(30_000)
    expect(await asked).toMatchObject({
      status: 503,
      body: 'request timed-out. server took too long to respond',
      json: undefined,
    })
  })
})

describe('lists', () => {
  test('count only when asked, in headers without a page', async () => {
    const { get } = setUp()
    const counted = await get('/nodes?size=5&page=2&ret_count=true')
    expect(counted.headers).toMatchObject({ count: '18', size: '5', pages: '4' })
    expect(counted.headers).not.toHaveProperty('page')
    expect((await get('/nodes?size=5')).headers).not.toHaveProperty('count')
  })

  test('page from 1, with 0 meaning 1, and end empty; size 0 is empty', async () => {
    const { ids } = setUp()
    expect(await ids('/nodes?size=2')).toEqual([11, 12])
    expect(await ids('/nodes?size=2&page=0')).toEqual([11, 12])
    expect(await ids('/nodes?size=2&page=2')).toEqual([1406, 1408])
    expect(await ids('/nodes?size=2&page=99')).toEqual([])
    expect(await ids('/nodes?size=0')).toEqual([])
  })

  test('drop empty values, take a last repeated text, and join repeated numbers', async () => {
    const { ids } = setUp()
    expect(await ids('/nodes?country=')).toHaveLength(18)
    expect(await ids('/nodes?status=up&status=standby')).toEqual([2246, 3380])
    expect(await ids('/nodes?status=standby,down')).toEqual([2246, 3380, 4103])
    expect(await ids('/nodes?node_ids=11&node_ids=12,2011')).toEqual([11, 12, 2011])
  })

  test('end with a newline and escape markup as Go does', async () => {
    const { get } = setUp('garbage')
    const { body } = await get('/farms')
    expect(body.endsWith('\n')).toBe(true)
    expect(body).not.toContain('<img')
    expect(body).toContain('\\u003cimg')
  })
})

describe('nodes', () => {
  test.each<[string, number[]]>([
    ['farm_ids=7', [11, 12]],
    ['farm_name=nile%20cloud', [1406, 1408]],
    ['farm_name_contains=green', [3377, 3378, 3380]],
    ['country=norway', [6004, 6005]],
    ['city_contains=enn', [3377, 3378, 3380]],
    ['region=africa', [1406, 1408, 4102, 4103]],
    ['owned_by=2701', [11, 12]],
    ['twin_id=2908', [11]],
    ['num_gpu=1', [11, 2011, 3378, 6004, 6005]],
    ['has_gpu=true', [11, 2011, 3378, 6004, 6005]],
    ['has_gpu=false', []],
    ['gpu_vendor_id=1002', [2011]],
    ['gpu_device_name=a6000&gpu_available=true', [11]],
    ['gpu_vendor_name=nvidia&gpu_device_name=l40s&gpu_available=true', []],
    ['rented=true', [6004]],
    ['rented_by=77', [6004]],
    ['in_dedicated_farm=true', [6004, 6005]],
    ['rentable_or_rented_by=77&num_gpu=1', [6004, 2011, 6005]],
    ['certification_type=certified', [2240, 2241, 2246, 6004, 6005]],
    ['domain=true&ipv4=true', [11, 5120, 6110]],
    ['ipv4=true&ipv6=false', [2240]],
    ['features=zmachine-light', [5120, 5121]],
    ['total_cru=100', [6004, 6005]],
    ['free_ips=4&region=europe&status=up', [11, 12, 2240, 2241]],
    ['healthy=false', [2246, 3380, 4103]],
    ['excluded=11,12&farm_ids=7', []],
  ])('are filtered by %s', async (query, expected) => {
    expect(await setUp().ids(`/nodes?${query}`)).toEqual(expected)
  })

  test('are sorted, status by up, standby, down', async () => {
    const { ids, rows } = setUp()
    expect((await ids('/nodes?sort_by=status')).slice(-3)).toEqual([2246, 3380, 4103])
    expect((await ids('/nodes?sort_by=total_cru&sort_order=DESC')).slice(0, 2)).toEqual([
      6004, 6005,
    ])
    const prices = (await rows('/nodes?sort_by=price_usd')).map(({ price_usd }) =>
      Number(price_usd),
    )
    expect(prices).toEqual(prices.toSorted((a, b) => a - b))
  })

  test('fit what a filter asks to be free', async () => {
    const { rows } = setUp()
    const least = 300 * 2 ** 30
    const found = await rows(`/nodes?free_sru=${least}`)
    expect(found.length).toBeGreaterThan(3)
    expect(found.length).toBeLessThan(18)
  })

  test('have their capacity at the top in a list and in an object of its own alone', async () => {
    const { get, rows } = setUp()
    const [listed] = await rows('/nodes?node_id=11')
    const detail = (await get('/nodes/11')).json
    expect(listed).toMatchObject({ total_resources: { cru: 32 }, used_resources: { cru: 40 } })
    expect(listed).not.toHaveProperty('capacity')
    expect(detail).toMatchObject({ capacity: { total_resources: { cru: 32 } } })
    expect(detail).not.toHaveProperty('total_resources')
  })

  test('tell the chain’s public config, not the node’s', async () => {
    const { get } = setUp()
    expect((await get('/nodes/11')).json).toMatchObject({
      publicConfig: { domain: 'gent02.grid.example', ipv4: '185.206.122.33/24' },
    })
  })

  test('go from up to down when the reports stop for 80 minutes, and from standby after a day', async () => {
    const { grid, get, pass } = setUp()
    const node = grid.db.nodes.get(11)
    if (!node) throw new Error('node 11')
    node.lastReport = Math.floor(grid.host.now() / 1000)
    const status = async (id: number) => (await get(`/nodes/${id}/status`)).json
    expect(await status(3380)).toEqual({ status: 'standby' })
    pass(80 * 60)
    expect(await status(11)).toEqual({ status: 'up' })
    pass(1)
    expect(await status(11)).toEqual({ status: 'down' })
    pass(13 * 3600)
    expect(await status(3380)).toEqual({ status: 'down' })
  })

  test('cost what the server’s formula says, faults included', async () => {
    const { get } = setUp()
    // 32 threads and 125.7 GiB: CU = min(max(31.4, 16), max(15.7, 32), max(62.9, 8)) = 31.43
    const { price_usd } = Object((await get('/nodes/11')).json)
    const cu = 134_972_157_952 / 2 ** 30 / 4
    const su = 24_002_463_883_264 / 2 ** 30 / 1200 + 3_840_755_982_336 / 2 ** 30 / 200
    expect(price_usd).toBeCloseTo(((cu * 100_000 + su * 50_000) * 720) / 1e7, 3)
  })
})

describe('what the proxy fetches from a node', () => {
  test('is the node’s statistics less what the proxy drops', async () => {
    const { get } = setUp()
    const { json } = await get('/nodes/11/statistics')
    expect(json).toMatchObject({ used: { cru: 40 }, users: { deployments: 14 } })
    expect(json).not.toHaveProperty('open_connections')
  })

  test('is its cards without memory, null where there are none', async () => {
    const { get } = setUp()
    expect((await get('/nodes/12/gpu')).json).toBeNull()
    const { json } = await get('/nodes/11/gpu')
    expect(json).toMatchObject([
      { node_twin_id: 2908, contract: expect.any(Number), updated_at: 0 },
      {},
    ])
    expect(Object(json)[0]).not.toHaveProperty('vram')
  })
})

describe('other lists', () => {
  test('farms show their addresses and who holds them', async () => {
    const { rows } = setUp()
    const [farm] = await rows('/farms?twin_id=2701')
    expect(farm).toMatchObject({ farmId: 7, name: 'Lochristi Rack 2' })
    expect(farm?.publicIps).toContainEqual(
      expect.objectContaining({ ip: '185.206.122.40/24', contract_id: 41_532 }),
    )
    expect(await rows('/farms?node_has_gpu=true&node_certified=true')).toMatchObject([
      { name: 'Nordkap' },
    ])
    expect(await rows('/public_ips?farm_ids=7&free=true')).toHaveLength(4)
  })

  test('twins are found by account, and carry the key that they published', async () => {
    const { grid, rows } = setUp()
    const keys = await grid.keyring.of(TENANT)
    const [twin] = await rows(`/twins?account_id=${keys?.address}`)
    expect(twin).toEqual({
      twinId: TENANT,
      accountId: keys?.address,
      relay: 'relay.demo.invalid',
      publicKey: `0x${toHex(keys?.pk ?? new Uint8Array())}`,
    })
    expect(await rows('/twins?twin_id=6408')).toMatchObject([{ publicKey: '' }])
  })

  test('contracts are filtered by twin, node, type and state', async () => {
    const { rows, get } = setUp()
    const mine = await rows(`/contracts?twin_id=${TENANT}`)
    expect(mine).toHaveLength(26)
    expect(await rows(`/contracts?twin_id=${TENANT}&type=name`)).toMatchObject([
      { details: { name: 'webfrontend' } },
    ])
    expect(await rows(`/contracts?twin_id=${TENANT}&state=graceperiod,deleted`)).toHaveLength(2)
    expect(await rows('/contracts?node_id=6004&type=rent')).toMatchObject([{ twin_id: 77 }])
    expect((await get('/contracts/41532/bills?size=3&anything=1')).json).toEqual([])
    expect((await get('/contracts/41540/bills?size=3')).json).toHaveLength(3)
    expect((await get('/contracts/999999/bills')).json).toEqual([])
  })

  test('sums fit the lists, and a status narrows them', async () => {
    const { get } = setUp()
    expect((await get('/stats')).json).toMatchObject({ nodes: 18, farms: 9, gpus: 5 })
    expect((await get('/stats?status=down')).json).toMatchObject({ nodes: 1 })
    expect((await get('/version')).json).toEqual({ version: 'v0.15.18' })
    expect((await get('/ping')).json).toEqual({ ping: 'pong' })
    expect((await get('/health')).json).toMatchObject({ db_conn: 'ok', total_state_ok: false })
  })
})

test('the console’s own client reads every list of the demo proxy', async () => {
  const { grid } = setUp()
  const proxy = createGridProxy({
    baseUrl: 'http://proxy',
    fetch: async (input) => {
      const answer = await grid.proxy('GET', input)
      if (!answer) throw new TypeError('Failed to fetch')
      return new Response(answer.body, { status: answer.status, headers: answer.headers })
    },
  })
  const nodes = await proxy.nodes({ size: 200, ret_count: true })
  expect(nodes.count).toBe(18)
  for (const { nodeId } of nodes.items) await proxy.node(nodeId)
  expect((await proxy.farms({})).items).toHaveLength(9)
  expect((await proxy.contracts({ size: 200 })).items.length).toBeGreaterThan(50)
  expect((await proxy.publicIps({})).items.length).toBeGreaterThan(10)
  const keys = await grid.keyring.of(2908)
  expect(await twinDirectory(proxy)(2908)).toMatchObject({
    twin: 2908,
    account: keys?.pair.account,
  })
})
