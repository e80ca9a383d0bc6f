import { expect, test } from 'vitest'
import { parseDeployment } from '#gridtypes/deployment.ts'
import { GridTypesError } from '#gridtypes/error.ts'
import { carriedBy } from './carried.ts'
import { duplicate, duplicateText } from './duplicate.ts'
import { composeMachine, freshMachine } from './machine.ts'
import { freshNetwork, withUser } from './network.ts'
import { countingRandom, netPlace, owner, placeOf } from './testing.ts'

const random = countingRandom()
const machine = (store: boolean) => {
  const net = withUser(freshNetwork([netPlace(11, '185.206.122.31')], random), 'laptop', random)
  const form = {
    ...freshMachine('vm', netPlace(11), random),
    network: { made: { ...net, storeKeys: store } },
    publicIp4: true,
    sshKeys: ['ssh-ed25519 AAAA me'],
    env: { TOKEN: 'abc' },
  }
  return composeMachine('vm', form, owner).parts[0]!.text // one part
}

const begun = machine(false)
/** As a node tells it: contract, versions, results, signatures. */
const told = begun
  .replace('"contract_id":0', '"contract_id":77')
  .replaceAll('"version":0', '"version":4')
  .replace('"signatures":[]', '"signatures":[{"twin_id":9,"signature":"00","signature_type":""}]')
  .replace('"description":""', '"description":"","own":18446744073709551615')
  .replaceAll('"metadata":""', '"result":{"created":5,"state":"ok","data":{}},"metadata":""')

test('a copy keeps what was set and nothing of the old one’s life', () => {
  const text = duplicateText(told, owner)
  expect(text).not.toContain('"result"')
  expect(text).toContain('"own":18446744073709551615')
  expect(parseDeployment(text)).toEqual(parseDeployment(begun))
})

test('a copy asks the chain for what it needs, under the same name', () => {
  const draft = duplicate(told, placeOf(12), owner, { data: '{"name":"a"}', title: 'a again' })
  expect(draft.parts).toMatchObject([{ node: 12, publicIps: 1, names: [], data: '{"name":"a"}' }])
})

test('what is no deployment has no copy', () => {
  expect(() => duplicateText('[]', owner)).toThrow(GridTypesError)
  expect(() => duplicateText('{"version":"x"}', owner)).toThrow(GridTypesError)
})

test('every key that a deployment carries is told by its place and never by its value', () => {
  const paths = (text: string) => carriedBy(text).map(({ path }) => path)
  const always = [
    'data.wireguard_private_key',
    'data.mycelium.hex_key',
    'data.network.mycelium.hex_seed',
    'data.env.TOKEN',
    'data.env.SSH_KEY',
  ]
  expect(new Set(paths(machine(false)))).toEqual(new Set(always))
  expect(new Set(paths(machine(true)))).toEqual(
    new Set([...always, 'metadata.user_accesses.0.private_key']),
  )
  expect(JSON.stringify(carriedBy(machine(true)))).not.toContain('AAAA')
  const words = carriedBy(machine(true)).map((one) => one.words)
  expect(words).toContain('The WireGuard key of a device.')
  expect(words).not.toContain('A value that is secret by its name.')
})
