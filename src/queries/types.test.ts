import { expect, test } from 'vitest'
import { readDeployment } from '#gridtypes/deployment.ts'
import { reading } from './types.ts'

test('an answer that cannot be read is told in a plain sentence, with the machine’s words beside it', async () => {
  const text = '{"version":"0"}'
  await expect(reading(text, () => readDeployment(text))).rejects.toMatchObject({
    code: 'unexpected-answer',
    message: 'The node answered with what this console cannot read.',
    details: expect.stringMatching(/^json: cannot unmarshal string .*\n\{"version":"0"\}$/),
  })
})

test('any other fault stays what it is', async () => {
  const fault = new TypeError('of our own')
  await expect(
    reading('', () => {
      throw fault
    }),
  ).rejects.toBe(fault)
})
