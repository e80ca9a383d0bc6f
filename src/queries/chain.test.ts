import { afterEach, expect, test, vi } from 'vitest'
import { createChainClient, type ChainClient, type ChainStatus } from '#chain/client.ts'
import { networks, type Network } from '#lib/networks.ts'
import { createChain } from '#mock/chain/chain.ts'
import { serveChain } from '#mock/chain/serve.ts'
import { createChainLink } from './chain.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

function home(first: Network = networks.demo) {
  let network = first
  let told: ((what: 'network' | 'speaker') => void) | undefined
  return {
    state: () => ({ network }),
    opened: () => Promise.resolve(),
    onSwitch: (listener: (what: 'network' | 'speaker') => void) => {
      told = listener
    },
    go(next: Network) {
      network = next
      told?.('network')
    },
    speak: () => told?.('speaker'),
  }
}

function standIn() {
  let status: ChainStatus = { state: 'idle' }
  const close = vi.fn()
  const client: ChainClient = {
    status: () => status,
    subscribe: () => () => undefined,
    api: () => Promise.reject(new Error('not asked here')),
    onLost: () => () => undefined,
    close,
  }
  return { client, close, become: (next: ChainStatus) => (status = next) }
}

test('looking at the state connects nothing', () => {
  const make = vi.fn()
  const link = createChainLink(home(), make)
  link.subscribe(() => undefined)
  expect(link.state()).toEqual({ status: { state: 'idle' }, block: undefined })
  expect(make).not.toHaveBeenCalled()
})

test('one client serves all, another network gets another, another twin the same', async () => {
  const here = home()
  const one = standIn()
  const two = standIn()
  const make = vi.fn().mockResolvedValueOnce(one.client).mockResolvedValueOnce(two.client)
  const link = createChainLink(here, make)
  expect(await link.client()).toBe(one.client)
  expect(await link.client()).toBe(one.client)
  here.speak()
  expect(await link.client()).toBe(one.client)
  here.go(networks.test)
  await Promise.resolve()
  expect(one.close).toHaveBeenCalledOnce()
  expect(await link.client()).toBe(two.client)
  expect(make.mock.calls.map(([{ name }]) => name)).toEqual(['demo', 'test'])
})

test('a client that could not be loaded is tried again', async () => {
  const one = standIn()
  const make = vi
    .fn()
    .mockRejectedValueOnce(new Error('no network'))
    .mockResolvedValueOnce(one.client)
  const link = createChainLink(home(), make)
  await expect(link.client()).rejects.toThrow('no network')
  expect(await link.client()).toBe(one.client)
})

test('once something has connected, state and newest block are followed', async () => {
  const demo = createChain({ blockMs: 40, height: 500 })
  const server = await serveChain(demo)
  ends.push(
    () => demo.close(),
    () => server.close(),
  )
  const link = createChainLink(home({ ...networks.demo, chain: server.url }), ({ chain }) =>
    Promise.resolve(createChainClient({ endpoints: [chain] })),
  )
  ends.push(async () => (await link.client()).close())
  await link.api()
  expect(link.state().status).toMatchObject({ state: 'connected', endpoint: server.url })
  await expect.poll(() => link.state().block ?? 0).toBeGreaterThan(502)
})
