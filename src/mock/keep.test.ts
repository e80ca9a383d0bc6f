import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { createKeep } from './keep.ts'
import { testGrid } from './testing.ts'

const DAY_MS = 86_400_000

test('a tab’s grid of a world comes back whole, another tab’s and another world’s do not', async () => {
  const { grid } = testGrid()
  await grid.request(2701)(2908, 'zos.admin.set_public_nic', 'enp65s0f1')
  const keep = await createKeep('tab-1', 'default', 0)
  expect(await keep.load()).toBeUndefined()
  await keep.save(grid.snapshot(), 0)
  expect(await keep.load()).toEqual(grid.db)
  keep.close()
  for (const [tab, world] of [
    ['tab-2', 'default'],
    ['tab-1', 'offline'],
  ] as const) {
    const other = await createKeep(tab, world, 0)
    expect(await other.load()).toBeUndefined()
    other.close()
  }
})

test('a grid is forgotten when it is asked to be, and after a week', async () => {
  const { grid } = testGrid({ world: 'empty' })
  const keep = await createKeep('tab-3', 'empty', 0)
  await keep.save(grid.snapshot(), 0)
  keep.close()
  const soon = await createKeep('tab-4', 'empty', 6 * DAY_MS)
  soon.close()
  const back = await createKeep('tab-3', 'empty', 6 * DAY_MS)
  expect(await back.load()).toBeDefined()
  await back.forget()
  expect(await back.load()).toBeUndefined()
  await back.save(grid.snapshot(), 0)
  back.close()
  const late = await createKeep('tab-4', 'empty', 8 * DAY_MS)
  late.close()
  const gone = await createKeep('tab-3', 'empty', 8 * DAY_MS)
  expect(await gone.load()).toBeUndefined()
  gone.close()
})
