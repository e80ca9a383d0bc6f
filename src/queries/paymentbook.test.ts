import { expect, test, vi } from 'vitest'
import { ChainError, type ChainErrorCode } from '#chain/errors.ts'
import type { Progress, Sent, Signed } from '#chain/progress.ts'
import { createPaymentBook, type PaymentBook } from './paymentbook.ts'
import type { PaymentChain, PaymentStore } from './paymentports.ts'
import { memoryStore } from './paymentstore.ts'
import type { NewPayment, Payment } from './payments.ts'
import type { Trouble } from './trouble.ts'

const TO = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
const ASKED: NewPayment = {
  intent: { kind: 'transfer', to: TO, units: 125_000_000n },
  title: 'Send 12.50 TFT',
  sentence: 'Pays.',
  account: TO,
  accountName: 'Savings',
  by: 'wallet',
}
const signer = { signPayload: () => Promise.reject(new Error('the fake chain signs nothing')) }
const never = new Promise<never>(() => {})
const error = (code: ChainErrorCode, landed?: 'no' | 'yes' | 'unknown') =>
  new ChainError(code, code, landed ? { landed } : {})

/** Where a page may end: nothing of it runs after that. */
type Point = 'asked' | 'noting' | 'noted' | 'sent' | 'ready' | 'in-block'

/** One chain that many pages talk to: it knows what was sent, and how often. */
function fakeChain() {
  const sent: string[] = []
  const events: string[] = []
  let count = 0
  const done = (signed: Signed): Sent<unknown> => ({
    result: undefined,
    hash: signed.hash,
    block: '0xb10c',
    number: 12,
    fee: 10_144n,
  })
  const block = { block: '0xb10c', number: 12, outcome: { done: true, result: undefined } } as const
  return {
    sent,
    events,
    /** What a page sees of it; the page ends where `dies` says. */
    page(
      options: {
        dies?: Point | undefined
        says?: () => void
        follow?: PaymentChain['follow']
      } = {},
    ) {
      const at = async (point: Point) => {
        events.push(point)
        if (options.dies === point) await never
      }
      const follow: PaymentChain['follow'] = async (_, signed, { onProgress }) => {
        events.push('follow')
        onProgress({ stage: 'searching', at: 11, dies: signed.dies })
        if (!sent.includes(signed.hash)) throw error('expired')
        onProgress({ stage: 'finalized', ...block })
        return done(signed)
      }
      const page: PaymentChain & { asking: () => number } = {
        asking: () => events.filter((event) => event === 'asked').length,
        reachable: async () => undefined,
        follow: options.follow ?? follow,
        async submit(payment, _, { onProgress, onSigned, signal }) {
          onProgress({ stage: 'wallet' })
          const aborted = new Promise<never>((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(error('aborted')))
          })
          await Promise.race([at('asked'), aborted])
          const signed: Signed = {
            hash: `0x${String(++count).padStart(64, '0')}`,
            account: payment.account,
            nonce: count,
            born: 5,
            dies: 69,
            genesisHash: '0x00',
          }
          await onSigned(signed)
          onProgress({ stage: 'signed', signed })
          await at('noted')
          sent.push(signed.hash)
          await at('sent')
          options.says?.()
          onProgress({ stage: 'ready' })
          await at('ready')
          onProgress({ stage: 'in-block', ...block })
          await at('in-block')
          onProgress({ stage: 'finalized', ...block })
          return done(signed)
        },
      }
      return page
    },
  }
}

/** The tabs of one browser: locks end with their tab, and each hears of the others' notes. */
function browser() {
  const held = new Map<string, object>()
  const waiting = new Set<() => void>()
  const tabs = new Map<object, (id: string) => void>()
  return function tab() {
    const me = {}
    return {
      die() {
        tabs.delete(me)
        for (const [id, by] of held) if (by === me) held.delete(id)
        waiting.forEach((look) => look())
      },
      channel: {
        post(id: string) {
          for (const [other, listener] of tabs) if (other !== me) listener(id)
        },
        onPost: (listener: (id: string) => void) => void tabs.set(me, listener),
      },
      locks: {
        sure: true,
        async hold<T>(id: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
          await new Promise<void>((resolve, reject) => {
            const look = () => {
              if (signal?.aborted) reject(new DOMException('given up', 'AbortError'))
              else if (!held.has(id)) {
                held.set(id, me)
                resolve()
              } else return
              waiting.delete(look)
            }
            waiting.add(look)
            signal?.addEventListener('abort', look)
            look()
          })
          try {
            return await work()
          } finally {
            held.delete(id)
            waiting.forEach((look) => look())
          }
        },
      },
    }
  }
}

