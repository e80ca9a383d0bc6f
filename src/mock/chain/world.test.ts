import { afterEach, expect, test } from 'vitest'
import { text } from '#lib/bytes.ts'
import { createDb } from '#mock/create.ts'
import { isActive } from '#mock/db.ts'
import { createKeyring } from '#mock/keyring.ts'
import { createChain, type Chain } from './chain.ts'
import { apiOf } from './testing.ts'
import { seedOf } from './world.ts'

const open: Chain[] = []
afterEach(() => {
  for (const chain of open.splice(0)) chain.close()
})

const HEIGHT = 15_000_000
const ordered = (ids: Iterable<number>) => [...ids].toSorted((a, b) => a - b)

/** The demo grid's world, and a chain that begins with it. */
async function begin() {
  const db = createDb('default', 1, () => 1_760_000_000_000)
  const keyring = createKeyring(db)
  const keys = new Map(
    await Promise.all(
      [...db.twins.keys()].map(async (twin) => {
        const of = await keyring.of(twin)
        if (!of) throw new Error('every row has keys')
        return [twin, { account: of.pair.account, pk: of.pk ?? null, address: of.address }] as const
      }),
    ),
  )
  const keysOf = (twin: number) => keys.get(twin) ?? { account: new Uint8Array(32), pk: null }
  const chain = createChain({
    ...seedOf(db, { keysOf, height: HEIGHT }),
    height: HEIGHT,
    blockMs: 0,
  })
  open.push(chain)
  return { db, keys, chain }
}

test('the demo world stands on the chain as it stands in the grid', async () => {
  const { db, keys, chain } = await begin()
  const api = await apiOf(chain)
  const many = async (section: string, item: string) =>
    new Map(
      (await api.query[section]![item]!.entries()).map(([key, value]) => [
        Number(key.args[0]),
        value.toPrimitive(),
      ]),
    )
  const [twins, farms, nodes, contracts] = await Promise.all([
    many('tfgridModule', 'twins'),
    many('tfgridModule', 'farms'),
    many('tfgridModule', 'nodes'),
    many('smartContractModule', 'contracts'),
  ])
  expect(ordered(twins.keys())).toEqual(ordered(db.twins.keys()))
  for (const [id, { address }] of keys) expect(twins.get(id)).toMatchObject({ accountId: address })
  for (const farm of db.farms.values()) {
    expect(farms.get(farm.farmId)).toMatchObject({ name: farm.name, twinId: farm.twinId })
  }
  for (const node of db.nodes.values()) {
    expect(nodes.get(node.nodeId)).toMatchObject({
      twinId: node.twinId,
      resources: { cru: node.total.cru, mru: node.total.mru },
    })
  }
  // the library's toPrimitive() gives texts beyond ASCII as hex: Tromsø is read from the bytes
  for (const node of db.nodes.values()) {
    const stored = chain.store.get('TfgridModule.Nodes', node.nodeId)?.location.city
    expect(text(stored ?? new Uint8Array())).toBe(node.place.city)
  }
  const live = [...db.contracts.values()].filter(isActive)
  expect(ordered(contracts.keys())).toEqual(ordered(live.map(({ contractId }) => contractId)))
  for (const { contractId, details } of live) {
    if (details.type !== 'node') continue
    expect(chain.contract(contractId)?.type).toMatchObject({
      hash: details.hash,
      nodeId: details.nodeId,
    })
  }
  expect((await api.rpc.chain.getHeader()).number.toNumber()).toBe(HEIGHT)
  await api.disconnect()
})

test('the bills of the demo world are made, hour by hour, without a unit lost', async () => {
  const { chain } = await begin()
  const sum = () =>
    chain.store
      .entries('System.Account')
      .reduce((all, [, { data }]) => all + data.free + data.reserved, 0n)
  const before = sum()
  chain.skip(600 * 30)
  expect(sum()).toBe(before)
  expect(chain.head().number).toBe(HEIGHT + 18_000)
})
