import { ApiPromise } from '@polkadot/api'
import type { ApiOptions, Signer, SubmittableExtrinsic } from '@polkadot/api/types'
import { toHex, fromHex, utf8 } from '#lib/bytes.ts'
import { toSs58 } from '#lib/ss58.ts'
import type { Curve } from '#rmb/identity.ts'
import { keyPair, type KeyPair } from '#rmb/keys.ts'
import { createChain, type Chain, type ChainOptions } from './chain.ts'
import { blake256 } from './extrinsic.ts'

/*
 * For tests: the public client library over a session in this process, and accounts that sign for it.
 */

type Provider = NonNullable<ApiOptions['provider']>
type Answer = (error: Error | null, result: unknown) => void

interface Message {
  id?: number
  method?: string
  result?: unknown
  error?: { code: number; message: string; data?: string }
  params?: { subscription: string; result: unknown }
}

/** A provider of the library's that talks to a chain in this process; no socket, no waiting. */
export function inProcess(chain: Chain): Provider {
  let last = 0
  const waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (e: Error) => void }
  >()
  const following = new Map<string, Answer>()
  const early = new Map<string, unknown[]>()
  const heard = new Map<string, Set<(value?: unknown) => void>>()
  let connected = true
  const emit = (name: string) => heard.get(name)?.forEach((listener) => listener())

  const session = chain.connect(
    (text) => {
      // the chain's own answers, read as the library reads them
      const message = JSON.parse(text) as Message
      if (message.params) {
        const { subscription, result } = message.params
        const answer = following.get(subscription)
        if (answer) answer(null, result)
        else early.set(subscription, [...(early.get(subscription) ?? []), result])
        return
      }
      const caller = waiting.get(message.id ?? 0)
      waiting.delete(message.id ?? 0)
      if (!message.error) return caller?.resolve(message.result)
      const { code, message: words, data } = message.error
      const error = new Error(`${code}: ${words}${data === undefined ? '' : `: ${data}`}`)
      caller?.reject(Object.assign(error, { code, data }))
    },
    () => {
      connected = false
      for (const { reject } of waiting.values()) reject(new Error('disconnected'))
      waiting.clear()
      emit('disconnected')
    },
  )

  const ask = (method: string, params: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (!connected) return reject(new Error('WebSocket is not connected'))
      const id = ++last
      waiting.set(id, { resolve, reject })
      session.receive(JSON.stringify({ id, jsonrpc: '2.0', method, params }))
    })

  const provider = {
    hasSubscriptions: true,
    isClonable: false,
    get isConnected() {
      return connected
    },
    clone: () => inProcess(chain),
    connect: async () => undefined,
    disconnect: async () => {
      connected = false
      session.close()
    },
    on(name: string, listener: (value?: unknown) => void) {
      const set = heard.get(name) ?? new Set()
      heard.set(name, set.add(listener))
      if (name === 'connected') queueMicrotask(listener)
      return () => void set.delete(listener)
    },
    send: ask,
    async subscribe(_: string, method: string, params: unknown[], answer: Answer) {
      const id = String(await ask(method, params))
      following.set(id, answer)
      for (const result of early.get(id) ?? []) answer(null, result)
      early.delete(id)
      return id
    },
    async unsubscribe(_: string, method: string, id: string) {
      following.delete(id)
      return Boolean(await ask(method, [id]))
    },
  }
  return provider as unknown as Provider // shaped like the library's interface, whose generics it need not repeat
}

/** The library on a chain, ready to use. */
export const apiOf = (chain: Chain): Promise<ApiPromise> =>
  ApiPromise.create({
    provider: inProcess(chain),
    initWasm: false,
    noInitWarn: true,
    throwOnConnect: true,
    signedExtensions: { ContractIdProvides: { extrinsic: {}, payload: {} } },
  })

/** An account with its key, and a signer shaped like an extension's (facts: tfchain.md section 11). */
export async function person(name: string, curve: Curve = 'sr25519') {
  const mini = blake256(utf8(`a person of the tests: ${name}`))
  return { mini, ...signing(await keyPair(mini, curve)) }
}

/** A twin of a demo grid as somebody who signs. */
export async function signerOf(
  { keyring }: { keyring: { of: (twin: number) => Promise<{ pair: KeyPair }> | undefined } },
  twin: number,
): Promise<Person> {
  const keys = await keyring.of(twin)
  if (!keys) throw new Error(`no twin ${twin}`)
  return signing(keys.pair)
}

