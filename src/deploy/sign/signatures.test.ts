import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fromHex } from '#lib/bytes.ts'
import { stringifyJson } from '#lib/json.ts'
import type { SignatureVector } from '#gridtypes/vectors.ts'
import { readText, withSignatures } from '#deploy/saga/text.ts'
import { hashOf } from './hash.ts'
import { addSignature, collecting, holding, signaturesIn, signText } from './signatures.ts'
import { finalCheck, standingOf } from './standing.ts'
import { noKey, party, publicKeyOf, signatureOf, signedBy, textFor } from './testing.ts'

const vectors = JSON.parse(
  readFileSync(new URL('../../gridtypes/vectors/signature.json', import.meta.url), 'utf8'),
) as SignatureVector[] // the shape the file was copied in

const keysOf = (vector: SignatureVector) => (twin: number) => {
  const key = fromHex(vector.twin_public_keys[twin] ?? '')
  if (!key?.length) throw new Error('not found')
  return key
}
/** The node's words up to where the Go library's own begin. */
const stem = (reason: string) =>
  /^(invalid signature|failed to get public key for twin '\d+'): /.exec(reason)?.[1] ?? reason

test.each(vectors.map((vector) => [vector.name, vector] as const))(
  '%s: the last look says what the node says',
  async (_name, vector) => {
    const text = stringifyJson(vector.deployment)
    const verdict = await finalCheck(text, vector.hash, keysOf(vector))
    expect(verdict.ok).toBe(vector.accepted)
    if (!verdict.ok) expect(stem(verdict.reason)).toBe(stem(vector.error ?? ''))
    const standing = await standingOf(text, keysOf(vector))
    expect(standing.complete).toBe(vector.accepted)
    expect(standing.sentences.length).toBeGreaterThan(vector.accepted ? 0 : 1)
  },
)

const pair = [party(42), party(7)] as const
const text = textFor([...pair])

test('signatures of two twins in any order end in the same text, which a node takes', async () => {
  const [first, second] = [signatureOf(text, 42), signatureOf(text, 7)]
  const one = await addSignature(await addSignature(text, first, publicKeyOf), second, publicKeyOf)
  const other = await addSignature(
    await addSignature(text, second, publicKeyOf),
    first,
    publicKeyOf,
  )
  expect(one).toBe(other)
  expect(await finalCheck(one, hashOf(text), publicKeyOf)).toEqual({ ok: true })
  expect((await standingOf(one, publicKeyOf)).sentences).toEqual([
    'All 2 have signed: weight 2, and 2 is required.',
  ])
})

test('a twin that signs again replaces its signature, hex loses its 0x and its capitals', async () => {
  const once = await addSignature(text, signatureOf(text, 7), publicKeyOf)
  const again = signatureOf(text, 7)
  const shouted = { ...again, signature: `0x${again.signature.toUpperCase()}` }
  const twice = await addSignature(once, shouted, publicKeyOf)
  expect(signaturesIn(once)).not.toEqual([again])
  expect(readText(twice).deployment.signature_requirement.signatures).toEqual([again])
})

test('what another tool appended twice, or of nobody asked, goes with the next signature', async () => {
  const [good, bad] = [signatureOf(text, 42), { ...signatureOf(text, 42), signature: '00' }]
  const messy = withSignatures(text, [bad, good, { ...good, twin_id: 99 }])
  expect((await finalCheck(messy, hashOf(text), publicKeyOf)).ok).toBe(false)
  const mended = await addSignature(messy, good, publicKeyOf)
  expect(readText(mended).deployment.signature_requirement.signatures).toEqual([good])
})

test('signatures hidden under another spelling of the key, as nodes read it, do not stay', async () => {
  const good = signatureOf(text, 42)
  for (const key of ['Signatures', '\u017fignatures', 'SIGNATURE\u017f']) {
    const hidden = text.replace(
      '"signatures":[]',
      `"signatures":[],"${key}":[{"twin_id":42,"signature":"00","signature_type":"ed25519"}]`,
    )
    expect(hidden).not.toBe(text)
    const signed = await addSignature(hidden, good, publicKeyOf)
    expect(readText(signed).deployment.signature_requirement.signatures).toEqual([good])
  }
})

