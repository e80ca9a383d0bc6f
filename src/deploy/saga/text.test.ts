import { expect, test } from 'vitest'
import { readText, insistOnHash, withContract, withSignatures, wireOf } from './text.ts'
import { disk, textOf } from './samples.ts'

const signature = { twin_id: 42, signature: 'ab', signature_type: 'ed25519' }

test('a contract’s id and signatures change no hash and nothing else of the text', () => {
  const text =
    '{"version":0,"twin_id":42,"contract_id":0,"mine":{"kept": [1e3]},"metadata":"\\u00e9","signature_requirement":{"requests":[{"twin_id":42,"required":true,"weight":18446744073709551615}],"weight_required":1,"odd":true},"workloads":[]}'
  const { hash } = readText(text)
  const sent = withSignatures(withContract(text, 18_446_744_073_709_551_615n), [signature])
  expect(sent).toBe(
    text
      .replace('"contract_id":0', '"contract_id":18446744073709551615')
      .replace(
        '"odd":true',
        '"odd":true,"signatures":[{"twin_id":42,"signature":"ab","signature_type":"ed25519"}]',
      ),
  )
  const read = insistOnHash(sent, hash)
  expect(read.contract_id).toBe(18_446_744_073_709_551_615n)
  expect(read.signature_requirement.signatures).toEqual([signature])
})

test('keys are matched as Go does it: in any case, the last one counts', () => {
  const text = textOf([disk('one')]).replace('"contract_id":0', '"Contract_ID":5,"contract_id":6')
  expect(readText(withContract(text, 7n)).deployment.contract_id).toBe(7n)
})

test('the hash is that of what goes out, and any difference is refused', () => {
  const text = textOf([disk('one')])
  const { hash } = readText(text)
  expect(readText(wireOf(text)).hash).toBe(hash)
  expect(() => insistOnHash(text.replace('one', 'two'), hash)).toThrow('Nothing is sent')
  expect(() => readText('{"workloads":7}')).toThrow('no deployment')
})
