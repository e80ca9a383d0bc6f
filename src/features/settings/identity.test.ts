import { expect, test } from 'vitest'
import { fromHex } from '#lib/bytes.ts'
import { choiceOf, choices } from './choices.ts'
import { passwordHint, publishedKey, ways } from './identity.ts'
import { isSame, networkChoices } from './network.ts'

const OURS = '0351f2bca8c281fceb6f093f11aac40ebc40ad69434db1e9fb1a8d16fa6083be55'
const ours = fromHex(OURS)!

test('a published key is ours in any writing of it, another one, or none', () => {
  expect(publishedKey(OURS, ours)).toBe('ours')
  expect(publishedKey(`0x${OURS.toUpperCase()}`, ours)).toBe('ours')
  expect(publishedKey(`02${OURS.slice(2)}`, ours)).toBe('other')
  expect(publishedKey('', ours)).toBe('none')
  expect(publishedKey('0x', ours)).toBe('none')
  expect(publishedKey('not hex', ours)).toBe('other')
})

test('a password hint goes by length first, and refuses nothing', () => {
  const word = (password: string) => passwordHint(password).split(/[:. ]/)[0]
  expect(word('hunter2')).toBe('Weak')
  expect(word('aaaaaaaaaaaaaaaaaaaaaaaa')).toBe('Weak')
  expect(word('lorry plank basin')).toBe('Fair')
  expect(word('lorry plank basin spoon')).toBe('Strong')
  expect(word('')).toBe('It')
})

test('each way says what it gives and what it costs, and only two are here today', () => {
  expect(ways.every((way) => way.gives.endsWith('.') && way.costs.endsWith('.'))).toBe(true)
  expect(ways.filter((way) => way.here).map((way) => way.id)).toEqual(['visitor', 'vault'])
})

test('times are chosen in words with their unit', () => {
  expect(choices([null, 10_000, 60_000, 3_600_000], 'Off').map((time) => time.label)).toEqual([
    'Off',
    '10 s',
    '1 min',
    '60 min',
  ])
  expect([choiceOf(null), choiceOf(10_000)]).toEqual(['none', '10000'])
})

test('the demo grid is offered only where it runs', () => {
  expect(networkChoices(true)[0]?.value).toBe('demo')
  expect(networkChoices(false).map((choice) => choice.value)).not.toContain('demo')
})

test('a network is the same only with all its endpoints', () => {
  const one = { name: 'custom', gridproxy: 'a', relay: 'b', chain: 'c' } as const
  expect(isSame(one, { ...one })).toBe(true)
  expect(isSame(one, { ...one, relay: 'x' })).toBe(false)
})
