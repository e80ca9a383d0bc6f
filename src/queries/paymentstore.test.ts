import 'fake-indexeddb/auto'
import { openDB } from 'idb'
import { expect, test } from 'vitest'
import { asContract } from '#lib/ids.ts'
import { isJournalKept, JOURNAL } from './paymentplace.ts'
import { memoryStore, paymentStore } from './paymentstore.ts'
import type { Payment } from './payments.ts'

const PAYMENT: Payment = {
  id: 'one',
  place: 'main',
  intent: { kind: 'cancel-contracts', ids: [asContract(2n ** 63n + 1n)] },
  title: 'Cancel contract',
  sentence: 'Cancels it.',
  account: '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY',
  accountName: 'Savings',
  by: 'wallet',
  madeAt: 1,
  stage: 'settled',
  steps: [
    { stage: 'asking', at: 1 },
    { stage: 'settled', at: 2 },
  ],
  signed: { hash: '0x1', account: '5G', nonce: 0, born: 5, dies: 69, genesisHash: '0x0' },
  block: { hash: '0x2', number: undefined, done: true, came: 'It went.' },
  searched: 7,
  trouble: null,
  outcome: {
    done: true,
    came: 'It went.',
    result: { cancelled: [2n ** 63n + 1n] },
    fee: 2n ** 64n,
  },
}

test('a browser in which nothing was paid has no journal, and one that paid has', async () => {
  expect(await isJournalKept()).toBe(false)
  await paymentStore().put(PAYMENT)
  expect(await isJournalKept()).toBe(true)
})

test.each([
  ['IndexedDB', () => paymentStore('test')],
  ['memory', memoryStore],
])('in %s a payment is read back to the digit, changed, and removed', async (_, make) => {
  const store = make()
  await store.put(PAYMENT)
  expect(await store.get('one')).toEqual(PAYMENT)
  const failed: Payment = {
    ...PAYMENT,
    block: null,
    outcome: {
      done: false,
      trouble: { code: 'module', message: 'No.', landed: 'yes', details: undefined },
    },
  }
  await store.put(failed)
  expect(await store.all()).toEqual([failed])
  await store.remove(['one', 'two'])
  expect(await store.all()).toEqual([])
  expect(await store.get('one')).toBeUndefined()
})

test('what another version wrote and this one cannot read is left alone and not shown', async () => {
  await paymentStore().put(PAYMENT)
  const raw = await openDB(JOURNAL)
  await raw.put('payments', { ...PAYMENT, id: 'later', intent: { kind: 'from-the-future' } })
  await raw.put('payments', { id: 'broken' })
  expect((await paymentStore().all()).map(({ id }) => id)).toEqual(['one'])
  expect(await raw.count('payments')).toBe(3)
  raw.close()
})
