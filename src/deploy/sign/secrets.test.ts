import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { MASK, writeJson } from '#gridtypes/secrets.ts'
import type { ChallengeVector } from '#gridtypes/vectors.ts'
import { stringifyJson } from '#lib/json.ts'
import { plain } from './plain.ts'
import { carriesWords, secretLines, secretsIn } from './secrets.ts'
import { machineFor, party } from './testing.ts'

const text = stringifyJson({
  metadata: '{"projectName":"x","privateKey":"m3t4"}',
  signature_requirement: { requests: [], signatures: [{ signature: 'public' }] },
  workloads: [
    { name: 'net1', data: { wireguard_private_key: 's1', mycelium: { hex_key: 's2', peers: [] } } },
    {
      name: 'vm1',
      data: { env: { SSH_KEY: 's3', EMPTY: '' }, network: { mycelium: { hex_seed: 's4' } } },
    },
    {
      name: 'fs1',
      data: {
        encryption: { key: 's5' },
        groups: [{ backends: [{ password: 's6' }, { password: 's7' }, { password: '' }] }],
      },
    },
    { name: 'log1', data: { output: 'redis://me:s8@10.0.0.1', later_secret: 's9', size: 5 } },
  ],
})

test('every secret of a deployment is named, and none is told', () => {
  const found = secretsIn(text)
  expect(secretLines(found)).toEqual([
    'secret inside metadata of the deployment itself',
    'WireGuard private key of net1',
    'Mycelium key of net1',
    'environment value SSH_KEY of vm1',
    'Mycelium seed of vm1',
    'encryption key of fs1',
    '2 × password of fs1',
    'secret inside output of log1',
    'later_secret of log1',
  ])
  expect(JSON.stringify(found)).not.toMatch(/"s\d"|m3t4|:s8@/)
  expect(found[1]?.field).toBe('data.wireguard_private_key')
})

test('what a link carries is said, and nothing where it carries no secret', () => {
  expect(carriesWords(secretsIn(text), 'link')).toContain('Whoever has this link can read')
  expect(carriesWords([], 'file')).toBeNull()
  const [part] = machineFor([party(42)]).parts
  expect(secretLines(secretsIn(part?.text ?? '')).join()).toContain('WireGuard private key of')
})

test('what is not seen or turns the writing around is named instead', () => {
  expect(plain('a\u202eb\u0000c\u200bd')).toBe('a⟨U+202E⟩b⟨U+0000⟩c⟨U+200B⟩d')
  expect(plain('Düsseldorf 東京 → 4')).toBe('Düsseldorf 東京 → 4')
})

const vectors = JSON.parse(
  readFileSync(new URL('../../gridtypes/vectors/challenge.json', import.meta.url), 'utf8'),
) as ChallengeVector[] // the shape the file was copied in

test.each(vectors.map((vector) => [vector.name, vector.deployment_json] as const))(
  '%s: as many secrets are named as are masked where the deployment is shown',
  (_name, json) => {
    expect(secretsIn(json)).toHaveLength(writeJson(json).split(`"${MASK}"`).length - 1)
  },
)
