import { expect, test, vi } from 'vitest'
import { stringifyJson } from '#lib/json.ts'
import { withRequirement } from '#deploy/saga/text.ts'
import { DeployError } from '../error.ts'
import {
  draftIn,
  envelopeFileName,
  envelopeOf,
  readEnvelope,
  secretsOf,
  writeEnvelope,
  writeEnvelopeFile,
} from './envelope.ts'
import { MOST_LINK, readLink, writeLink } from './link.ts'
import { addSignature } from './signatures.ts'
import { requirementOf } from './requirement.ts'
import { machineFor, party, publicKeyOf, signatureOf } from './testing.ts'

const draft = machineFor([party(42), party(7)])
const envelope = envelopeOf('dev', draft)
const [part] = envelope.parts
if (!part) throw new Error('The machine has a part.')

/** The envelope as somebody else might have written it. */
const altered = (change: (value: Record<string, unknown>) => void): string => {
  const value = JSON.parse(writeEnvelope(envelope)) as Record<string, unknown>
  change(value)
  return JSON.stringify(value)
}
const withPart = (change: Record<string, unknown>) =>
  altered((value) => {
    value.parts = (value.parts as object[]).map((one) => ({ ...one, ...change }))
  })

test('a file and a link bring back the very same draft', async () => {
  expect(readEnvelope(writeEnvelopeFile(envelope))).toEqual(envelope)
  const { fragment, size, advice } = await writeLink(envelope)
  expect(fragment).toMatch(/^1\.[A-Za-z0-9_-]+$/)
  expect(size).toBe(fragment.length)
  expect(advice).toBeNull()
  expect(await readLink(fragment)).toEqual(envelope)
  expect(await readLink(`#${fragment}`)).toEqual(envelope)
  expect(draftIn(envelope)).toEqual(draft)
  expect(envelopeFileName(envelope)).toBe(`zos-signing-${part.hash.slice(0, 8)}.json`)
})

test('signatures travel with it', async () => {
  const text = await addSignature(part.text, signatureOf(part.text, 7), publicKeyOf)
  const signed = envelopeOf('dev', { ...draft, parts: [{ ...draft.parts[0]!, text }] }) // it has one
  expect(await readLink((await writeLink(signed)).fragment)).toEqual(signed)
  expect(signed.parts[0]?.text).toContain('"twin_id":7,"signature":"')
})

test('a draft too large for a link is told so with its length, and goes as a file', async () => {
  const noise = Array.from({ length: 20_000 }, (_, i) => ((i * 7919) % 99991).toString(36)).join('')
  const text = part.text.replace('"description":""', `"description":"${noise}"`)
  const big = envelopeOf('dev', { ...draft, parts: [{ ...draft.parts[0]!, text }] }) // it has one
  await expect(writeLink(big)).rejects.toMatchObject({
    code: 'too-large',
    message: expect.stringMatching(/has [\d,]+ characters, and 30,000 .* as a file/) as string,
  })
  expect(readEnvelope(writeEnvelopeFile(big))).toEqual(big)
})

test('a link of some length says that messengers may cut it', async () => {
  const noise = Array.from({ length: 900 }, (_, i) => ((i * 7919) % 99991).toString(36)).join('')
  const text = part.text.replace('"description":""', `"description":"${noise}"`)
  const long = envelopeOf('dev', { ...draft, parts: [{ ...draft.parts[0]!, text }] }) // it has one
  expect((await writeLink(long)).advice).toContain('hand it on as a file there')
})

const bare = JSON.parse(part.text) as { signature_requirement: { requests: object[] } }
const crowd = stringifyJson({
  ...bare,
  signature_requirement: {
    ...bare.signature_requirement,
    requests: Array.from({ length: 51 }, () => bare.signature_requirement.requests[0]),
  },
})

