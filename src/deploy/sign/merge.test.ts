import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Signature } from '#gridtypes/deployment.ts'
import { readText, withSignatures } from '#deploy/saga/text.ts'
import { envelopeOf, readEnvelope, writeEnvelope, type Envelope } from './envelope.ts'
import { mergeEnvelopes, openEnvelope } from './merge.ts'
import { finalCheck, progressOf } from './standing.ts'
import { machineFor, noKey, party, publicKeyOf, signatureOf } from './testing.ts'

const twins = [42, 7, 8, 9]
const envelope = envelopeOf('dev', machineFor([party(42), party(7), party(8), party(9)]))
const [part] = envelope.parts
if (!part) throw new Error('The machine has a part.')
const { text, hash } = part

/** The envelope with these signatures, as anybody might have put them. */
const carrying = (signatures: readonly Signature[]): Envelope => ({
  ...envelope,
  parts: [{ ...part, text: withSignatures(text, signatures) }],
})
const signaturesOf = (of: Envelope) =>
  readText(of.parts[0]!.text).deployment.signature_requirement.signatures // it has one

// sr25519 signatures are another each time: two of the same twin both hold
const pool = twins.flatMap((twin) => [signatureOf(text, twin), signatureOf(text, twin)])
const hostile: Signature[] = [
  { ...pool[0]!, signature: pool[1]!.signature.replace(/^../, '00') },
  { ...pool[0]!, twin_id: 7 },
  { ...pool[0]!, signature: 'zz' },
  { ...pool[0]!, twin_id: 99 },
  { ...pool[2]!, signature: `${pool[2]!.signature.toUpperCase()}ABCD` },
]
const someEnvelope = fc.array(fc.constantFrom(...pool, ...hostile), { maxLength: 6 }).map(carrying)

test('merging is the same in any order and any grouping, and once more changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(someEnvelope, someEnvelope, someEnvelope, async (a, b, c) => {
      const merge = (x: Envelope, y: Envelope) => mergeEnvelopes(x, y, publicKeyOf)
      const ab = await merge(a, b)
      expect(await merge(b, a)).toEqual(ab)
      expect(await merge(ab, b)).toEqual(ab)
      expect(await merge(ab, ab)).toEqual(ab)
      expect(await merge(ab, c)).toEqual(await merge(a, await merge(b, c)))
      const held = signaturesOf(ab)
      expect(new Set(held.map(({ twin_id }) => twin_id)).size).toBe(held.length)
      const opened = await openEnvelope(ab, 'dev', publicKeyOf)
      expect(opened).toMatchObject({ envelope: ab, dropped: [] })
    }),
    { numRuns: 25, seed: 5 },
  )
}, 60_000)

test('four signers, each of whom knew only the draft, end in what a node takes', async () => {
  const alone = twins.map((twin) => carrying([signatureOf(text, twin)]))
  let all = envelope
  for (const one of alone.toReversed()) all = await mergeEnvelopes(all, one, publicKeyOf)
  expect(signaturesOf(all).map(({ twin_id }) => twin_id)).toEqual(twins)
  expect(await finalCheck(all.parts[0]!.text, hash, publicKeyOf)).toEqual({ ok: true })
})

test('what is opened keeps the signatures that hold and tells of those that do not', async () => {
  const good = pool[0]!
  const {
    envelope: opened,
    standings,
    dropped,
  } = await openEnvelope(carrying([...hostile.slice(0, 4), good]), 'dev', publicKeyOf)
  expect(signaturesOf(opened)).toEqual([good])
  expect(standings[0]).toMatchObject({ missing: [7, 8, 9], weight: 1n, weight_required: 4n })
  expect(progressOf(standings)).toEqual({ held: 1, asked: 4, waitsFor: [7, 8, 9] })
  expect(dropped.map(({ twin_id, why }) => `${twin_id} ${why}`).toSorted()).toEqual([
    '42 invalid',
    '42 invalid',
    '7 invalid',
    '99 unlisted',
  ])
})

test('while the chain is silent signatures stay, unknown, and nothing is merged', async () => {
  const one = carrying([pool[0]!])
  const opened = await openEnvelope(one, 'dev', noKey)
  expect(opened.standings[0]).toMatchObject({ unknown: [42], complete: false })
  expect(signaturesOf(opened.envelope)).toEqual([pool[0]])
  await expect(mergeEnvelopes(one, envelope, noKey)).rejects.toMatchObject({ code: 'key' })
})

test('a draft for another network is not opened', async () => {
  await expect(openEnvelope(envelope, 'main', publicKeyOf)).rejects.toMatchObject({
    code: 'mismatch',
  })
})

const remade = (change: (text: string) => string): Envelope => {
  const draft = machineFor([party(42), party(7), party(8), party(9)])
  const parts = draft.parts.map((one) => ({ ...one, text: change(one.text) }))
  return envelopeOf('dev', { ...draft, parts })
}

test('two drafts of different hashes are not merged, and what differs is told', async () => {
  const other = remade((one) => one.replace('"cpu":1', '"cpu":4'))
  await expect(mergeEnvelopes(envelope, other, publicKeyOf)).rejects.toMatchObject({
    code: 'mismatch',
    message: expect.stringMatching(
      /The hashes are \w{32} and \w{32}\. Different: .*cpu: 1 → 4/,
    ) as string,
  })
})

test('two that say different things under one hash are not merged', async () => {
  // the challenge has no separators: a character moves from one text to the next
  const moved = remade((one) =>
    one.replace(
      /"metadata":"((?:[^"\\]|\\.)*)(\})","description":""/,
      '"metadata":"$1","description":"$2"',
    ),
  )
  expect(moved.parts[0]?.hash).toBe(hash)
  await expect(mergeEnvelopes(envelope, moved, publicKeyOf)).rejects.toMatchObject({
    code: 'mismatch',
    message: expect.stringContaining('different things under one hash') as string,
  })
})

test('two that differ only in what no hash covers are not merged', async () => {
  const other = remade((one) => one.replace('"corex":false', '"corex":true'))
  expect(other.parts[0]?.hash).toBe(hash)
  await expect(mergeEnvelopes(envelope, other, publicKeyOf)).rejects.toThrow(
    'what the hash does not cover',
  )
  await expect(
    mergeEnvelopes(envelope, { ...envelope, title: 'another' }, publicKeyOf),
  ).rejects.toThrow('what the hash does not cover')
  await expect(
    mergeEnvelopes(envelope, { ...envelope, parts: [part, part] }, publicKeyOf),
  ).rejects.toThrow('One has 1 deployments, the other 2')
})

test('a copy that a tool laid out anew is the same draft', async () => {
  const json = writeEnvelope({
    ...envelope,
    parts: [{ ...part, text: JSON.stringify(JSON.parse(text), null, 2) }],
  })
  const copy = readEnvelope(json)
  expect(copy).toEqual(envelope)
  expect(await mergeEnvelopes(copy, carrying([pool[0]!]), publicKeyOf)).toEqual(
    carrying([pool[0]!]), // the pool has some
  )
})

test('a secret that differs is told to differ, and neither is shown', async () => {
  const key = /"wireguard_private_key":"([^"]+)"/.exec(text)?.[1] ?? ''
  const other = remade((one) => one.replace(key, `${key.slice(0, -2)}A=`))
  const error: unknown = await mergeEnvelopes(envelope, other, publicKeyOf).catch((e: unknown) => e)
  expect(String(error)).toContain('another secret')
  expect(JSON.stringify(error) + String(error)).not.toContain(key.slice(0, 12))
})