function signing(pair: KeyPair) {
  const type = pair.curve === 'ed25519' ? '00' : '01'
  const signer = (api: ApiPromise): Signer => ({
    signPayload: async (payload) => {
      const { version } = payload
      const raw = api.registry
        .createType('ExtrinsicPayload', payload, { version })
        .toU8a({ method: true })
      const signature = await pair.sign(raw.length > 256 ? blake256(raw) : raw)
      return { id: 1, signature: `0x${type}${toHex(signature.subarray(1))}` }
    },
  })
  return { account: pair.account, address: toSs58(pair.account), signer, pair }
}

export type Person = ReturnType<typeof signing>

/** What came of an extrinsic, once it is final. */
export interface Fate {
  /** Statuses in the order in which the library told them. */
  statuses: string[]
  /** `section.Name` of the events of the extrinsic. */
  events: string[]
  /** The records themselves. */
  data: Map<string, unknown>
  /** `section.Name`, or the error as JSON; undefined when it was done. */
  error: string | undefined
}

/** Signs, sends, and waits for the last word; rejects with what the chain refused at the door. */
export function submit(
  api: ApiPromise,
  by: Person,
  call: SubmittableExtrinsic<'promise'>,
  options: { tip?: number; era?: number } = {},
): Promise<Fate> {
  return new Promise((resolve, reject) => {
    const statuses: string[] = []
    call
      .signAndSend(by.address, { signer: by.signer(api), nonce: -1, ...options }, (result) => {
        statuses.push(result.status.type)
        if (!result.status.isFinalized && !result.isError) return
        const { dispatchError: failed } = result
        const known = failed?.isModule ? api.registry.findMetaError(failed.asModule) : undefined
        resolve({
          statuses,
          events: result.events.map(({ event }) => `${event.section}.${event.method}`),
          data: new Map(
            result.events.map(({ event }) => [
              `${event.section}.${event.method}`,
              event.data.toPrimitive(),
            ]),
          ),
          error: known
            ? `${known.section}.${known.name}`
            : failed && JSON.stringify(failed.toJSON()),
        })
      })
      .catch(reject)
  })
}

const bytes = (hex: string) => fromHex(hex) ?? new Uint8Array()

/** A small grid: a farmer with a farm of two addresses and three nodes, a tenant, and somebody without a twin. */
export async function village(options: ChainOptions = {}) {
  const [farmer, tenant, stranger, node] = await Promise.all([
    person('farmer'),
    person('tenant', 'ed25519'),
    person('stranger'),
    person('node'),
  ])
  const size = { cru: 8, mru: 32 * 2 ** 30, sru: 500 * 2 ** 30, hru: 0 }
  const chain = createChain({
    blockMs: 60,
    finalityMs: 80,
    twins: [
      { id: 1, account: farmer.account, relay: 'relay.test', pk: bytes(`02${'11'.repeat(32)}`) },
      { id: 2, account: tenant.account, relay: 'relay.test', pk: null },
      { id: 3, account: node.account, relay: 'relay.test', pk: null },
    ],
    farms: [
      {
        id: 1,
        name: 'village',
        twinId: 1,
        publicIps: [
          { ip: '185.206.122.33/24', gateway: '185.206.122.1' },
          { ip: '185.206.122.34/24', gateway: '185.206.122.1' },
        ],
      },
      { id: 2, name: 'manor', twinId: 1, dedicated: true },
    ],
    nodes: [
      { id: 1, farmId: 1, twinId: 3, resources: size, city: 'Ghent', country: 'Belgium' },
      { id: 2, farmId: 1, twinId: 4, resources: size, power: { state: 'Down', target: 'Down' } },
      { id: 3, farmId: 2, twinId: 5, resources: size },
    ],
    balances: [
      { account: farmer.account, free: 10_000_0000000n },
      { account: tenant.account, free: 1_000_0000000n },
      { account: stranger.account, free: 100_0000000n },
      { account: node.account, free: 10_0000000n },
    ],
    ...options,
  })
  return { chain, farmer, tenant, stranger, node }
}

/** A deployment's hash as the chain takes it: 32 characters of lower-case hex. */
export const hashOf = (n: number): string => n.toString(16).padStart(32, '0')
