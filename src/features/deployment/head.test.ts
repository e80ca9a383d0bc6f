import { expect, test } from 'vitest'
import type { Served } from '#deploy/served.ts'
import { truthLooks, truthWords } from '#queries/truthwords.ts'
import { contractWords, nodeSideOf, titles, troubleOf } from './head.tsx'

const query = (part: {
  status: 'pending' | 'error' | 'success'
  data?: unknown
  error?: unknown
}) => ({
  data: undefined,
  error: null,
  isFetching: false,
  dataUpdatedAt: 0,
  refetch: () => undefined,
  ...part,
})
const served: Served = {
  contract_id: 5n,
  twin_id: 1,
  version: 0,
  metadata: '',
  workloads: [],
  ips: [],
}

test('a node that was not asked, is silent or has nothing is told apart', () => {
  const side = (part: Parameters<typeof query>[0], forbidden?: string) =>
    nodeSideOf({ query: query(part), forbidden }, undefined)
  expect(side({ status: 'pending' }, 'Not yours.')).toEqual({ kind: 'unasked', why: 'Not yours.' })
  expect(side({ status: 'pending' })).toEqual({ kind: 'waiting' })
  expect(side({ status: 'success', data: null })).toEqual({ kind: 'answered', served: null })
  expect(side({ status: 'error', error: new Error('No answer.') })).toEqual({
    kind: 'silent',
    why: 'No answer.',
  })
})

test('what the node once told stands while a later call fails', () => {
  const failing = query({ status: 'error', data: { text: '{}' }, error: new Error('No answer.') })
  expect(nodeSideOf({ query: failing, forbidden: undefined }, served)).toEqual({
    kind: 'answered',
    served,
  })
})

test('a deployment is called by its name, and by its contract where it has none', () => {
  expect(titles(5n, 'timeline', { name: 'web' })).toMatchObject({
    title: 'web',
    documentTitle: 'Timeline, web',
  })
  expect(titles(5n, 'raw').documentTitle).toBe('Raw, contract 5')
  expect(contractWords('Hibernating')).toBe('contract Hibernating')
})

test('whose list led here is kept on the way back', () => {
  expect(titles(5n, 'raw', { watched: { twin: 42 } }).crumbs[0]?.href).toBe('/deployments?twin=42')
  expect(titles(5n, 'raw').crumbs[0]?.href).toBe('/deployments')
})

test('trouble has the same word and the same look over the page as in the list', () => {
  expect(troubleOf('in-step')).toBeUndefined()
  for (const of of ['orphan', 'hash-differs', 'ghost'] as const) {
    expect(troubleOf(of)).toEqual({ state: truthLooks[of], words: truthWords[of] })
  }
  expect(troubleOf('hash-differs')?.state).toBe('error')
})