let ids = 0
function open(
  store: PaymentStore,
  chain: PaymentChain,
  tab = browser()(),
  rest: { now?: () => number } = {},
): PaymentBook {
  const pause = async () => undefined
  return createPaymentBook({ store, chain, ...tab, newId: () => `id-${++ids}`, pause, ...rest })
}

/** Resolves with the payment as soon as it is as wanted. */
function until(book: PaymentBook, id: string, is: (payment: Payment) => boolean): Promise<Payment> {
  return new Promise((resolve) => {
    const look = () => {
      const payment = book.all().find((one) => one.id === id)
      if (payment && is(payment)) resolve(payment)
    }
    book.subscribe(look)
    look()
  })
}
const settled = (book: PaymentBook, id: string) => until(book, id, (one) => one.outcome !== null)

/** The store, and all stages in the order in which they were written. */
function watchedStore() {
  const inner = memoryStore()
  const written: string[] = []
  return {
    ...inner,
    written,
    put: async (payment: Payment) => {
      await inner.put(payment)
      written.push(payment.outcome ? 'settled' : payment.stage)
    },
  }
}

test('a payment is noted before the wallet is asked, and again before it is sent', async () => {
  const chain = fakeChain()
  const store = watchedStore()
  const seen: string[] = []
  const page = chain.page({ says: () => seen.push(...store.written) })
  const asked: PaymentChain = {
    ...page,
    submit: (payment, by, options) => {
      expect(store.written).toEqual(['asking'])
      return page.submit(payment, by, options)
    },
  }
  const book = open(store, asked)
  await book.read('main')
  const { id, settled: end } = await book.send('main', ASKED, signer)
  expect(await end).toMatchObject({
    id,
    stage: 'settled',
    outcome: { done: true, fee: 10_144n, came: '12.50 TFT went to 5Grwva…utQY.' },
    block: { hash: '0xb10c', number: 12 },
  })
  expect(seen).toEqual(['asking', 'signed'])
  const [kept] = await store.all()
  expect(kept?.steps.map(({ stage }) => stage)).toEqual([
    'asking',
    'signed',
    'ready',
    'in-block',
    'settled',
  ])
})

test.each(['asked', 'noting'] as const)(
  'a page that ends when it is %s leaves a payment that was never sent, and nothing is looked for',
  async (dies) => {
    const chain = fakeChain()
    const inner = memoryStore()
    const store: PaymentStore = {
      ...inner,
      put: async (payment) => {
        if (dies === 'noting' && payment.stage === 'signed') await never
        await inner.put(payment)
      },
    }
    const tab = browser()
    const first = tab()
    const { id } = await open(store, chain.page({ dies }), first).send('main', ASKED, signer)
    await vi.waitFor(() => expect(chain.events).toContain('asked'))
    first.die()
    const again = open(inner, chain.page(), tab())
    await again.read('main')
    expect((await settled(again, id)).outcome).toMatchObject({
      done: false,
      trouble: { code: 'never-sent', landed: 'no' },
    })
    expect(chain.sent).toEqual([])
    expect(chain.events).not.toContain('follow')
  },
)

test('a page that ends between noting and sending leaves one that is looked for until it can no longer come', async () => {
  const chain = fakeChain()
  const store = memoryStore()
  const tab = browser()
  const first = tab()
  const before = open(store, chain.page({ dies: 'noted' }), first)
  const { id } = await before.send('main', ASKED, signer)
  await vi.waitFor(() => expect(chain.events).toContain('noted'))
  first.die()
  const again = open(store, chain.page(), tab())
  await again.read('main')
  expect((await settled(again, id)).outcome).toMatchObject({
    done: false,
    trouble: { code: 'expired', landed: 'no' },
  })
  expect(chain.sent).toEqual([])
})

test.each(['sent', 'ready', 'in-block'] as const)(
  'a page that ends when it is %s: the outcome is found again, and nothing is sent twice',
  async (dies) => {
    const chain = fakeChain()
    const store = memoryStore()
    const tab = browser()
    const first = tab()
    const { id } = await open(store, chain.page({ dies }), first).send('main', ASKED, signer)
    await vi.waitFor(() => expect(chain.events).toContain(dies))
    first.die()
    const again = open(store, chain.page(), tab())
    await again.read('main')
    const payment = await settled(again, id)
    expect(payment.outcome).toMatchObject({ done: true, fee: 10_144n })
    expect(chain.sent).toHaveLength(1)
    expect(chain.page().asking()).toBe(1)
    // a third page has nothing left to do
    await vi.waitFor(async () => expect((await store.get(id))?.outcome).not.toBeNull())
    const third = open(store, chain.page(), tab())
    await third.read('main')
    expect(third.all()[0]).toEqual(payment)
    expect(chain.events.filter((event) => event === 'follow')).toHaveLength(1)
  },
)