test.each([
  ['no JSON', 'x', 'unreadable'],
  ['nothing', 'null', 'unreadable'],
  ['another format', altered((v) => (v.format = 'zos-console-draft')), 'unreadable'],
  ['a version to come', altered((v) => (v.v = 2)), 'unreadable'],
  ['no parts', altered((v) => (v.parts = [])), 'unreadable'],
  ['a template that is none', altered((v) => (v.template = 'constructor')), 'unreadable'],
  ['a node that is none', withPart({ node: -1 }), 'unreadable'],
  ['a text that is no deployment', withPart({ text: '{}x' }), 'unreadable'],
  ['a text that nests without end', withPart({ text: '['.repeat(200_000) }), 'unreadable'],
  ['another hash than it has', withPart({ hash: '0'.repeat(32) }), 'mismatch'],
  [
    'a text of another hash',
    withPart({ text: part.text.replace('"cpu":1', '"cpu":2') }),
    'mismatch',
  ],
  ['addresses that nobody needs', withPart({ publicIps: 3 }), 'mismatch'],
  ['names that nobody needs', withPart({ names: ['bank'] }), 'mismatch'],
  [
    'a contract for a new deployment',
    withPart({ text: part.text.replace('"contract_id":0', '"contract_id":9') }),
    'mismatch',
  ],
  ['a past that is no earlier version', withPart({ before: part.text }), 'mismatch'],
  ['a past that is no deployment', withPart({ before: '{' }), 'unreadable'],
  ['too much of all', withPart({ before: ' '.repeat(2_000_000) }), 'too-large'],
  ['a crowd of signers', withPart({ text: crowd }), 'too-large'],
])(
  'what has %s is refused in a plain sentence, and nothing of it is quoted',
  (_what, json, code) => {
    let error: unknown
    try {
      readEnvelope(json)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(DeployError)
    expect(error).toMatchObject({ code })
    expect((error as DeployError).message).toMatch(/^[A-Z][^{}<>]+\.$/)
  },
)

test('deployments of different twins do not travel together', () => {
  const [other] = envelopeOf('dev', machineFor([party(7)])).parts
  const both = altered((v) => (v.parts = [...(v.parts as object[]), other]))
  expect(() => readEnvelope(both)).toThrow('different twins')
})

test.each([
  ['of nothing', ''],
  ['of another kind', 'deploy'],
  ['of a version to come', '2.abc'],
  ['that is no base64url', '1.a+b/'],
  ['that is not packed', '1.AAAA'],
  ['larger than any', `1.${'A'.repeat(MOST_LINK)}`],
])('a link %s is refused', async (_what, fragment) => {
  await expect(readLink(fragment)).rejects.toBeInstanceOf(DeployError)
})

test('a link that was cut or changed on its way is refused, wherever that was', async () => {
  const { fragment } = await writeLink(envelope)
  for (const at of [3, 10, 100, fragment.length - 20, fragment.length - 2]) {
    await expect(readLink(fragment.slice(0, at))).rejects.toBeInstanceOf(DeployError)
    const turned = fragment[at] === 'A' ? 'B' : 'A'
    await expect(
      readLink(fragment.slice(0, at) + turned + fragment.slice(at + 1)),
    ).rejects.toBeInstanceOf(DeployError)
  }
})

test('a title that would turn the line around is shown as what it is, and stays so', () => {
  const read = readEnvelope(altered((v) => (v.title = `\u202e${'a'.repeat(199)}`)))
  expect(read.title).toMatch(/^⟨U\+202E⟩a+$/)
  expect(readEnvelope(writeEnvelope(read))).toEqual(read)
})

test('a small link that unpacks to gigabytes is let go of early', async () => {
  const bomb = { ...envelope, title: 'a'.repeat(8_000_000) }
  const { fragment } = await writeLink(bomb)
  const decode = vi.spyOn(TextDecoder.prototype, 'decode')
  await expect(readLink(fragment)).rejects.toMatchObject({ code: 'too-large' })
  expect(decode).not.toHaveBeenCalled()
  decode.mockRestore()
})

test('an update travels with what was signed last, of the same twin, and its secrets are named once', () => {
  const old = withRequirement(draft.parts[0]!.text, requirementOf(party(42))) // it has one
  const next = part.text
    .replace('{"version":0', '{"version":1')
    .replace('"contract_id":0', '"contract_id":5')
  const update = envelopeOf('dev', { ...draft, parts: [{ ...draft.parts[0]!, text: next }] }, [old])
  expect(readEnvelope(writeEnvelope(update))).toEqual(update)
  expect(secretsOf(update)).toEqual(secretsOf(envelope))
  const others = old.replace('"twin_id":42', '"twin_id":7')
  expect(() =>
    envelopeOf('dev', { ...draft, parts: [{ ...draft.parts[0]!, text: next }] }, [others]),
  ).toThrow('not an earlier version')
})