test.each([
  ['of another twin’s account', { ...signatureOf(text, 7), twin_id: 42 }, 'not of this deployment'],
  ['of another style', signatureOf(text, 42, ''), 'not of this deployment'],
  ['of a twin nobody asked', signatureOf(text, 9), 'Twin 9 is not among those'],
  [
    'with its curve’s byte before it',
    { ...signatureOf(text, 42), signature: '01'.repeat(65) },
    '128',
  ],
  ['of an Ethereum account', { ...signatureOf(text, 42), signature_type: 'ethereum' }, 'sr25519'],
  ['that is no hex', { ...signatureOf(text, 42), signature: 'zz'.repeat(64) }, '128'],
])('a signature %s is not taken', async (_what, given, part) => {
  await expect(addSignature(text, given, publicKeyOf)).rejects.toMatchObject({
    code: 'signature',
    message: expect.stringContaining(part) as string,
  })
})

test('a signature is not taken while its account cannot be read', async () => {
  await expect(addSignature(text, signatureOf(text, 42), noKey)).rejects.toMatchObject({
    code: 'key',
    details: 'The chain is silent.',
  })
  const signed = await addSignature(text, signatureOf(text, 42), publicKeyOf)
  const standing = await standingOf(signed, noKey)
  expect(standing).toMatchObject({ unknown: [42], missing: [7], complete: false })
  expect(standing.verdict).toBeUndefined()
})

test('who is missing is told, also where the weight is reached and the signature is not required', async () => {
  const lax = text
    .replace('"twin_id":7,"required":true', '"twin_id":7,"required":false')
    .replace('"weight_required":2', '"weight_required":1')
  const signed = await addSignature(lax, signatureOf(lax, 42), publicKeyOf)
  const standing = await standingOf(signed, publicKeyOf)
  expect(standing).toMatchObject({ reached: true, complete: false, missing: [7], weight: 1n })
  expect(standing.sentences).toEqual([
    '1 of 2 signatures hold: weight 1, and 1 is required.',
    'Twin 7 has yet to sign.',
    expect.stringContaining('not marked as required'),
  ])
  expect(await finalCheck(signed, hashOf(lax), publicKeyOf)).toEqual({
    ok: false,
    reason: 'failed to verify signature',
  })
})

test('a deployment that does not ask its owner is told so', async () => {
  const stranger = textFor([party(7)]).replace(
    '{"version":0,"twin_id":7',
    '{"version":0,"twin_id":42',
  )
  const signed = await addSignature(stranger, signatureOf(stranger, 7), publicKeyOf)
  expect((await standingOf(signed, publicKeyOf)).sentences.join(' ')).toContain('Twin 42, whose')
  expect(await finalCheck(signed, hashOf(stranger), publicKeyOf)).toMatchObject({
    reason: 'originator twin id must be in the signature requests',
  })
})

test('nobody is asked to sign what changed since it was shown, or what asks for somebody else', async () => {
  let asked = 0
  const sign = async ({ hash, style }: { hash: string; style: string }) => {
    asked++
    return signedBy(42, hash, style)
  }
  await expect(signText(text, '0'.repeat(32), 42, sign, publicKeyOf)).rejects.toMatchObject({
    code: 'mismatch',
  })
  await expect(signText(text, hashOf(text), 9, sign, publicKeyOf)).rejects.toMatchObject({
    code: 'signature',
  })
  expect(asked).toBe(0)
  const signed = await signText(text, hashOf(text), 42, sign, publicKeyOf)
  expect((await standingOf(signed, publicKeyOf)).missing).toEqual([7])
})

test('a saga asks the owner once, and hands on what others signed before', async () => {
  let asked = 0
  const signer = collecting(
    42,
    async ({ hash, style }) => {
      asked++
      return signedBy(42, hash, style)
    },
    publicKeyOf,
  )
  const theirs = signatureOf(text, 7)
  const given = await addSignature(text, theirs, publicKeyOf)
  const what = { text: given, hash: hashOf(text), style: 'polka-wallet' }
  const all = await signer(what)
  expect(all.map(({ twin_id }) => twin_id)).toEqual([42, 7])
  expect(all[1]).toEqual(theirs)
  const again = await signer({ ...what, text: withSignatures(text, all) })
  expect([again, asked]).toEqual([all, 1])
  const broken = [{ ...all[0]!, signature: '00'.repeat(64) }, theirs] // there are two
  await signer({ ...what, text: withSignatures(text, broken) })
  expect(asked).toBe(2)
  await expect(signer({ ...what, hash: '0'.repeat(32) })).rejects.toMatchObject({
    code: 'mismatch',
  })
})

test('of many signatures those that hold are told apart', async () => {
  const [a, b] = [signatureOf(text, 42), signatureOf(text, 7)]
  const broken = { ...b, signature: 'xyz' }
  expect(await holding(text, [a, broken, b], publicKeyOf)).toEqual([a, b])
})
