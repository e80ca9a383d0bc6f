import { expect, test } from 'vitest'
import {
  about,
  counted,
  keyWords,
  kycWords,
  lossLines,
  named,
  passwordFault,
  relayWords,
  runsOutWords,
  strength,
  sweepLines,
  targetFault,
  tft,
} from './words.ts'

const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
const TFT = 10_000_000n

test('the twin is told in half a minute: four short paragraphs, one of them what is at risk', () => {
  expect(about.map(({ title }) => title)).toEqual(['What it is', 'It can', 'It cannot', 'At risk'])
  const words = about.reduce((sum, { says }) => sum + says.split(' ').length, 0)
  expect(words).toBeLessThan(125)
  expect(about.every(({ says }) => says.endsWith('.') && !says.includes('!'))).toBe(true)
})

test('a password must be there twice and be the same', () => {
  expect(passwordFault('', '')?.field).toBe('password')
  const good = 'lorry plank basin'
  expect(passwordFault(good, '')).toEqual({ field: 'again', says: 'Type it a second time.' })
  expect(passwordFault(good, 'on')).toEqual({ field: 'again', says: 'The two passwords differ.' })
  expect(passwordFault(good, good)).toBeUndefined()
})

test('a password that could be guessed does not seal the only copy of a key', () => {
  for (const weak of ['a', 'hunter2', 'aaaaaaaaaaaaaaaaaaaa', 'Passw0rd']) {
    expect(passwordFault(weak, weak)).toMatchObject({
      field: 'password',
      says: expect.stringContaining('could be guessed'),
    })
  }
})

test('a password is judged by its length first', () => {
  expect(strength('')).toContain('cannot be recovered')
  expect(strength('aaaaaaaaaaaaaaaaaaaa')).toMatch(/^Too weak/)
  expect(strength('hunter2')).toMatch(/^Too weak/)
  expect(strength('lorry plank basin')).toMatch(/^Fair/)
  expect(strength('lorry plank basin spoon')).toBe('Strong.')
})

test('amounts are written one way, to the last digit that counts', () => {
  expect(tft(500n)).toBe('0.00005 TFT')
  expect(tft(10_183n)).toBe('0.0010183 TFT')
  expect(tft(0n)).toBe('0.00 TFT')
})

test('what is lost names the money, the contracts by count and name, the twin, and the key', () => {
  expect(lossLines({ money: 3n * TFT, contracts: ['web', 'db'], twin: 5013 })).toEqual([
    '3.00 TFT: nobody can move it any more.',
    '2 active contracts (web, db): they bill until its money ends, then they end with all their data. Nobody can end or change them before.',
    'Twin 5013 itself: nobody can speak as it any more.',
    'The key, of which there is no other copy.',
  ])
  expect(lossLines({ money: 0n, contracts: [], twin: null })).toEqual([
    'The key, of which there is no other copy.',
  ])
})

test('what could not be read is named as lost, not left out', () => {
  const lines = lossLines({ money: undefined, contracts: undefined, twin: 7 })
  expect(lines[0]).toContain('balance, which could not be read')
  expect(lines[1]).toContain('contracts, which could not be read')
})

test('a sweep tells what goes on billing and what stays behind', () => {
  expect(sweepLines([], 0n)).toEqual([])
  expect(sweepLines(undefined, 0n)[0]).toContain('could not be read')
  const [open, held] = sweepLines(['web'], TFT)
  expect(open).toBe(
    '1 active contract (web) goes on billing. Without money it is paused, and ends with its data after 14 days.',
  )
  expect(held).toBe('1.00 TFT stay behind: they are held for its contracts.')
})

test('many names are cut to a few and a count', () => {
  expect(named(['a', 'b'])).toBe('a, b')
  expect(named(Array.from({ length: 9 }, (_, i) => `n${i}`))).toBe(
    'n0, n1, n2, n3, n4, n5 and 3 more',
  )
  expect(counted(1, 'contract')).toBe('1 contract')
  expect(counted(1200, 'contract')).toBe('1,200 contracts')
})

test('money goes to a sound account that is not the twin’s own', () => {
  expect(targetFault('', 'x')).toContain('Where to?')
  expect(targetFault(ALICE.replace('G', 'H'), 'x')).toContain('no account address')
  expect(targetFault(ALICE, ALICE)).toContain('own account')
  expect(targetFault(` ${ALICE} `, 'x')).toBeUndefined()
})

test('the end of the money is a day, and a warning within a week', () => {
  const now = Date.UTC(2026, 10, 21)
  const day = 86_400_000
  expect(runsOutWords(undefined, now)).toEqual({ soon: false, words: 'never' })
  expect(runsOutWords(now + 1000, now).soon).toBe(true)
  expect(runsOutWords(now + 3 * day, now)).toMatchObject({ soon: true })
  expect(runsOutWords(now + 60 * day, now)).toEqual({
    soon: false,
    words: '20 January 2027, in 60 d 0 h',
  })
})

test('KYC that could not be asked is told as that, and one that says no tells what follows', () => {
  expect(kycWords({ state: 'verified' })).toMatchObject({ state: 'ok', means: undefined })
  expect(kycWords({ state: 'unverified', status: 'UNVERIFIED' }).word).toBe('not verified')
  expect(kycWords({ state: 'unverified', status: 'PENDING' }).word).toBe('pending')
  expect(kycWords({ state: 'unverified', status: 'PENDING' }).means).toContain('refuse')
  expect(kycWords({ state: 'unknown', why: 'No answer.' })).toMatchObject({
    state: 'unknown',
    means: 'No answer.',
  })
})

test('every state of relay and key has a word', () => {
  for (const { word } of [...Object.values(relayWords), ...Object.values(keyWords)]) {
    expect(word).not.toBe('')
  }
})
