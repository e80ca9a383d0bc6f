import { expect, test } from 'vitest'
import { hashOfTerms } from './terms.ts'

test('terms read elsewhere have the MD5 of their text', async () => {
  expect(await hashOfTerms('abc')).toBe('900150983cd24fb0d6963f7d28e17f72')
})
