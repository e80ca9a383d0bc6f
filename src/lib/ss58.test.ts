import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromHex, toHex } from './bytes.ts'
import { fromSs58, readSs58, toSs58 } from './ss58.ts'

// the well-known development accounts, as Substrate's own documentation lists them
const known = [
  [
    '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY',
    'd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d',
  ],
  [
    '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty',
    '8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48',
  ],
] as const

test.each(known)('%s is the address of its key, both ways', (address, hex) => {
  expect(toHex(fromSs58(address) ?? new Uint8Array())).toBe(hex)
  expect(toSs58(fromHex(hex) ?? new Uint8Array())).toBe(address)
})

test('every key survives its address, in every one-byte format', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.integer({ min: 0, max: 63 }),
      (account, format) => {
        const address = toSs58(account, format)
        expect(address.length).toBeLessThanOrEqual(50)
        expect(fromSs58(address)).toEqual(account)
      },
    ),
  )
})

test('one wrong character is noticed', () => {
  const [address] = known[0]
  for (let i = 0; i < address.length; i++) {
    const wrong = address.slice(0, i) + (address[i] === '2' ? '3' : '2') + address.slice(i + 1)
    expect(fromSs58(wrong), wrong).toBeUndefined()
  }
})

test.each([
  '',
  ' ',
  '0',
  'not an address',
  known[0][0].slice(1),
  `${known[0][0]} `,
  '1'.repeat(35),
])('what is no address has no key: %j', (address) => expect(fromSs58(address)).toBeUndefined())

test('a text far too long is refused without decoding it', () => {
  const began = performance.now()
  expect(fromSs58('z'.repeat(1_000_000))).toBeUndefined()
  expect(performance.now() - began).toBeLessThan(1000)
})

test('an address in a format of another chain is read, and says which', () => {
  const account = fromHex(known[0][1]) ?? new Uint8Array()
  for (const format of [0, 2, 42, 63]) {
    expect(readSs58(toSs58(account, format))).toEqual({ account, format })
  }
  // the same key in a format of two bytes, as @polkadot/util-crypto 14.0.3 writes it
  const wide = 'xw8P6urbSAronL3zZFB7dg8p7LLSgKCUFDUgjohnf1iP434ic'
  expect(readSs58(wide)).toEqual({ account, format: 252 })
})

test('what is wrong with an address is told', () => {
  const [address] = known[0]
  expect(readSs58(`${address.slice(0, 9)}0${address.slice(10)}`)).toEqual({
    fault: 'letter',
    at: 10,
  })
  expect(readSs58(address.slice(0, -1))).toEqual({ fault: 'length' })
  expect(readSs58(`${address}44`)).toEqual({ fault: 'length' })
  expect(readSs58(`${address.slice(0, 20)}2${address.slice(21)}`)).toEqual({ fault: 'check' })
  expect(readSs58('')).toEqual({ fault: 'length' })
  expect(readSs58('z'.repeat(1_000_000))).toEqual({ fault: 'length' })
})