test('a refusal in the wallet leaves no trace, and is told', async () => {
  const chain = fakeChain()
  const store = memoryStore()
  const refusing: PaymentChain = {
    ...chain.page(),
    submit: () => Promise.reject(error('refused')),
  }
  const book = open(store, refusing)
  const { settled: end } = await book.send('main', ASKED, signer)
  expect(await end).toMatchObject({ code: 'refused', landed: 'no' } satisfies Partial<Trouble>)
  expect(book.all()).toEqual([])
  expect(await store.all()).toEqual([])
})

test('the same bytes signed a second time are not sent again, and leave one payment', async () => {
  const chain = fakeChain()
  const sent: string[] = []
  // a wallet that answers two questions with one signature, as ed25519 keys do
  const twice: PaymentChain = {
    ...chain.page(),
    async submit({ account }, _, { onSigned }) {
      const hash = `0x${'5'.repeat(64)}`
      await onSigned({ hash, account, nonce: 0, born: 5, dies: 69, genesisHash: '0x00' })
      sent.push(hash)
      return { result: undefined, hash, block: '0xb10c', number: 12, fee: 1n }
    },
  }
  const book = open(memoryStore(), twice)
  const first = await book.send('main', ASKED, signer)
  expect(await first.settled).toMatchObject({ outcome: { done: true } })
  const second = await book.send('main', ASKED, signer)
  expect(await second.settled).toMatchObject({ code: 'known', landed: 'no' })
  expect(sent).toHaveLength(1)
  expect(book.all()).toHaveLength(1)
})

test('the waiting for a signature can be given up; what is signed cannot', async () => {
  const chain = fakeChain()
  const book = open(memoryStore(), chain.page({ dies: 'asked' }))
  const { id, settled: end } = await book.send('main', ASKED, signer)
  await vi.waitFor(() => expect(chain.events).toContain('asked'))
  book.giveUp(id)
  expect(await end).toMatchObject({ code: 'aborted' })
  expect(chain.sent).toEqual([])

  const other = open(memoryStore(), chain.page({ dies: 'sent' }))
  const second = await other.send('main', ASKED, signer)
  await until(other, second.id, ({ signed }) => signed !== null)
  other.giveUp(second.id)
  expect(other.all()[0]).toMatchObject({ outcome: null })
})

test('what cannot be noted is neither asked nor sent', async () => {
  const chain = fakeChain()
  const full = { ...memoryStore(), put: () => Promise.reject(new Error('the disk is full')) }
  const book = open(full, chain.page())
  await expect(book.send('main', ASKED, signer)).rejects.toMatchObject({
    code: 'not-noted',
    details: 'the disk is full',
  })
  expect(chain.events).toEqual([])
  expect(book.all()).toEqual([])
})

test('where the signature cannot be noted it is thrown away', async () => {
  const chain = fakeChain()
  const inner = memoryStore()
  const store: PaymentStore = {
    ...inner,
    put: (payment) =>
      payment.stage === 'signed' ? Promise.reject(new Error('full')) : inner.put(payment),
  }
  const book = open(store, chain.page())
  const { settled: end } = await book.send('main', ASKED, signer)
  expect(await end).toMatchObject({ code: 'not-noted', landed: 'no' })
  expect(chain.sent).toEqual([])
  expect(await inner.all()).toEqual([])
})

/** A chain whose submit fails after signing, and whose looking fails so and so before it finds. */
function failing(sending: ChainError, looking: readonly ChainError[] = []) {
  const chain = fakeChain()
  const page = chain.page()
  const left = [...looking]
  const failing: PaymentChain = {
    ...page,
    async submit(payment, by, options) {
      await page.submit(payment, by, { ...options, onProgress: () => {} })
      throw sending
    },
    async follow(payment, signed, options) {
      const next = left.shift()
      if (next) throw next
      return page.follow(payment, signed, options)
    },
  }
  return { chain, page: failing, left }
}

