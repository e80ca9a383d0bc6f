import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fromHex } from '#lib/bytes.ts'
import { stringifyJson } from '#lib/json.ts'
import { parseDeployment } from './deployment.ts'
import { signersOf } from './signers.ts'
import type { SignatureVector } from './vectors.ts'

const vectors = JSON.parse(
  readFileSync(new URL('./vectors/signature.json', import.meta.url), 'utf8'),
) as SignatureVector[] // the shape the file was copied in

const keysOf = (vector: SignatureVector) => (twin: number) => {
  const key = fromHex(vector.twin_public_keys[twin] ?? '')
  if (!key?.length) throw new Error(`The account of twin ${twin} is not known.`)
  return key
}
const report = (vector: SignatureVector, hash: string | undefined = vector.hash) =>
  signersOf(parseDeployment(stringifyJson(vector.deployment)), keysOf(vector), hash)

test.each(vectors.map((vector) => [vector.name, vector] as const))(
  '%s: what the rows say is what the node makes of it',
  async (_name, vector) => {
    const { signers, weight, verdict } = await report(vector)
    const deployment = parseDeployment(stringifyJson(vector.deployment))
    const { weight_required } = deployment.signature_requirement
    const holds =
      signers.every(({ state }) => state === 'valid') &&
      signers.some(({ owner }) => owner) &&
      weight >= weight_required
    if (verdict) expect(verdict.ok).toBe(vector.accepted)
    else expect(vector.error).toMatch(/failed to get public key|invalid signature/)
    expect(holds).toBe(vector.accepted)
  },
)

const accepted = vectors.find((vector) => vector.accepted)! // half of them are

test('a key that cannot be had leaves a signature unknown, and no verdict', async () => {
  const { signers, verdict } = await report({ ...accepted, twin_public_keys: {} })
  expect(signers[0]).toMatchObject({
    state: 'unknown',
    reason: expect.stringContaining('is not known') as string,
  })
  expect(verdict).toBeUndefined()
})

test('without the hash nothing is said of a signature that is there', async () => {
  const deployment = parseDeployment(stringifyJson(accepted.deployment))
  const { signers, verdict } = await signersOf(deployment, keysOf(accepted), undefined)
  expect(signers[0]).toMatchObject({
    state: 'unknown',
    reason: expect.stringContaining('hash') as string,
  })
  expect(verdict).toBeUndefined()
})

test('another hash makes every signature invalid', async () => {
  const { signers, verdict } = await report(accepted, '00'.repeat(16))
  expect(signers.map(({ state }) => state)).toEqual(signers.map(() => 'invalid'))
  expect(verdict).toMatchObject({ reason: 'failed to verify signature' })
})

test('what the node does not look at is listed with its reason', async () => {
  const deployment = parseDeployment(stringifyJson(accepted.deployment))
  const { signatures } = deployment.signature_requirement
  const [first] = signatures
  signatures.push({ ...first!, signature: 'zz' }, { ...first!, twin_id: 99_999 }) // accepted: there is one
  const { ignored, verdict } = await signersOf(deployment, keysOf(accepted), accepted.hash)
  expect(ignored.map(({ why }) => why)).toEqual(['repeated', 'unlisted'])
  expect(verdict).toEqual({ ok: true })
})
