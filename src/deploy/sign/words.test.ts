import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { ChallengeVector } from '#gridtypes/vectors.ts'
import { kindOf, maskText } from '#gridtypes/secrets.ts'
import { readText } from '#deploy/saga/text.ts'
import { changesSince } from './changes.ts'
import { plain } from './plain.ts'
import { machineFor, party, textFor } from './testing.ts'
import { wordsOf } from './words.ts'

const vectors = JSON.parse(
  readFileSync(new URL('../../gridtypes/vectors/challenge.json', import.meta.url), 'utf8'),
) as ChallengeVector[] // the shape the file was copied in

/** Every text in a value: those that may be shown, and those that are secret. */
function textsIn(value: unknown, holds = 'plain', into = { shown: [''], secret: [''] }) {
  if (typeof value === 'string') {
    if (holds === 'plain') into.shown.push(value)
    else into.secret.push(value)
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      const kind = Array.isArray(value) ? 'plain' : kindOf(key)
      textsIn(item, holds === 'plain' ? kind : holds, into)
    }
  }
  return into
}

test.each(vectors.map((vector) => [vector.name, vector] as const))(
  '%s: every text that is signed is in the words, and no secret is',
  (_name, { deployment_json }) => {
    const { deployment } = readText(deployment_json)
    const { head, workloads, beside } = wordsOf(deployment_json)
    const said = [...head, ...workloads.flatMap(({ title, lines }) => [title, ...lines]), ...beside]
    const all = said.join('\n')
    const { metadata, description } = deployment
    const texts = textsIn([
      metadata,
      description,
      ...deployment.workloads.map(({ name, metadata, description, data }) => ({
        name,
        metadata,
        description,
        data,
      })),
    ])
    for (const text of texts.shown) expect(all).toContain(plain(maskText(text)))
    // short ones are in other words by chance
    for (const text of texts.secret) if (text.length > 7) expect(all).not.toContain(text)
  },
)

test('a machine is told with its size, its place, who reaches it and what is hidden', () => {
  const [part] = machineFor([party(42), party(7)]).parts
  const { head, workloads } = wordsOf(part?.text ?? '')
  expect(head).toEqual([
    'A new deployment of twin 42.',
    expect.stringMatching(/^Metadata: /),
    'Twin 42 signs, with a weight of 1.',
    'Twin 7 signs, with a weight of 1.',
    'The signatures must weigh 2.',
    'It is signed as text, the way wallets in browsers sign.',
  ])
  const machine = workloads.find(({ type }) => type === 'zmachine')
  expect(machine?.title).toMatch(/^Machine \w+/)
  expect(machine?.lines[0]).toMatch(/^\d+ vCPU, [\d.]+ GiB of memory and a root disk of/)
  expect(machine?.lines.join(' ')).toMatch(/In the private network \w+ it is 10\./)
  const net = workloads.find(({ type }) => type === 'network')
  expect(net?.lines.join(' ')).toMatch(/WireGuard listens on port \d+; its private key is hidden/)
})

test('a size that the short form rounds is told to the byte', () => {
  expect(wordsOf(textFor([party(42)], 2 ** 30)).workloads[0]?.lines).toEqual(['1.0 GiB on SSD.'])
  expect(wordsOf(textFor([party(42)], 2 ** 30 + 1)).workloads[0]?.lines).toEqual([
    '1.0 GiB (1,073,741,825 bytes) on SSD.',
  ])
})

test('a name that would turn the line around is shown as what it is', () => {
  const text = textFor([party(42)]).replace('"name":"d1"', '"name":"d\u202e1"')
  expect(wordsOf(text).workloads[0]?.title).toBe('Disk d⟨U+202E⟩1')
})

test('a secret inside an address or inside metadata is masked', () => {
  const text = textFor([party(42)])
    .replace('"metadata":""', '"metadata":"{\\"password\\":\\"hunter22\\"}"')
    .replace(
      /"workloads":.*$/,
      '"workloads":[{"version":0,"name":"l","type":"zlogs","data":{"zmachine":"vm","output":"redis://me:hunter22@10.0.0.1"}}]}',
    )
  const all = JSON.stringify(wordsOf(text))
  expect(all).toContain('redis://me:')
  expect(all).toContain('password')
  expect(all).not.toContain('hunter22')
})

test('what changes since the last signature is marked, field by field', () => {
  const [part] = machineFor([party(42)]).parts
  const before = part?.text ?? ''
  const key = /"wireguard_private_key":"([^"]+)"/.exec(before)?.[1] ?? ''
  const after = before
    .replace('{"version":0', '{"version":1')
    .replace('"contract_id":0', '"contract_id":5')
    .replace('"cpu":1', '"cpu":2')
    .replace('"corex":false', '"corex":true')
    .replace(key, `${key.slice(0, -2)}A=`)
    .replace('"expiration":0', '"expiration":9')
    .replace(/\}\]\}$/, '},{"version":1,"name":"d9","type":"zmount","data":{"size":5}}]}')
  const { head, workloads } = changesSince(before, after)
  expect(head).toEqual(['version: 0 → 1', 'expiration: 0 → 9'])
  const marks = Object.fromEntries(workloads.map(({ type, mark }) => [type, mark]))
  expect(marks).toMatchObject({ network: '~', zmachine: '~' })
  expect(workloads.find(({ name }) => name === 'd9')?.mark).toBe('+')
  expect(workloads.find(({ type }) => type === 'zmachine')?.lines).toEqual([
    'data.compute_capacity.cpu: 1 → 2',
    'data.corex: false → true',
  ])
  expect(workloads.find(({ type }) => type === 'network')?.lines).toEqual([
    'data.wireguard_private_key: another secret',
  ])
  const back = changesSince(after, before)
  expect(back.workloads.at(-1)).toEqual({ name: 'd9', type: 'zmount', mark: '-', lines: [] })
  expect(changesSince(before, before).workloads.every(({ mark }) => mark === '=')).toBe(true)
})

test('another signer and another order are told', () => {
  const [one, two] = [textFor([party(42)]), textFor([party(42), party(7)])]
  expect(changesSince(one, two).head).toContain('requests.1.twin_id: nothing → 7')
  const disk = (name: string) => `{"version":0,"name":"${name}","type":"zmount","data":{"size":5}}`
  const ordered = (...names: string[]) =>
    one.replace(/"workloads":.*$/, `"workloads":[${names.map(disk).join(',')}]}`)
  expect(changesSince(ordered('a', 'b'), ordered('b', 'a')).head).toEqual([
    'The workloads come in another order.',
  ])
  expect(changesSince(ordered('a', 'b'), ordered('a', 'c', 'b')).head).toEqual([])
})
