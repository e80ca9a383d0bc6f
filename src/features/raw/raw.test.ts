import { expect, test } from 'vitest'
import { fileOf, hasSecrets, shownOf } from './raw.ts'

const text = '{"contract_id":9007199254740993,"workloads":[{"data":{"password":"hunter2"}}]} '

test('as sent and with its secrets, a text is to the byte what came', () => {
  expect(shownOf(text, { sent: true, secrets: true })).toBe(text)
})

test('laid out or not, secrets are only there when they are wanted', () => {
  for (const sent of [true, false]) {
    expect(shownOf(text, { sent, secrets: false })).not.toContain('hunter2')
    expect(shownOf(text, { sent, secrets: true })).toContain('"hunter2"')
    expect(shownOf(text, { sent, secrets: false })).toContain('9007199254740993')
  }
  expect(shownOf(text, { sent: false, secrets: true }).split('\n')).toHaveLength(10)
})

test('a text without secrets is known, and a file with them says so', () => {
  expect(hasSecrets(text)).toBe(true)
  expect(hasSecrets('{"a" : 1}')).toBe(false)
  expect(fileOf(41532n, false)).toBe('deployment-41532.json')
  expect(fileOf(41532n, true)).toBe('deployment-41532-with-secrets.json')
})
