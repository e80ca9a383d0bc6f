import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { concat, toHex, utf8, type Bytes } from '#lib/bytes.ts'
import { parseJson } from '#lib/json.ts'
import { keyPair } from '#rmb/keys.ts'
import { createChain, type Chain } from './chain.ts'
import { describe } from './description.ts'
import { blake256, readExtrinsic } from './extrinsic.ts'
import { bytesOf, recorded, recordedExtrinsics, type Message } from './recorded.ts'
import { compact, littleEndian } from './scale.ts'
import { sharedChain } from './shared.ts'
import { createKeys } from './storagekey.ts'

const description = describe(144)
const keys = createKeys(description)
const { signer: theirs } = readExtrinsic(recordedExtrinsics()[0] ?? new Uint8Array(), description)

/** Whom the recorded transfer pays. */
const PAID = 'e659a7a1628cdd93febc04a4e0646ea20e9f5f0ce097d9a05290d4a9e054df4e'

const keyOf = (account: Bytes) => toHex(keys.keyOf('System.Account', [account]) ?? account)

/** The account as the recording has it before anything is sent. */
const [begin] = recorded.messages.flatMap(({ msg }) =>
  msg.method === 'state_storage' ? [accountIn(msg)] : [],
)

/** Nonce and money in a push of the account's storage. */
function accountIn(message: Message): { nonce: number; free: bigint } {
  // a state_storage push: { result: { changes: [[key, value]] } }
  const { result } = message.params as { result: { changes: [string, string][] } }
  const value = description.codec.decode('AccountInfo', bytesOf(result.changes[0]?.[1] ?? ''))
  const { nonce, data } = value as { nonce: number; data: { free: bigint } } // AccountInfo's fields
  return { nonce, free: data.free }
}

/** Names of a block's events in their order, and the amounts they carry; the recorded accounts were of an older form. */
function eventsIn(hex: string): unknown[] {
  const records = description.codec.decode('Vec<EventRecord>', bytesOf(hex)) as { event: object }[] // event records
  return records.flatMap(({ event }) => {
    const [pallet, of] = Object.entries(event)[0] ?? []
    const [name, fields] = typeof of === 'string' ? [of] : (Object.entries(of as object)[0] ?? []) // an enum's value
    const amounts = Object.values((fields ?? {}) as object).filter(
      (field) => typeof field === 'bigint',
    )
    return name === 'Upgraded' ? [] : [[`${pallet}.${name}`, ...amounts]]
  })
}

/** What of an answer must be the same: names and kinds, hashes only by their length. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shape(value[0])]
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, of]) => [name, shape(of)]))
  }
  if (typeof value !== 'string') return value === null ? null : typeof value
  if (!value.startsWith('0x')) return 'text'
  return value.length === 66 ? 'hash' : 'hex'
}

/** Puts this chain's account and hashes where the recording has its own, and signs anew. */
async function translator(chain: Chain) {
  const pair = await keyPair(blake256(utf8('the account of the recording')), 'sr25519')
  const hashes = new Map([[recorded.genesis, chain.genesisHash]])
  let sent = 0

  async function signed(bytes: Bytes): Promise<string> {
    const extrinsic = readExtrinsic(bytes, description)
    // the era's birth was the head at that moment, there as here
    const [genesis, born] = [bytesOf(chain.genesisHash), bytesOf(chain.head().hash)]
    const versions = concat(littleEndian(144, 4), littleEndian(2, 4))
    const signature = await pair.sign(concat(extrinsic.signed, versions, genesis, born))
    const body = concat(
      Uint8Array.of(0x84, 0),
      pair.account,
      Uint8Array.of(1),
      signature.subarray(1),
      extrinsic.signed.subarray(extrinsic.signed.length - 4), // era, nonce, tip: one mortal, one small, none
      extrinsic.signed.subarray(0, -4),
    )
    return `0x${toHex(concat(compact(body.length), body))}`
  }

  return {
    account: pair.account,
    learn: (theirHash: unknown, own: unknown) => hashes.set(String(theirHash), String(own)),
    async request(message: Message): Promise<string> {
      let params = message.params
      if (message.method === 'author_submitAndWatchExtrinsic') {
        params = [await signed(recordedExtrinsics()[sent++] ?? new Uint8Array())]
      }
      let text = JSON.stringify({ ...message, params })
      text = text.replaceAll(keyOf(theirs).slice(64), keyOf(pair.account).slice(64))
      text = text.replaceAll(toHex(theirs), toHex(pair.account))
      for (const [their, own] of hashes) text = text.replaceAll(their, own)
      return text
    },
  }
}

