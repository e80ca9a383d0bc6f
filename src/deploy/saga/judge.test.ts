import { expect, test } from 'vitest'
import { stringifyJson } from '#lib/json.ts'
import { asContract } from '#lib/ids.ts'
import { judge } from './judge.ts'
import type { Sent } from './saga.ts'
import { create, disk, PLACE, sagaOf, textOf } from './samples.ts'

const told = (name: string, state: string, version = 0, message = '') => ({
  ...disk(name, version),
  result: { created: 1, state, message, data: null },
})
const got = (workloads: object[], version = 0) => textOf(workloads, { version })
const partOf = (wanted: Parameters<typeof sagaOf>[1][number]): Sent => {
  const [part] = sagaOf('s', [wanted]).parts
  if (!part || part.kind === 'cancel') throw new Error('no deployment')
  return part
}
const one = partOf(create('one'))
const update = partOf({
  kind: 'update',
  contractId: asContract(7n),
  ...PLACE,
  text: textOf([disk('old'), disk('grown', 1, 5), disk('new', 1)], { version: 1, contract_id: 7 }),
  data: '',
})

test('a deployment has settled when nothing of it waits any more', () => {
  expect(judge(one, null, null)).toEqual({ stands: 'absent', version: null })
  expect(judge(one, got([told('one', 'init')]), '[]')).toEqual({ stands: 'working' })
  expect(judge(one, got([told('one', 'ok')]), 'null')).toEqual({ stands: 'done' })
  const error = told('one', 'error', 0, 'no space')
  expect(judge(one, got([error]), null)).toEqual({ stands: 'failed', why: 'one: no space' })
})

test('a workload that its node took down again is told with the node’s words', () => {
  const history = [told('one', 'init'), told('one', 'ok'), told('one', 'deleted', 0, 'crashed')]
  expect(judge(one, got([]), stringifyJson(history))).toEqual({
    stands: 'failed',
    why: 'one: crashed',
  })
})

test('an update is judged by what it changes, adds and removes', () => {
  const old = told('old', 'error', 0, 'as before')
  expect(judge(update, got([old, told('grown', 'ok')], 0), null)).toEqual({
    stands: 'absent',
    version: 0,
  })
  const begun = got([old, told('grown', 'ok', 0)], 1)
  expect(judge(update, begun, null)).toEqual({ stands: 'working' })
  const done = [old, told('grown', 'ok', 1), told('new', 'ok', 1)]
  expect(judge(update, got(done, 1), null)).toEqual({ stands: 'done' })
  expect(judge(update, got([...done, told('gone', 'ok')], 1), null)).toEqual({ stands: 'working' })
  const refused = stringifyJson([...done, told('grown', 'unchanged', 1, 'not safe to shrink')])
  expect(judge(update, got(done, 1), refused)).toEqual({
    stands: 'failed',
    why: 'grown: not safe to shrink',
  })
})

test('a hash that the contract does not have strikes what an update left alone as well', () => {
  const words = 'contract hash does not match deployment hash'
  const struck = [told('old', 'error', 0, words), told('grown', 'error', 0, words)]
  expect(judge(update, got(struck, 1), null).stands).toBe('working')
  const all = [...struck, told('new', 'error', 1, words)]
  expect(judge(update, got(all, 1), null)).toMatchObject({ stands: 'failed' })
})
