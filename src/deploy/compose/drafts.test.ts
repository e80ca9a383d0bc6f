import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { DeployError } from '../error.ts'
import { draftStore, readDraftFile, writeDraftFile, type KeptDraft } from './drafts.ts'
import { composeMachine, freshMachine } from './machine.ts'
import { composeNetwork, freshNetwork } from './network.ts'
import { countingRandom, netPlace, owner } from './testing.ts'

const random = countingRandom()
const draft = composeNetwork(freshNetwork([netPlace(1), netPlace(2)], random), owner)
const kept = (id: string, at: number, network = 'dev'): KeptDraft => ({ ...draft, id, at, network })
let databases = 0
const store = () => draftStore(`drafts-${databases++}`)

test('drafts come back as they were, the last first, and only those of the network', async () => {
  const drafts = store()
  await drafts.put(kept('a', 1))
  await drafts.put(kept('b', 3))
  await drafts.put(kept('c', 2, 'test'))
  expect(await drafts.list('dev')).toEqual([kept('b', 3), kept('a', 1)])
  await drafts.put({ ...kept('a', 4), title: 'again' })
  expect((await drafts.list('dev')).map(({ id, title }) => [id, title])).toEqual([
    ['a', 'again'],
    ['b', draft.title],
  ])
  await drafts.remove('a')
  expect((await drafts.list('dev')).map(({ id }) => id)).toEqual(['b'])
})

test('a draft that cannot be read hides nobody else', async () => {
  const drafts = store()
  await drafts.put(kept('a', 1))
  await drafts.put({ ...kept('b', 2), parts: [] })
  expect((await drafts.list('dev')).map(({ id }) => id)).toEqual(['a'])
})

test('beyond 200 drafts the oldest goes', async () => {
  const drafts = store()
  for (let i = 0; i < 202; i++) await drafts.put(kept(`d${i}`, i))
  const list = await drafts.list('dev')
  expect(list).toHaveLength(200)
  expect(list.at(-1)?.id).toBe('d2')
})

test('a file holds the exact texts', () => {
  const machine = composeMachine('vm', freshMachine('vm', netPlace(1), random), owner)
  const odd = {
    ...machine,
    parts: machine.parts.map((part) => ({ ...part, text: ` ${part.text}` })),
  }
  expect(readDraftFile(writeDraftFile(odd))).toEqual(odd)
})

test.each([
  ['no JSON', 'x'],
  ['another file', '{"format":"else"}'],
  ['a version to come', writeDraftFile(draft).replace('"v": 1', '"v": 2')],
  ['no parts', writeDraftFile({ ...draft, parts: [] })],
  ['a node that is none', writeDraftFile(draft).replace('"node": 1', '"node": -1')],
])('a file with %s is refused, and nothing of it is quoted', (_what, text) => {
  try {
    readDraftFile(text)
    expect.unreachable()
  } catch (error) {
    expect(error).toBeInstanceOf(DeployError)
    expect(error).toMatchObject({ code: 'unreadable' })
    expect(String(error)).not.toContain('wireguard')
  }
})

test('a contract text that is too long is no draft', () => {
  const [part] = draft.parts
  const long = { ...draft, parts: [{ ...part!, data: 'ü'.repeat(257) }] } // it has parts
  expect(() => readDraftFile(writeDraftFile(long))).toThrow(DeployError)
})
