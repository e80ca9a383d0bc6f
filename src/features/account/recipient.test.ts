import { expect, test } from 'vitest'
import { fromSs58, toSs58 } from '#lib/ss58.ts'
import { type Known, lookAlike, readRecipient } from './recipient.ts'

const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
const BOB = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'
const key = fromSs58(ALICE) ?? new Uint8Array()
const known: Known[] = [{ address: ALICE, name: 'Savings', own: true }]

test('an address of this chain is taken as it is', () => {
  expect(readRecipient(` ${ALICE}\n`, [])).toEqual({
    kind: 'account',
    address: ALICE,
    note: undefined,
  })
})

test('an address of another chain and a public key become the address here, and that is said', () => {
  expect(readRecipient(toSs58(key, 0), [])).toMatchObject({
    address: ALICE,
    note: expect.stringContaining('Polkadot'),
    foreign: 'Polkadot’s format',
  })
  expect(readRecipient(toSs58(key, 37), [])).toMatchObject({
    address: ALICE,
    note: expect.stringContaining('format 37'),
    foreign: 'format 37',
  })
  expect(
    readRecipient('0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d', []),
  ).toEqual({
    kind: 'account',
    address: ALICE,
    note: expect.stringContaining('public key'),
  })
})

test('a number is a twin', () => {
  expect(readRecipient('42', [])).toEqual({ kind: 'twin', twin: 42 })
  expect(readRecipient('twin 42', [])).toEqual({ kind: 'twin', twin: 42 })
  expect(readRecipient('0', [])).toMatchObject({ kind: 'wrong' })
  expect(readRecipient('4294967296', [])).toMatchObject({ kind: 'wrong' })
})

test('a mistyped address is refused, and the known one it nearly is gets named', () => {
  const typo = `${ALICE.slice(0, 30)}x${ALICE.slice(31)}`
  expect(readRecipient(typo, [])).toMatchObject({ why: expect.stringContaining('check sum') })
  expect(readRecipient(typo, known)).toMatchObject({
    why: expect.stringContaining('nearly Savings, 5GrwvaEF…utQY'),
  })
  expect(readRecipient(`${ALICE.slice(0, 6)}0${ALICE.slice(7)}`, [])).toMatchObject({
    why: expect.stringContaining('Character 7'),
  })
  expect(readRecipient(ALICE.slice(0, -1), [])).toMatchObject({
    why: expect.stringContaining('here are 47'),
  })
})

test('addresses of chains that cannot be reached are known for what they are', () => {
  const stellar = 'GBNOTAYUMXVO5QDYWYO2SOCOYIJ3XFIP65GKOQN7H65ZZSO6BK4SLWSC'
  expect(readRecipient(stellar, [])).toMatchObject({ why: expect.stringContaining('Stellar') })
  expect(readRecipient(`0x${'ab'.repeat(20)}`, [])).toMatchObject({
    why: expect.stringContaining('Ethereum'),
  })
  expect(readRecipient('', [])).toEqual({ kind: 'nothing' })
})

test('an address made to look like a known one is noticed; the known one itself is not', () => {
  // what somebody grinds: the first and last characters, since people compare those
  const bait = `${ALICE.slice(0, 4)}${BOB.slice(4, -4)}${ALICE.slice(-4)}`
  expect(lookAlike(bait, known)).toBe(known[0])
  expect(lookAlike(ALICE, known)).toBeUndefined()
  expect(lookAlike(BOB, known)).toBeUndefined()
})
