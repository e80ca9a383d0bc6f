import { expect, test } from 'vitest'
import type { Payment, PaymentStage } from '#queries/payments.ts'
import type { Trouble } from '#queries/trouble.ts'
import type { SigningAccount } from '#queries/who.ts'
import { accountLabel, accountsFor, signingOf } from './accounts.ts'
import { stepsOf } from './steps.ts'
import { explainTrouble, stageWords, usd } from './words.ts'

const TO = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'

/** A payment that went through these stages, a second each. */
function gone(stages: readonly PaymentStage[], rest: Partial<Payment> = {}): Payment {
  const signed = stages.includes('signed')
    ? { hash: '0x1', account: TO, nonce: 3, born: 5, dies: 69, genesisHash: '0x0' }
    : null
  return {
    id: 'one',
    place: 'main',
    intent: { kind: 'transfer-all', to: TO },
    title: 'Send',
    sentence: 'Pays.',
    account: TO,
    accountName: 'Savings',
    by: 'wallet',
    madeAt: 0,
    stage: stages.at(-1) ?? 'asking',
    steps: stages.map((stage, i) => ({ stage, at: i * 1000 })),
    signed,
    block: null,
    searched: null,
    trouble: null,
    outcome: null,
    ...rest,
  }
}
const states = (payment: Payment) => stepsOf(payment).map(({ state }) => state)
const block = { hash: '0xb', number: 12, done: true, came: 'It went.' }
const trouble = (rest: Partial<Trouble>): Trouble => ({
  code: 'lost',
  message: 'It is lost.',
  landed: 'unknown',
  ...rest,
})

test.each<[PaymentStage[], Partial<Payment>, string]>([
  [['asking'], {}, 'now todo todo todo'],
  [['asking', 'signed'], {}, 'done now todo todo'],
  [['asking', 'signed', 'ready'], {}, 'done done now todo'],
  [['asking', 'signed', 'ready', 'in-block'], { block }, 'done done done now'],
  [['asking', 'signed', 'ready', 'in-block', 'retracted'], {}, 'done done now todo'],
  // found again after a reload: it was in a block, so it was sent
  [['asking', 'signed', 'searching'], { block }, 'done done done now'],
  [
    ['asking', 'signed', 'ready', 'in-block', 'settled'],
    { block, outcome: { done: true, came: '', result: undefined, fee: 1n } },
    'done done done done',
  ],
  [
    ['asking', 'signed', 'settled'],
    { outcome: { done: false, trouble: trouble({ landed: 'no' }) } },
    'done todo todo todo',
  ],
  [
    ['asking', 'signed', 'ready', 'in-block', 'settled'],
    {
      block: { ...block, done: false },
      outcome: { done: false, trouble: trouble({ landed: 'yes' }) },
    },
    'done done done done',
  ],
])('after %s its steps stand at %s %s', (stages, rest, wanted) => {
  expect(states(gone(stages, rest)).join(' ')).toBe(wanted)
})

test('a step has the time at which it was done, the last time where it was done twice', () => {
  const forked = gone(['asking', 'signed', 'ready', 'in-block', 'retracted', 'in-block'], { block })
  expect(stepsOf(forked).map(({ at }) => at)).toEqual([1000, 2000, 5000, undefined])
})

test('what it waits for is said in one sentence, with who is asked', () => {
  expect(stageWords(gone(['asking']))).toBe('Waiting for your wallet. Approve or refuse it there.')
  expect(stageWords(gone(['asking'], { by: 'session' }))).toBe('The key in this browser signs.')
  expect(stageWords(gone(['asking', 'signed', 'searching'], { searched: 1234 }))).toContain(
    'up to 1,234 so far, 69 is the last',
  )
  const stuck = gone(['asking', 'signed', 'searching'], {
    trouble: trouble({ code: 'finality-timeout' }),
  })
  expect(stageWords(stuck)).toContain('does not make final')
})

test('a failure says what it means for the money once, and what to do next', () => {
  expect(
    explainTrouble(
      trouble({
        code: 'refused',
        landed: 'no',
        message: 'You refused in the wallet. Nothing was sent.',
      }),
    ),
  ).toEqual({
    sentence: 'You refused in the wallet. Nothing was sent.',
    advice: 'Look at it again, then approve it in the wallet or leave it.',
    details: 'refused',
  })
  expect(
    explainTrouble(
      trouble({
        code: 'module',
        landed: 'yes',
        message: 'The name is taken. Choose another.',
        details: 'smartContractModule.NameExists',
      }),
    ),
  ).toEqual({
    sentence: 'The name is taken. Choose another.',
    advice: 'It is on the chain: the fee is paid, and nothing else was done.',
    details: 'module · smartContractModule.NameExists',
  })
  expect(explainTrouble(trouble({})).advice).toMatch(
    /^It is not known yet.*Do not do the same again/,
  )
})

test('a payment that was seen in a block is told so while it is looked for', () => {
  const block = { hash: '0x1', number: 9, done: true, came: 'Done.' }
  expect(stageWords(gone(['asking', 'signed', 'searching'], { block }))).toMatch(
    /^It is in a block/,
  )
  expect(stageWords(gone(['asking', 'signed', 'searching']))).toMatch(/^Looking for it/)
})

test('dollars have as many places as the sum needs', () => {
  expect([0n, 5n, 253n, 9_999n, 1_000_000n, 123_4567890n].map(usd)).toEqual([
    '0.00 USD',
    'less than 0.000001 USD',
    '0.000025 USD',
    '0.000999 USD',
    '0.10 USD',
    '123.46 USD',
  ])
})

const wallet: SigningAccount = { address: TO, name: 'Savings', kind: 'wallet', curve: 'sr25519' }
const key: SigningAccount = { ...wallet, name: 'Unlocked key', kind: 'vault' }
const session: SigningAccount = { ...key, address: '5F', name: 'Session key', kind: 'session' }

test('who may sign is what the caller lets, and the usual one comes first', () => {
  const accounts = [wallet, key, session]
  expect(accountsFor(accounts, undefined)).toEqual(accounts)
  expect(accountsFor(accounts, 'wallet')).toEqual([wallet])
  expect(accountsFor(accounts, 'key')).toEqual([key, session])
  expect(accountsFor(accounts, TO)).toEqual([wallet, key])
  expect(signingOf(accounts, undefined, key)).toBe(key)
  expect(signingOf(accounts, 'key 5F', key)).toBe(session)
  expect(signingOf([wallet], undefined, session)).toBe(wallet)
  expect(signingOf([], undefined, null)).toBeUndefined()
  expect(accountLabel(wallet)).toBe('Savings, in the wallet · 5GrwvaEF…utQY')
})
