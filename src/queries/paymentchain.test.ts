import { afterEach, expect, test } from 'vitest'
import type { ChainClient } from '#chain/client.ts'
import type { Intent } from '#chain/intent.ts'
import type { ExtrinsicSigner } from '#chain/submit.ts'
import { asContract } from '#lib/ids.ts'
import { meet, signerOf } from '#mock/chain/meet.ts'
import type { Person } from '#mock/chain/testing.ts'
import { createPaymentBook, type PaymentBook } from './paymentbook.ts'
import type { PaymentLocks } from './paymentports.ts'
import { paymentChain } from './paymentchain.ts'
import { memoryStore } from './paymentstore.ts'
import type { Payment } from './payments.ts'
import type { Trouble } from './trouble.ts'

/*
 * The journal over the console's own client and a real socket to the demo chain, with its faults.
 */

type World = Awaited<ReturnType<typeof meet>>
let open: World[] = []
afterEach(async () => {
  for (const world of open) await world.close()
  open = []
})
async function grid(options: Parameters<typeof meet>[0] = {}): Promise<World> {
  const world = await meet(options)
  open.push(world)
  return world
}

const alone: PaymentLocks = { sure: true, hold: (_, work) => work() }
const silent = { post: () => {}, onPost: () => {} }
const book = (client: ChainClient, store = memoryStore()): PaymentBook =>
  createPaymentBook({
    store,
    chain: paymentChain({ client: async () => client }),
    locks: alone,
    channel: silent,
    pause: () => new Promise((resolve) => setTimeout(resolve, 20)),
  })

const PAID = 12_5000000n
const paying = (by: Person, to: Person, intent?: Intent) => ({
  intent: intent ?? ({ kind: 'transfer', to: to.address, units: PAID } as const),
  title: 'Send 12.50 TFT',
  sentence: 'Pays.',
  account: by.address,
  accountName: 'Tenant',
  by: 'vault',
})

/** Sends a transfer from the tenant to the stranger, and waits for its end. */
async function pay(
  { client, api, tenant, stranger, chain }: World,
  signer: ExtrinsicSigner = signerOf(tenant, api),
  intent?: Intent,
) {
  const had = chain.balance(stranger.account).free
  const journal = book(client)
  const stages: string[] = []
  journal.subscribe(() => {
    const { stage } = journal.all()[0] ?? {}
    if (stage && stages.at(-1) !== stage) stages.push(stage)
  })
  const { settled } = await journal.send('main', paying(tenant, stranger, intent), signer)
  const end: Payment | Trouble = await settled
  return { end, stages, came: chain.balance(stranger.account).free - had }
}

test('a transfer goes its way, with the block and the fee of the chain', async () => {
  const world = await grid()
  const { end, stages, came } = await pay(world)
  expect(stages).toEqual(['asking', 'signed', 'ready', 'broadcast', 'in-block', 'settled'])
  expect(end).toMatchObject({
    outcome: { done: true },
    block: {
      done: true,
      hash: expect.stringMatching(/^0x[0-9a-f]{64}$/),
      number: expect.any(Number),
    },
    signed: { account: world.tenant.address, nonce: 0 },
  })
  expect(came).toBe(PAID)
})

test.each([
  ['stale', 'stale'],
  ['payment', 'payment'],
  ['badProof', 'bad-proof'],
] as const)('%s at the door: nothing was paid', async (refuse, code) => {
  const { end, came } = await pay(await grid({ faults: { refuse } }))
  expect(end).toMatchObject({ outcome: { done: false, trouble: { code, landed: 'no' } } })
  expect(came).toBe(0n)
})

test.each(['submitted', 'ready', 'in block'] as const)(
  'a socket that breaks when it is %s: it is found, and paid once',
  async (drop) => {
    const { end, stages, came } = await pay(await grid({ faults: { drop } }))
    expect(stages).toContain('searching')
    expect(end).toMatchObject({ outcome: { done: true }, trouble: null })
    expect(came).toBe(PAID)
  },
)

