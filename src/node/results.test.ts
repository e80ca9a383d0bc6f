import { expect, test } from 'vitest'
import { readResult } from './results.ts'

test('a machine tells its addresses and its console', () => {
  const data =
    '{"id":"11-77-vm1","ip":"10.20.2.5","planetary_ip":"300:e9c4::1","mycelium_ip":"","console_url":"10.20.2.1:20005"}'
  expect(readResult('zmachine', data)).toEqual({
    id: '11-77-vm1',
    ip: '10.20.2.5',
    planetary_ip: '300:e9c4::1',
    mycelium_ip: '',
    console_url: '10.20.2.1:20005',
  })
})

test('the address that old nodes call ygg_ip wins over the newer name', () => {
  expect(readResult('zmachine', '{"planetary_ip":"300::1","ygg_ip":"200::2"}')?.planetary_ip).toBe(
    '200::2',
  )
})

test('a light machine has no planetary address', () => {
  expect(readResult('zmachine-light', '{"id":"x","ip":"10.1.0.2"}')).toMatchObject({
    planetary_ip: '',
    console_url: '',
  })
})

test('a database that failed has null instead of addresses', () => {
  expect(readResult('zdb', '{"Namespace":"","IPs":null,"Port":0}')).toEqual({
    Namespace: '',
    IPs: [],
    Port: 0,
  })
})

test('a disk and a volume name their id differently', () => {
  expect(readResult('zmount', '{"volume_id":"11-77-disk"}')?.volume_id).toBe('11-77-disk')
  expect(readResult('volume', '{"id":"11-77-vol"}')?.id).toBe('11-77-vol')
})

test('no result, half a result and a result of another form are no result', () => {
  for (const data of ['null', '', '{', '[]', '"text"', '{"ip":5}', '{"ip":{"a":1}}']) {
    expect(readResult('ip', data), data).toBeUndefined()
  }
  expect(readResult('ip', '{}')).toEqual({ ip: '', ip6: '', gateway: '' })
})
