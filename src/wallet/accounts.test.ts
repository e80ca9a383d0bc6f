import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { toHex } from '#lib/bytes.ts'
import { fromSs58, toSs58 } from '#lib/ss58.ts'
import { sortAccounts, worksOn } from './accounts.ts'

const key = fc.uint8Array({ minLength: 32, maxLength: 32 })
const format = fc.nat(63)
const type = fc.constantFrom('sr25519', 'ed25519', undefined)
const named = { name: fc.option(fc.string(), { nil: undefined }) }

test('every account of a good type is shown in format 42, whichever format its extension uses', () => {
  fc.assert(
    fc.property(key, format, type, (publicKey, format, type) => {
      const asked = toSs58(publicKey, format)
      const { accounts, unusable } = sortAccounts('one', [
        { address: asked, ...(type && { type }) },
      ])
      expect(unusable).toEqual([])
      expect(accounts).toHaveLength(1)
      const [account] = accounts
      expect(account?.address).toBe(toSs58(publicKey, 42))
      expect([...(account?.publicKey ?? [])]).toEqual([...publicKey])
      expect(account).toMatchObject({ asked, type: type ?? 'sr25519', source: 'one' })
    }),
  )
})

test('each of a list is either usable or told why not, and nothing is usable that no node verifies', () => {
  const address = fc.oneof(
    fc.tuple(key, format).map(([bytes, format]) => toSs58(bytes, format)),
    fc.string(),
    fc.uint8Array({ minLength: 20, maxLength: 20 }).map((b) => `0x${toHex(b)}`),
  )
  const kind = fc.constantFrom('sr25519', 'ed25519', 'ecdsa', 'ethereum', 'bitcoin-44', '')
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ address, type: kind, ...named }).map(({ name, ...rest }) => ({
          ...rest,
          ...(name !== undefined && { name }),
        })),
      ),
      (list) => {
        const { accounts, unusable } = sortAccounts('one', list)
        for (const account of accounts) {
          expect(['sr25519', 'ed25519']).toContain(account.type)
          expect(fromSs58(account.address)).toEqual(account.publicKey)
          expect(account.publicKey).toHaveLength(32)
        }
        expect(new Set(accounts.map((one) => one.address)).size).toBe(accounts.length)
        const fine = list.filter(
          ({ address, type }) =>
            ['sr25519', 'ed25519'].includes(type) && fromSs58(address) !== undefined,
        )
        expect(unusable).toHaveLength(list.length - fine.length)
        const keys = new Set(fine.map((one) => String(fromSs58(one.address))))
        expect(accounts).toHaveLength(keys.size)
      },
    ),
  )
})

test('an account of one chain keeps it, and no chain is none', () => {
  const address = toSs58(new Uint8Array(32))
  const chained = sortAccounts('one', [{ address, genesisHash: '0x12' }]).accounts
  expect(chained[0]?.genesisHash).toBe('0x12')
  const free = sortAccounts('one', [{ address, genesisHash: null }]).accounts
  expect(free[0]?.genesisHash).toBeUndefined()
  const works = [...chained, ...free].map((one) => [worksOn(one, '0x12'), worksOn(one, '0x13')])
  expect(works).toEqual([
    [true, false],
    [true, true],
  ])
})
