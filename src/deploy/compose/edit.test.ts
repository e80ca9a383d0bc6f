import { expect, test } from 'vitest'
import { parseDeployment } from '#gridtypes/deployment.ts'
import { POLKA_WALLET } from '#gridtypes/style.ts'
import { asTwin } from '#lib/ids.ts'
import { ownerOf } from './draft.ts'
import { withRequirement, withText } from './edit.ts'
import { composeGateway, freshGateway } from './gateway.ts'
import { composeMachine, freshMachine } from './machine.ts'
import { countingRandom, netPlace, owner, placeOf } from './testing.ts'

const form = { ...freshMachine('vm', netPlace(11), countingRandom()), publicIp4: true }
const part = composeMachine('vm', form, owner).parts[0]! // one part, as below
const gateway = composeGateway(
  freshGateway('gateway-name', placeOf(1), 'site', 'http://1.2.3.4:80'),
  owner,
).parts[0]!

test('addresses and names follow what is typed', () => {
  expect(withText(part, part.text.replace('"v4":true', '"v4":false')).publicIps).toBe(0)
  const renamed = withText(gateway, gateway.text.replace('"name":"site","', '"name":"other","'))
  expect(withText(gateway, gateway.text.replaceAll('site', 'other')).names).toEqual(['other'])
  expect(renamed.names).toEqual(gateway.names)
})

test('half a text changes nothing but itself', () => {
  expect(withText(part, '{"workloads":[')).toEqual({ ...part, text: '{"workloads":[' })
})

test('another style and other signers leave the rest to the character', () => {
  const byHand = {
    ...part,
    text: part.text
      .replace('"corex":false', '"corex": false ,"own":18446744073709551615')
      .replace('"signatures":[]', '"signatures":[{"twin_id":1,"signature":"00"}],"odd":1'),
  }
  const { requirement } = ownerOf(asTwin(9)!, POLKA_WALLET)
  const text = withRequirement(byHand, requirement).text
  expect(parseDeployment(text).signature_requirement).toEqual(requirement)
  expect(text).not.toContain('odd')
  expect(text).toContain('"corex": false ,"own":18446744073709551615')
  const rest = (source: string) => ({ ...parseDeployment(source), signature_requirement: null })
  expect(rest(text)).toEqual(rest(byHand.text))
})
