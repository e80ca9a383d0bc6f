import { expect, test } from 'vitest'
import { BaseError, isAbort, messageOf } from './error.ts'

test('an error carries its code, the other side’s words and its cause', () => {
  const cause = new Error('inner')
  const error = new BaseError('refused', 'It was refused.', { details: 'no', cause })
  expect(error).toMatchObject({ code: 'refused', message: 'It was refused.', details: 'no', cause })
  expect(error).toBeInstanceOf(Error)
  expect('cause' in new BaseError('refused', 'It was refused.')).toBe(false)
})

test('only giving up is giving up', () => {
  expect(isAbort(new DOMException('', 'AbortError'))).toBe(true)
  expect(isAbort(new BaseError('aborted', ''))).toBe(true)
  expect(isAbort(new DOMException('', 'TimeoutError'))).toBe(false)
  expect(isAbort(new BaseError('timeout', ''))).toBe(false)
  expect(isAbort(undefined)).toBe(false)
})

test('anything thrown has a sentence', () => {
  expect(messageOf(new Error('told'))).toBe('told')
  expect(messageOf('bare')).toBe('bare')
})