test('an endpoint that goes away after sending: unknown until it is back, then found, paid once', async () => {
  const world = await grid()
  const { client, api, tenant, stranger, chain } = world
  const had = chain.balance(stranger.account).free
  const journal = book(client)
  const troubles = new Set<string>()
  let down = false
  journal.subscribe(() => {
    const payment = journal.all()[0]
    if (payment?.stage === 'broadcast' && !down) {
      down = true
      chain.faults.endpoint = 'down'
      chain.dropSockets()
    }
    if (payment?.trouble) {
      troubles.add(`${payment.trouble.code} ${payment.trouble.landed}`)
      chain.faults.endpoint = 'up'
    }
  })
  const { settled } = await journal.send('main', paying(tenant, stranger), signerOf(tenant, api))
  expect(await settled).toMatchObject({ outcome: { done: true }, trouble: null })
  expect([...troubles]).toContain('lost unknown')
  expect(chain.balance(stranger.account).free - had).toBe(PAID)
})

test('a block that is taken back is told, and the next one counts, once', async () => {
  const { end, stages, came } = await pay(await grid({ faults: { retract: 1 } }))
  expect(stages).toContain('retracted')
  expect(end).toMatchObject({ outcome: { done: true } })
  expect(came).toBe(PAID)
})

test('blocks that do not become final: not settled, looked for, and settled once they do', async () => {
  const world = await grid({ faults: { finality: 'stuck' }, patience: 6 })
  const { client, api, tenant, stranger, chain } = world
  const had = chain.balance(stranger.account).free
  const journal = book(client)
  const seen: string[] = []
  journal.subscribe(() => {
    const payment = journal.all()[0]
    if (payment?.trouble?.code !== 'finality-timeout' || payment.stage !== 'searching') return
    seen.push(payment.block?.came ?? '')
    chain.faults.finality = 'on'
  })
  const { settled } = await journal.send('main', paying(tenant, stranger), signerOf(tenant, api))
  expect(await settled).toMatchObject({ outcome: { done: true }, trouble: null })
  expect(seen.length).toBeGreaterThan(0)
  expect(chain.balance(stranger.account).free - had).toBe(PAID)
})

test('refused in the wallet: nothing is noted or sent, and the words are the wallet’s', async () => {
  const world = await grid()
  const signer = { signPayload: () => Promise.reject(new Error('Cancelled')) }
  const { end, came } = await pay(world, signer)
  expect(end).toMatchObject({ code: 'refused', landed: 'no' })
  expect(came).toBe(0n)
})

test('what the chain refuses in a block is settled with its reason', async () => {
  const world = await grid()
  const ids = [asContract(99n)]
  const { end } = await pay(world, undefined, { kind: 'cancel-contracts', ids })
  expect(end).toMatchObject({
    block: { done: false },
    outcome: { done: false, trouble: { landed: 'yes', refusal: { name: 'ContractNotExists' } } },
  })
})

test('another page finds what this one sent, by the journal and the chain alone', async () => {
  const world = await grid()
  const { client, open: another, api, tenant, stranger, chain } = world
  const had = chain.balance(stranger.account).free
  const store = memoryStore()
  const journal = book(client, store)
  const { id } = await journal.send('main', paying(tenant, stranger), signerOf(tenant, api))
  await new Promise<void>((resolve) => {
    journal.subscribe(() => {
      if (journal.all()[0]?.stage === 'ready') resolve()
    })
  })
  client.close() // as a page that ends: it hears of nothing any more
  const next = book(another(), store)
  const found = new Promise<Payment>((resolve) => {
    next.subscribe(() => {
      const payment = next.all().find((one) => one.id === id)
      if (payment?.outcome) resolve(payment)
    })
  })
  await next.read('main')
  expect(await found).toMatchObject({ outcome: { done: true } })
  expect(chain.balance(stranger.account).free - had).toBe(PAID)
})

test('one whose number another transaction took is settled as not paid, long before it would expire', async () => {
  const world = await grid({ faults: { pool: 'dropped' } })
  const { client, api, tenant, stranger } = world
  const journal = book(client)
  const other = { kind: 'transfer', to: stranger.address, units: PAID + 1n } as const
  let second: Promise<unknown> | undefined
  journal.subscribe(() => {
    if (journal.all()[0]?.stage !== 'searching' || second) return
    second = book(client)
      .send('main', paying(tenant, stranger, other), signerOf(tenant, api))
      .then(({ settled }) => settled)
  })
  const { settled } = await journal.send('main', paying(tenant, stranger), signerOf(tenant, api))
  expect(await settled).toMatchObject({
    outcome: { done: false, trouble: { code: 'usurped', landed: 'no' } },
  })
  expect(await second).toMatchObject({ outcome: { done: true } })
})