test('a recorded conversation with the real chain has the same answers here, in kind and in money', async () => {
  const { free = 0n } = begin ?? {}
  const own: Message[] = []
  const chain = createChain({ spec: 144, blockMs: 0 })
  const translate = await translator(chain)
  const { account, learn } = translate
  // the two accounts that were there: who sends, and who is paid
  for (const who of [account, bytesOf(PAID)]) {
    const data = { free, reserved: 0n, frozen: 0n, flags: 1n << 127n }
    const info = { nonce: 0, consumers: 0, providers: 1, sufficients: 0, data }
    chain.store.put('System.Account', [who], info)
  }
  const session = chain.connect((text) => own.push(parseJson(text) as Message)) // the chain's own JSON-RPC
  const subscriptions = new Map<string, string>()
  /** The answer or push that belongs to a recorded one; taken out. */
  const find = (theirs: Message): Message | undefined => {
    const told = theirs.params as { subscription: string; result: object } | undefined
    const at = own.findIndex((mine) => {
      if (theirs.id !== undefined) return mine.id === theirs.id
      if (mine.method !== theirs.method) return false
      const { subscription } = mine.params as { subscription: string } // a push, like its fellow
      // the simulator told the runtime's version before it named the subscription
      const known = subscriptions.get(told?.subscription ?? '') ?? subscription
      return subscription === known
    })
    return own.splice(at, at < 0 ? 0 : 1)[0]
  }
  const methods = new Map<number, string>()
  let compared = 0
  let blocks = 0
  for (const { dir, msg } of recorded.messages) {
    if (dir === 'c2s') {
      methods.set(msg.id ?? 0, msg.method ?? '')
      session.receive(await translate.request(msg))
      continue
    }
    const told = (msg.params as { result?: object } | undefined)?.result ?? {}
    if ('inBlock' in told) chain.mint()
    if ('finalized' in told) chain.finalize()
    const mine = find(msg)
    const method = methods.get(msg.id ?? 0)
    expect([msg.method ?? method, mine !== undefined]).toEqual([msg.method ?? method, true])
    if (method?.includes('subscribe') || method?.startsWith('author_')) {
      subscriptions.set(String(msg.result), String(mine?.result))
    }
    if (method === 'state_getStorage') {
      expect(eventsIn(String(mine?.result))).toEqual(eventsIn(String(msg.result)))
      blocks++
    }
    if (msg.method === 'state_storage') expect(accountIn(mine ?? {})).toEqual(accountIn(msg))
    const [of, is] = [
      msg.result ?? told,
      mine?.result ?? (mine?.params as { result?: object } | undefined)?.result,
    ]
    if (typeof of === 'string') learn(of, is)
    for (const name of ['inBlock', 'finalized'] as const) {
      if (name in told) learn(Reflect.get(told, name), Reflect.get(is as object, name))
    }
    expect([msg.method ?? method, shape(is)]).toEqual([msg.method ?? method, shape(of)])
    compared++
  }
  expect(compared).toBe(recorded.messages.filter(({ dir }) => dir === 's2c').length)
  expect(own).toEqual([])
  expect(blocks).toBe(3)
  expect(chain.twinOf(account)).toMatchObject({ id: 1, relay: 'relay.dev.grid.tf' })
  chain.close()
})

const shared = sharedChain('the kept recording against the one it was taken from')

test.skipIf(shared === undefined)('the kept recording is the shared one, its metadata cut', () => {
  const lines = readFileSync(join(shared ?? '', 'trace-minimal.jsonl'), 'utf8')
    .trim()
    .split('\n')
  const there = lines.map((line) => {
    const { dir, msg } = JSON.parse(line) as Recorded // the recorder's own form
    const { result } = msg
    const cut = typeof result === 'string' && result.length > 5_000
    return { dir, msg: cut ? { ...msg, result: result.slice(0, 20) } : msg }
  })
  expect(recorded.messages).toEqual(there)
})

type Recorded = (typeof recorded.messages)[number]