test.each([
  ['lost', 'unknown'],
  ['finality-timeout', 'unknown'],
  ['dropped', 'unknown'],
  // these say nothing of what was sent, whatever they claim
  ['rpc', 'no'],
  ['timeout', 'no'],
  ['bad-answer', 'no'],
  ['closed', 'no'],
  ['aborted', 'no'],
] as const)(
  'after %s it is looked for, through whatever comes, and never sent again',
  async (code, landed) => {
    const looking = [
      error('lost'),
      error('rpc'),
      error('disconnected'),
      error('timeout'),
      error('closed'),
    ]
    const { chain, page, left } = failing(error(code, landed), looking)
    const book = open(memoryStore(), page)
    const troubles: string[] = []
    book.subscribe(() => {
      const { trouble } = book.all()[0] ?? {}
      if (trouble) troubles.push(trouble.landed)
    })
    const { settled: end } = await book.send('main', ASKED, signer)
    expect(await end).toMatchObject({ outcome: { done: true }, trouble: null })
    expect(new Set(troubles)).toEqual(new Set(['unknown']))
    expect(left).toEqual([])
    expect(chain.sent).toHaveLength(1)
  },
)

test.each([
  'payment',
  'stale',
  'future',
  'priority',
  'invalid',
  'bad-proof',
  'disconnected',
] as const)(
  '%s at the door settles it: nothing was paid, and nothing is looked for',
  async (code) => {
    const { chain, page } = failing(error(code))
    const book = open(memoryStore(), page)
    const { settled: end } = await book.send('main', ASKED, signer)
    expect(await end).toMatchObject({ outcome: { done: false, trouble: { code, landed: 'no' } } })
    expect(chain.events).not.toContain('follow')
  },
)

test('what the chain refused in a block is settled, its fee paid', async () => {
  const refusal = { pallet: 'smartContractModule', name: 'ContractNotExists' }
  const { page } = failing(new ChainError('module', 'There is no such contract.', { refusal }))
  const store = memoryStore()
  const book = open(store, page)
  const { settled: end } = await book.send('main', ASKED, signer)
  expect(await end).toMatchObject({
    outcome: { done: false, trouble: { code: 'module', landed: 'yes', refusal } },
  })
  expect((await store.all())[0]?.outcome).toMatchObject({ trouble: { refusal } })
})

test('a second tab leaves a payment to the first, sees it move, and takes over when that one is closed', async () => {
  const chain = fakeChain()
  const store = memoryStore()
  const tab = browser()
  const first = tab()
  const mine = open(store, chain.page({ dies: 'in-block' }), first)
  const { id } = await mine.send('main', ASKED, signer)
  const yours = open(store, chain.page(), tab())
  await yours.read('main')
  // neither taken for never sent nor looked for, while its tab lives
  expect((await until(yours, id, ({ stage }) => stage === 'in-block')).outcome).toBeNull()
  expect(yours.began(id)).toBe(false)
  expect(chain.events).not.toContain('follow')
  first.die()
  expect((await settled(yours, id)).outcome).toMatchObject({ done: true })
  expect(chain.sent).toHaveLength(1)
})

test('two tabs that open at once look only once', async () => {
  const chain = fakeChain()
  const store = memoryStore()
  const tab = browser()
  const first = tab()
  const { id } = await open(store, chain.page({ dies: 'sent' }), first).send('main', ASKED, signer)
  await vi.waitFor(() => expect(chain.events).toContain('sent'))
  first.die()
  const [one, two] = [open(store, chain.page(), tab()), open(store, chain.page(), tab())]
  await Promise.all([one.read('main'), two.read('main')])
  await Promise.all([settled(one, id), settled(two, id)])
  expect(chain.events.filter((event) => event === 'follow')).toHaveLength(1)
})

test('without locks a question is only given up after longer than any wallet is waited for', async () => {
  const chain = fakeChain()
  const store = memoryStore()
  const tabs = browser()
  const unlocked = () => ({
    ...tabs(),
    locks: { sure: false, hold: <T>(_: string, work: () => Promise<T>) => work() },
  })
  const mine = open(store, chain.page({ dies: 'asked' }), unlocked())
  const { id } = await mine.send('main', ASKED, signer)
  const soon = open(store, chain.page(), unlocked())
  await soon.read('main')
  expect(soon.all()[0]).toMatchObject({ id, outcome: null })
  const later = open(store, chain.page(), unlocked(), { now: () => Date.now() + 6 * 60_000 })
  await later.read('main')
  expect((await settled(later, id)).outcome).toMatchObject({ trouble: { code: 'never-sent' } })
})

