import { expect, test } from 'vitest'
import type { Network } from '#lib/networks.ts'
import { probe } from './endpoints.ts'

const network: Network = {
  name: 'custom',
  gridproxy: 'http://127.0.0.1:8080',
  relay: 'ws://127.0.0.1:8081',
  chain: '',
}

/** Answers by the address without its query; what is not listed does not answer. */
const answering =
  (answers: Record<string, unknown>) =>
  (input: string | URL | Request): Promise<Response> => {
    const at = input instanceof Request ? input.url : String(input)
    return at in answers
      ? Promise.resolve(Response.json(answers[at]))
      : Promise.reject(new TypeError('Failed to fetch'))
  }
const health = { total_state_ok: true, db_conn: 'ok', rmb_conn: 'ok', indexers: {} }

test('sound endpoints say their version, their health, and no more of the relay than can be known', async () => {
  const probes = await probe(network, {
    fetch: answering({
      'http://127.0.0.1:8080/version': { version: 'v0.15.18' },
      'http://127.0.0.1:8080/health': health,
      'http://127.0.0.1:8081': 'missing jwt',
    }),
  })
  expect(probes).toMatchObject([
    { key: 'proxy', state: 'ok', evidence: expect.stringMatching(/^version v0\.15\.18, \d+ ms$/) },
    { key: 'health', state: 'ok', evidence: 'database ok, RMB ok' },
    { key: 'relay', state: 'ok', evidence: expect.stringContaining('shows when a twin connects') },
  ])
})

test('a twin that is connected is all the proof a relay needs', async () => {
  const [, , relay] = await probe(network, { connected: true, fetch: answering({}) })
  expect(relay).toMatchObject({ state: 'ok', evidence: 'your twin is connected to it' })
})

test('each endpoint that is silent says so by itself', async () => {
  const probes = await probe(network, { fetch: answering({}) })
  expect(probes.map(({ key, state }) => [key, state])).toEqual([
    ['proxy', 'error'],
    ['health', 'warn'],
    ['relay', 'error'],
  ])
})

test('a service that is no grid proxy is not taken for one', async () => {
  const probes = await probe(network, {
    fetch: answering({
      'http://127.0.0.1:8080/version': { hello: 'world' },
      'http://127.0.0.1:8080/health': { ...health, total_state_ok: false, rmb_conn: '' },
    }),
  })
  expect(probes[0]).toMatchObject({ state: 'warn' })
  expect(probes[1]).toMatchObject({ state: 'warn', evidence: 'database ok, RMB not told' })
})
