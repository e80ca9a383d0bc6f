import { expect, test } from 'vitest'
import { askKyc, verifiedOf } from './kyc.ts'

const asked: string[] = []
const service = (status: number, body: string) =>
  ((input: string) => {
    asked.push(input)
    return Promise.resolve(new Response(body, { status }))
  }) as typeof fetch // all that is called of it
const ask = (status: number, body: string) =>
  askKyc('https://kyc.example.org', 42, { fetch: service(status, body) })

test('a twin is verified by the one word that nodes take', async () => {
  expect(await ask(200, '{"result":{"status":"VERIFIED","autoFace":"x"}}')).toEqual({
    state: 'verified',
  })
  expect(asked.at(-1)).toBe('https://kyc.example.org/api/v1/status?twin_id=42')
})

test('another word, and a twin that never began, are unverified', async () => {
  for (const status of ['PENDING', 'REJECTED', 'UNVERIFIED', 'new word']) {
    expect(await ask(200, JSON.stringify({ result: { status } }))).toEqual({
      state: 'unverified',
      status,
    })
  }
  expect(await ask(404, '{"error":"not found"}')).toEqual({
    state: 'unverified',
    status: 'UNVERIFIED',
  })
})

test('a service that fails, answers strangely or is not there says nothing about the twin', async () => {
  const answers = [
    await ask(500, 'oops'),
    await ask(200, '{"status":"VERIFIED"}'),
    await ask(200, '<html>'),
    await askKyc('https://kyc.example.org', 42, {
      fetch: () => Promise.reject(new TypeError('Failed to fetch')),
    }),
    await askKyc('', 42),
  ]
  for (const answer of answers) {
    expect(answer).toMatchObject({ state: 'unknown', why: expect.stringMatching(/^The|^This/) })
    expect(verifiedOf(answer)).toBeUndefined()
  }
})

test('who gave up asking is told so, and nothing else', async () => {
  const stop = new AbortController()
  const pending = askKyc('https://kyc.example.org', 42, {
    signal: stop.signal,
    fetch: (_input, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))
      }),
  })
  stop.abort()
  await expect(pending).rejects.toThrow()
})

test('only what was answered counts for deploying', () => {
  expect(verifiedOf({ state: 'verified' })).toBe(true)
  expect(verifiedOf({ state: 'unverified', status: 'PENDING' })).toBe(false)
  expect(verifiedOf(undefined)).toBeUndefined()
})
