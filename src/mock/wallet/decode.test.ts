import { Metadata, TypeRegistry, type GenericCall } from '@polkadot/types'
import { expandMetadata } from '@polkadot/types/metadata'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { utf8 } from '#lib/bytes.ts'
import { toSs58 } from '#lib/ss58.ts'
import { describe } from '#mock/chain/description.ts'
import { compose } from '#mock/chain/metadata.ts'
import { callInWords } from './decode.ts'

const registry = new TypeRegistry()
const metadata = new Metadata(registry, compose(describe(152)))
registry.setMetadata(metadata, undefined, { ContractIdProvides: { extrinsic: {}, payload: {} } })
const { tx } = expandMetadata(registry, metadata)
/** Just what a site gives to an extension. */
const calls = metadata.asCallsOnly.toU8a()

const call = (section: string, method: string, ...args: unknown[]): GenericCall =>
  tx[section]![method]!(...args) // a name that the metadata lacks ends the test, as it should

test('a contract’s call is read with its hash as text', () => {
  const hash = '0123456789abcdef0123456789abcdef'
  const made = call('smartContractModule', 'createNodeContract', 11, hash, '{"v":1}', 1, null)
  expect(callInWords(calls, made.toU8a())).toBe(
    `SmartContractModule.create_node_contract
  node_id: 11
  deployment_hash: “${hash}”
  deployment_data: “{"v":1}”
  public_ips: 1
  solution_provider_id: none`,
  )
})

test('a transfer is read with the address and the amount', () => {
  const to = toSs58(new Uint8Array(32).fill(9))
  const made = call('balances', 'transferKeepAlive', to, 12345678901234567890n)
  expect(callInWords(calls, made.toU8a())).toBe(
    `Balances.transfer_keep_alive\n  dest: ${to}\n  value: 12345678901234567890`,
  )
})

test('a batch is read call by call, and bytes that are no text as digits', () => {
  const made = call('utility', 'batchAll', [
    call('tfgridModule', 'userAcceptTc', 'https://terms.example', 'ab12'),
    call('tfgridModule', 'createTwin', 'relay.example', `0x02${'11'.repeat(32)}`),
  ])
  expect(callInWords(calls, made.toU8a())).toBe(
    `Utility.batch_all
  calls:
    1: TfgridModule.user_accept_tc
      document_link: “https://terms.example”
      document_hash: “ab12”
    2: TfgridModule.create_twin
      relay: “relay.example”
      pk: 0x02${'11'.repeat(32)}`,
  )
})

test('what does not fit is not read, and nothing throws', () => {
  const made = call('tfgridModule', 'createTwin', null, null).toU8a()
  expect(callInWords(calls, made.subarray(0, -1))).toBeUndefined()
  expect(callInWords(calls, Uint8Array.of(...made, 0))).toBeUndefined()
  expect(callInWords(calls, Uint8Array.of(250, 0))).toBeUndefined()
  expect(callInWords(calls, new Uint8Array(0))).toBeUndefined()
  expect(callInWords(utf8('no metadata'), made)).toBeUndefined()
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const words = callInWords(calls, bytes)
      expect(['string', 'undefined']).toContain(typeof words)
    }),
  )
})
