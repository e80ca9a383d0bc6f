import { expect, test } from 'vitest'
import { text } from '#lib/bytes.ts'
import { decipher, encipher } from '#rmb/cipher.ts'
import { challenge, decode, encode } from '#rmb/envelope.ts'
import { verify } from '#rmb/keys.ts'
import { utf8 } from '#lib/bytes.ts'
import { TENANT } from './cast.ts'
import { createNodePeer } from './gonode.ts'
import { speaker, testGrid } from './testing.ts'

const SHOWPIECE = 2908
const OLD = 6408

/** A node's peer, and the tenant who asks it. */
async function setUp(nodeId = 11) {
  const { grid } = testGrid()
  const node = grid.db.nodes.get(nodeId)
  if (!node) throw new Error(`node ${nodeId}`)
  return {
    grid,
    node,
    peer: createNodePeer(grid.host, grid.keyring, node),
    me: await speaker(grid, TENANT),
  }
}

/** The envelope of an answer, its signature checked against the node's account. */
async function opened(
  frame: Uint8Array | undefined,
  grid: Awaited<ReturnType<typeof setUp>>['grid'],
  twin: number,
) {
  const message = frame && decode(frame)
  const keys = await grid.keyring.of(twin)
  if (!message?.signature || !keys) throw new Error('no answer')
  expect(await verify(keys.pair.account, challenge(message), message.signature)).toBe(true)
  return { message, keys }
}

test('an answer is signed, enciphered for the caller’s key and addressed to the exact session', async () => {
  const { grid, peer, me } = await setUp()
  const { message, keys } = await opened(
    await peer(await me.request(SHOWPIECE, 'zos.system.version', { uid: 'mine' })),
    grid,
    SHOWPIECE,
  )
  expect(message).toMatchObject({
    uid: 'mine',
    expiration: 300n,
    schema: 'application/json',
    federation: 'relay.demo.invalid',
    relays: ['relay.demo.invalid'],
    source: { twin: SHOWPIECE },
    destination: { twin: TENANT, connection: 'tab' },
    message: { case: 'response' },
    payload: { case: 'cipher' },
  })
  expect(message.source?.connection).toBeUndefined()
  const plain = await decipher(
    await grid.keyring.between(me.keys, keys.pk!), // a full node publishes its key
    message.payload.value ?? new Uint8Array(),
  )
  expect(text(plain!)).toBe('{"zos":"3.13.4","zinit":"v0.2.14"}')
})

test('a caller without a published key is answered in plain', async () => {
  const { grid, peer, me } = await setUp()
  const row = grid.db.twins.get(TENANT)
  if (row) row.pk = false
  grid.keyring.forget(TENANT)
  const { message } = await opened(
    await peer(await me.request(SHOWPIECE, 'zos.system.version')),
    grid,
    SHOWPIECE,
  )
  expect(message.payload.case).toBe('plain')
})

test('a node without a key, as before encryption, answers in plain', async () => {
  const { grid, peer, me } = await setUp(1408)
  const { message } = await opened(
    await peer(await me.request(OLD, 'zos.system.version')),
    grid,
    OLD,
  )
  expect(message.payload.case).toBe('plain')
})

test('an error is signed, has code 0, the node’s words, and a null body that is enciphered too', async () => {
  const { grid, peer, me } = await setUp()
  const { message, keys } = await opened(
    await peer(await me.request(SHOWPIECE, 'zos.nothing.here')),
    grid,
    SHOWPIECE,
  )
  expect(message.message).toMatchObject({
    case: 'error',
    value: { code: 0, message: 'function is not found' },
  })
  const body = await decipher(
    await grid.keyring.between(me.keys, keys.pk!), // a full node publishes its key
    message.payload.value ?? new Uint8Array(),
  )
  expect(text(body!)).toBe('null')
})

test('an enciphered request is read with the caller’s published key', async () => {
  const { grid, peer, me } = await setUp()
  const keys = await grid.keyring.of(SHOWPIECE)
  const cipher = await encipher(
    await grid.keyring.between(me.keys, keys!.pk!), // a full node publishes its key
    utf8('{"name":"iperf"}'),
  )
  const answer = await peer(
    await me.request(SHOWPIECE, 'zos.perf.get', {
      change: { payload: { case: 'cipher', value: cipher } },
    }),
  )
  expect((await opened(answer, grid, SHOWPIECE)).message.message.case).toBe('response')
})

test('the TTL and a repeated uid do not matter to a node', async () => {
  const { peer, me } = await setUp()
  const stale = await me.request(SHOWPIECE, 'zos.system.version', {
    change: { timestamp: 1n, expiration: 1n },
  })
  expect(await peer(stale)).toBeDefined()
  expect(await peer(stale)).toBeDefined()
})

test.each([
  ['another schema', { change: { schema: 'application/cbor' } }],
  ['no schema', { change: { schema: undefined } }],
  ['no payload at all', { change: { payload: { case: undefined } } }],
  [
    'a cipher that cannot be opened',
    { change: { payload: { case: 'cipher', value: new Uint8Array(40) } } },
  ],
  [
    'a cipher that is too short',
    { change: { payload: { case: 'cipher', value: new Uint8Array(3) } } },
  ],
  ['a caller that does not exist', { change: { source: { twin: 999_999, connection: 'tab' } } }],
  ['a caller that signed for another', { change: { source: { twin: 2701, connection: 'tab' } } }],
] as const)('a node is silent on %s', async (_what, options) => {
  const { peer, me } = await setUp()
  expect(
    await peer(await me.request(SHOWPIECE, 'zos.system.version', options as never)),
  ).toBeUndefined() // the bends are of EnvelopeInit
})

test('a node is silent on a changed byte and on what is no request', async () => {
  const { peer, me } = await setUp()
  const message = decode(await me.request(SHOWPIECE, 'zos.system.version'))
  if (!message) throw new Error('a request')
  message.uid = 'changed'
  expect(await peer(encode(message))).toBeUndefined()
  expect(await peer(new Uint8Array([1, 2, 3]))).toBeUndefined()
})

test('a node says nothing in plain to a twin whose published key is no key', async () => {
  const { grid, peer } = await setUp()
  const odd = await speaker(grid, 1544)
  expect(await peer(await odd.request(SHOWPIECE, 'zos.system.version'))).toBeUndefined()
})
