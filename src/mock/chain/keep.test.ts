import { afterEach, expect, test } from 'vitest'
import { createChain, type Chain } from './chain.ts'
import { apiOf, hashOf, submit, village } from './testing.ts'

const open: Chain[] = []
afterEach(() => {
  for (const chain of open.splice(0)) chain.close()
})

test('a chain that was kept goes on where it was, and so does what waited', async () => {
  const world = await village({ blockMs: 0 })
  open.push(world.chain)
  const { tenant } = world
  const api = await apiOf(world.chain)
  const deploy = (n: number) =>
    api.tx['smartContractModule']!['createNodeContract']!(1, hashOf(n), '{}', 0, null)
  const options = { signer: tenant.signer(api), nonce: -1 }
  await deploy(1).signAndSend(tenant.address, options)
  world.chain.mint()
  world.chain.finalize()
  await deploy(2).signAndSend(tenant.address, options)
  const before = world.chain.head()
  const kept = structuredClone(world.chain.keep())
  world.chain.close()
  await api.disconnect()

  const again = createChain({ kept, blockMs: 40, finalityMs: 80 })
  open.push(again)
  expect(again.genesisHash).toBe(world.chain.genesisHash)
  expect(again.head()).toEqual(before)
  expect(again.finalized()).toEqual(before)
  expect(again.seconds()).toBe(world.chain.seconds())
  expect(again.contractByHash(1, hashOf(1))).toBe(1n)
  expect(again.contractByHash(1, hashOf(2))).toBe(undefined)
  const other = await apiOf(again)
  // an old block is still there, with what it held
  const block = await other.rpc.chain.getBlock(before.hash)
  expect(block.block.extrinsics).toHaveLength(2)
  await expect.poll(() => again.contractByHash(1, hashOf(2))).toBe(2n)
  const fate = await submit(other, tenant, other.tx['smartContractModule']!['cancelContract']!(1))
  expect(fate.error).toBe(undefined)
  expect(again.contract(1)).toBe(undefined)
  await other.disconnect()
})

test('what is made of the same seed is the same chain', async () => {
  const [one, two] = await Promise.all([1, 2].map(() => village({ blockMs: 0, now: () => 1e12 })))
  if (!one || !two) throw new Error('two were made')
  open.push(one.chain, two.chain)
  one.chain.skip(50)
  two.chain.skip(50)
  expect(one.chain.head()).toEqual(two.chain.head())
  const other = await village({ blockMs: 0, network: 'another' })
  open.push(other.chain)
  expect(other.chain.genesisHash).not.toBe(one.chain.genesisHash)
})