test('a payment of another network waits until that network is chosen', async () => {
  const chain = fakeChain()
  const store = memoryStore()
  const tab = browser()
  const first = tab()
  const { id } = await open(store, chain.page({ dies: 'sent' }), first).send('test', ASKED, signer)
  await vi.waitFor(() => expect(chain.events).toContain('sent'))
  first.die()
  const book = open(store, chain.page(), tab())
  await book.read('main')
  expect(book.all()).toMatchObject([{ id, place: 'test', outcome: null }])
  expect(chain.events).not.toContain('follow')
  book.goTo('test')
  expect((await settled(book, id)).outcome).toMatchObject({ done: true })
})

test('choosing another network stops the looking, and coming back goes on with it', async () => {
  const chain = fakeChain()
  const store = memoryStore()
  let looks = 0
  const follow: PaymentChain['follow'] = (payment, signed, options) => {
    looks++
    if (looks > 1) return chain.page().follow(payment, signed, options)
    return new Promise((_, reject) => {
      options.signal.addEventListener('abort', () => reject(error('aborted')))
    })
  }
  const submit: PaymentChain['submit'] = async (payment, by, options) => {
    await chain.page().submit(payment, by, { ...options, onProgress: () => {} })
    throw error('lost')
  }
  const book = open(store, { ...chain.page({ follow }), submit })
  await book.read('main')
  const { id, settled: end } = await book.send('main', ASKED, signer)
  await vi.waitFor(() => expect(looks).toBe(1))
  book.goTo('test')
  expect(await end).toMatchObject({ outcome: null })
  book.goTo('main')
  expect((await settled(book, id)).outcome).toMatchObject({ done: true })
  expect(looks).toBe(2)
  expect(chain.sent).toHaveLength(1)
})

test('one that was signed for another chain under the same name is kept, not looked for again and again', async () => {
  const chain = fakeChain()
  let looks = 0
  const follow: PaymentChain['follow'] = async () => {
    looks++
    throw error('bad-request', 'unknown')
  }
  const submit: PaymentChain['submit'] = async (payment, by, options) => {
    await chain.page().submit(payment, by, { ...options, onProgress: () => {} })
    throw error('lost')
  }
  const book = open(memoryStore(), { ...chain.page({ follow }), submit })
  const { settled: end } = await book.send('main', ASKED, signer)
  expect(await end).toMatchObject({
    outcome: null,
    trouble: { code: 'bad-request', landed: 'unknown' },
  })
  expect(looks).toBe(1)
})

test('a block that is taken back takes back what came of it', async () => {
  const chain = fakeChain()
  const seen: (Payment['block'] | undefined)[] = []
  const stages: Progress<unknown>[] = [
    {
      stage: 'in-block',
      block: '0xa',
      number: 9,
      outcome: { done: false, error: error('module') },
    },
    { stage: 'retracted' },
  ]
  const page = chain.page()
  const forking: PaymentChain = {
    ...page,
    submit: (payment, by, options) =>
      page.submit(payment, by, {
        ...options,
        onSigned: async (signed) => {
          await options.onSigned(signed)
          for (const stage of stages) {
            options.onProgress(stage)
            seen.push(book.all()[0]?.block)
          }
        },
      }),
  }
  const book = open(memoryStore(), forking)
  const { settled: end } = await book.send('main', ASKED, signer)
  expect(await end).toMatchObject({
    outcome: { done: true },
    block: { hash: '0xb10c', done: true },
  })
  expect(seen).toMatchObject([{ hash: '0xa', done: false }, null])
})

test('the last hundred of a network are kept, and none that is not settled is dropped', async () => {
  const chain = fakeChain()
  const store = memoryStore()
  let at = 0
  const book = open(store, chain.page(), browser()(), { now: () => ++at })
  for (let i = 0; i < 103; i++) {
    const { settled: end } = await book.send('main', ASKED, signer)
    await end
  }
  await vi.waitFor(async () => expect(await store.all()).toHaveLength(100))
  expect(book.all()).toHaveLength(100)
  const times = book.all().map(({ madeAt }) => madeAt)
  expect(times).toEqual(times.toSorted((a, b) => b - a))
})

test('payments of demo grids whose tab is gone are dropped after a day', async () => {
  const chain = fakeChain()
  const store = memoryStore()
  const before = open(store, chain.page())
  for (const place of ['demo old', 'main']) {
    const { settled: end } = await before.send(place, ASKED, signer)
    await end
  }
  const book = open(store, chain.page(), browser()(), { now: () => Date.now() + 2 * 86_400_000 })
  await book.read('demo new')
  expect(book.all().map(({ place }) => place)).toEqual(['main'])
})
