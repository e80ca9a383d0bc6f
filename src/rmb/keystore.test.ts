import * as sr25519 from '@scure/sr25519'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { localIdentity } from './crypto.ts'
import { cipherSecret, keyPair, miniSecret, pkOf, verify } from './keys.ts'
import { ME, member, MNEMONIC, TestGrid, type Member } from './testgrid.ts'

// What an sr25519 keystore gives: the 64 bytes that sign, and no mini secret (facts: rmb.md section 7.5 F).
const SIGNING = sr25519.secretFromSeed(miniSecret(MNEMONIC)).slice()

let me: Member, node: Member, grid: TestGrid
beforeEach(async () => {
  me = await member(ME, 'sr25519', MNEMONIC)
  node = await member(1001)
  grid = await TestGrid.start(me, node)
})
afterEach(() => grid.end())

const publish = (pk: Uint8Array | undefined) => {
  const { twin, account } = me.record
  const own = pk && new Uint8Array(pk)
  grid.members.set(ME, { ...me, record: own ? { twin, account, pk: own } : { twin, account } })
}
const identity = (cipher?: Uint8Array) =>
  localIdentity({
    twin: ME,
    secret: SIGNING,
    curve: 'sr25519',
    cipher: cipher && new Uint8Array(cipher),
  })

test('64 bytes sign for the same account as the mini secret they were made of', async () => {
  const pair = await keyPair(SIGNING, 'sr25519')
  expect(pair.account).toEqual(me.pair.account)
  const message = new Uint8Array([1, 2, 3])
  expect(await verify(me.pair.account, message, await pair.sign(message))).toBe(true)
  pair.dispose()
  expect(SIGNING.some((byte) => byte !== 0)).toBe(true) // the caller's bytes stay the caller's
})

test.each([
  ['ed25519', 64],
  ['ed25519', 31],
  ['sr25519', 33],
] as const)('%s takes no secret of %i bytes', async (curve, length) => {
  await expect(keyPair(new Uint8Array(length), curve)).rejects.toThrow(RangeError)
})

test('a twin that has published no key speaks in plain with it', async () => {
  publish(undefined)
  const client = await grid.client({ identity: await identity() })
  const answer = client.request(1001, 'zos.statistics.get', { a: 1 })
  const request = await grid.next()
  expect(request.envelope.payload.case).toBe('plain')
  await request.reply('{"used":1}')
  expect(await answer).toEqual({ used: 1 })
})

test('a twin whose key is published is told that answers cannot be read, and nothing is sent', async () => {
  const client = await grid.client({ identity: await identity() })
  await expect(client.request(1001, 'c')).rejects.toMatchObject({
    code: 'undecipherable',
    message: expect.stringContaining('no secret to decipher with'),
  })
  expect(grid.requests).toEqual([])
})

test('with a cipher key of its own, published, calls are enciphered both ways', async () => {
  const cipher = cipherSecret()
  const pk = pkOf(cipher)
  publish(pk)
  const able = await identity(cipher)
  expect(able.pk).toEqual(pk)
  // the test grid enciphers to what is published, with the node's key
  const client = await grid.client({ identity: able })
  const answer = client.request(1001, 'zos.statistics.get', { a: 1 })
  const request = await grid.next()
  expect(request.envelope.payload.case).toBe('cipher')
  expect(await request.body()).toBe('{"a":1}')
  await request.reply('{"used":1}')
  expect(await answer).toEqual({ used: 1 })
})

test('an enciphered answer to it is told as undecipherable, and nothing is enciphered by it', async () => {
  const unable = await identity()
  expect(unable.pk).toBeUndefined()
  const draft = {
    uid: 'u',
    command: 'c',
    timestamp: 1,
    expiration: 1,
    source: { twin: ME, connection: 's' },
    destination: { twin: 1001 },
    payload: new Uint8Array(3),
    relays: [],
  }
  await expect(unable.seal(draft, node.record.pk)).rejects.toMatchObject({ code: 'undecipherable' })
  const speaking = await localIdentity({ twin: 1001, secret: node.mini, curve: 'ed25519' })
  const frame = await speaking.seal(draft, me.record.pk)
  expect(await unable.open(frame, node.record)).toEqual({ ok: false, why: 'decipher' })
})

test('a cipher secret is another each time, and disposing overwrites no bytes of the caller', async () => {
  const cipher = cipherSecret()
  expect(cipher).not.toEqual(cipherSecret())
  expect(cipher).toHaveLength(32)
  const before = cipher.slice()
  const able = await identity(cipher)
  able.dispose()
  expect(cipher).toEqual(before)
})
