import * as fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { challengeHash } from './challenge.ts'
import { parseDeployment, type Deployment } from './deployment.ts'
import { asFound, EXPIRATIONS, MOST, ordersOf, searchOrders } from './orders.ts'
import { serialiseDeployment } from './serialise.ts'
import type { ChallengeVector } from './vectors.ts'

const vectors = JSON.parse(
  readFileSync(new URL('./vectors/challenge.json', import.meta.url), 'utf8'),
) as ChallengeVector[] // the shape the file was copied in

/** A deployment of volumes with a text of their own each; no text is twice there. */
const volumes = (texts: readonly string[], head = ''): Deployment =>
  parseDeployment(
    JSON.stringify({
      twin_id: 42,
      metadata: head,
      workloads: texts.map((text, i) => ({
        name: `w${i}`,
        type: 'volume',
        data: { size: i },
        metadata: text,
      })),
      signature_requirement: { requests: [{ twin_id: 42, weight: 1 }], weight_required: 1 },
    }),
  )

const texts = (most: number) =>
  fc.array(fc.string({ unit: 'binary', maxLength: 150 }), { maxLength: most })

test('whatever the order and the expiration were, they are found', async () => {
  await fc.assert(
    fc.asyncProperty(
      texts(5),
      fc.string({ maxLength: 130 }),
      fc.constantFrom(...EXPIRATIONS),
      fc.infiniteStream(fc.nat()),
      async (all, head, expiration, noise) => {
        const told = volumes(all, head)
        const ranks = told.workloads.map(() => Number(noise.next().value))
        const workloads = told.workloads.toSorted(
          (a, b) =>
            (ranks[told.workloads.indexOf(a)] ?? 0) - (ranks[told.workloads.indexOf(b)] ?? 0),
        )
        const signed = { ...told, workloads, expiration }
        const hash = challengeHash(signed)
        const found = await searchOrders(told, hash)
        expect(found).toEqual({ expiration, order: workloads.map(({ name }) => name) })
        // what is kept of it is JSON that has the hash
        expect(challengeHash(parseDeployment(serialiseDeployment(asFound(told, found!))))).toBe(
          hash,
        )
      },
    ),
    { numRuns: 60 },
  )
})

test('what was changed is not found', async () => {
  const signed = volumes(['a', 'b', 'c', 'd'])
  const told = { ...signed, workloads: signed.workloads.toReversed() }
  expect(await searchOrders(told, challengeHash(signed))).toBeDefined()
  for (const changed of [
    volumes(['a', 'b', 'c', 'D']),
    volumes(['a', 'b', 'c']),
    { ...signed, version: 1 },
    { ...signed, signature_requirement: { ...signed.signature_requirement, weight_required: 2n } },
  ]) {
    expect(await searchOrders(changed, challengeHash(signed))).toBeUndefined()
  }
})

test('an expiration that no tool sends is not found', async () => {
  const told = volumes(['a'])
  expect(await searchOrders(told, challengeHash({ ...told, expiration: 1n }))).toBeUndefined()
})

test('every vector of few workloads is found under its hash, in upper case too', async () => {
  const some = vectors
    .map((vector) => ({ vector, deployment: parseDeployment(vector.deployment_json) }))
    .filter(({ deployment }) => EXPIRATIONS.includes(deployment.expiration))
    .filter(({ deployment }) => deployment.workloads.length <= 4)
  expect(some.length).toBeGreaterThan(30)
  for (const { vector, deployment } of some) {
    expect(await searchOrders(deployment, vector.hash.toUpperCase()), vector.name).toBeDefined()
  }
})

test('a contract without a hash, one workload too many and megabytes of them are not searched', async () => {
  const nine = volumes(Array(MOST + 1).fill('x'))
  expect(await searchOrders(nine, challengeHash(nine))).toBeUndefined()
  const large = volumes(Array(MOST).fill('x'.repeat(20_000)))
  expect(await searchOrders(large, challengeHash(large))).toBeUndefined()
  for (const hash of ['', 'no hash', '00']) {
    expect(await searchOrders(volumes(['a']), hash)).toBeUndefined()
  }
})

test('eight workloads take well under two seconds, told as they go, and can be given up', async () => {
  const told = volumes(Array.from({ length: MOST }, (_, i) => `${i}`.repeat(400)))
  const seen: number[] = []
  const before = process.threadCpuUsage()
  expect(
    await searchOrders(told, '0'.repeat(32), { progress: (done) => seen.push(done) }),
  ).toBeUndefined()
  // this thread's own work in µs: measured 0.25 s
  const { user, system } = process.threadCpuUsage(before)
  expect(user + system).toBeLessThan(1_500_000)
  expect(seen).toHaveLength(2 * MOST)
  expect(seen.at(-1)).toBe(1)

  const abort = new AbortController()
  const given = searchOrders(told, '0'.repeat(32), {
    signal: abort.signal,
    progress: () => abort.abort(),
  })
  await expect(given).rejects.toBe(abort.signal.reason)
})

test('the number of orders is told for people', () => {
  expect([0, 1, 2, 5, 8].map(ordersOf)).toEqual([2, 2, 4, 240, 80_640])
})
