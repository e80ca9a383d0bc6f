import { expect, test } from 'vitest'
import { MASK } from '#gridtypes/secrets.ts'
import { otherContract, refusalOf } from './brought.ts'

const facts = { contractId: 41_600n, version: 7, own: 'ab'.repeat(16) }

test('a masked copy is told by its dots, any other by its hash', () => {
  expect(refusalOf(`{"password":"${MASK}"}`, facts)).toMatch(
    /^This copy has masked secrets: download it with secrets shown\./,
  )
  expect(refusalOf('{"password":"p4ss"}', facts)).toContain(
    `version 7 and has the hash ${facts.own}`,
  )
})

test('a copy that names another contract is told of, one from before there was any is not', () => {
  expect(otherContract({ contract_id: 41_600n }, 41_600n)).toBeUndefined()
  expect(otherContract({ contract_id: 0n }, 41_600n)).toBeUndefined()
  expect(otherContract({ contract_id: 9n }, 41_600n)).toContain('names contract 9, not 41600')
})
