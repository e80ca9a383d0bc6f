import { expect, test } from 'vitest'
import { fromHex } from '#lib/bytes.ts'
import { can } from '#node/can.ts'
import { actorOf, publishedKey, publishing, relayHostOf } from './identitychain.ts'

const OURS = '0351f2bca8c281fceb6f093f11aac40ebc40ad69434db1e9fb1a8d16fa6083be55'
const OTHER = `02${OURS.slice(2)}`
const ours = fromHex(OURS)!
const HOST = 'relay.dev.grid.tf'

test('a published key is ours in any writing of it, another one, none, or one that nobody here can use', () => {
  expect(publishedKey(OURS, ours)).toBe('ours')
  expect(publishedKey(`0x${OURS.toUpperCase()}`, ours)).toBe('ours')
  expect(publishedKey(OTHER, ours)).toBe('other')
  expect(publishedKey('not hex', ours)).toBe('other')
  for (const empty of ['', '0x', null]) {
    expect(publishedKey(empty, ours)).toBe('none')
    expect(publishedKey(empty, undefined)).toBe('none')
  }
  expect(publishedKey(OTHER, undefined)).toBe('unreadable')
})

test('nothing is to be published where relay and key fit', () => {
  expect(publishing({ relay: HOST, pk: OURS }, HOST, ours)).toEqual({
    relay: 'ours',
    key: 'ours',
    update: null,
  })
})

test('a twin without relay and key gets both', () => {
  expect(publishing({ relay: null, pk: null }, HOST, ours)).toEqual({
    relay: 'none',
    key: 'none',
    update: { relay: HOST, pk: OURS },
  })
})

test('an update keeps the relays that are there, and adds ours', () => {
  const { relay, update } = publishing({ relay: 'r1.example_r2.example', pk: OURS }, HOST, ours)
  expect(relay).toBe('other')
  expect(update).toEqual({ relay: `r1.example_r2.example_${HOST}`, pk: OURS })
  expect(publishing({ relay: `r1.example_${HOST}`, pk: OTHER }, HOST, ours).update).toEqual({
    relay: `r1.example_${HOST}`,
    pk: OURS,
  })
  expect(publishing({ relay: 'a_b_c_d', pk: OURS }, HOST, ours).update?.relay).toBe(`a_b_c_${HOST}`)
})

test('what we do not have is left as it stands: a key, or a relay with a port', () => {
  expect(publishing({ relay: HOST, pk: OTHER }, HOST, undefined)).toEqual({
    relay: 'ours',
    key: 'unreadable',
    update: null,
  })
  expect(publishing({ relay: null, pk: OTHER }, HOST, undefined).update).toEqual({
    relay: HOST,
    pk: OTHER,
  })
  expect(publishing({ relay: 'ws:/127.0.0.1:8080', pk: null }, undefined, ours)).toEqual({
    relay: 'unknown',
    key: 'none',
    update: { relay: 'ws:/127.0.0.1:8080', pk: OURS },
  })
})

test('the relay is compared as the host that a twin can name', () => {
  expect(relayHostOf({ relay: `wss://${HOST}` })).toBe(HOST)
  expect(relayHostOf({ relay: 'ws://127.0.0.1:8080' })).toBeUndefined()
})

test('who speaks and who signs becomes what the rules ask for', () => {
  const wallet = { kind: 'wallet' as const }
  expect(can.deploy(actorOf({ speaking: null, account: wallet, accountTwin: 7 }))).toMatchObject({
    why: 'mute',
  })
  const both = { speaking: { twin: 7 }, account: wallet, accountTwin: 7 }
  expect(can.deploy(actorOf(both))).toEqual({ ok: true })
  expect(can.deploy(actorOf(both, false))).toMatchObject({ why: 'unverified' })
  expect(can.pay(actorOf({ speaking: null, account: null, accountTwin: undefined }))).toMatchObject(
    { why: 'no-signer' },
  )
})
