import { createPrivateKey, createPublicKey } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  isWireguardKey,
  wireguardAddress,
  wireguardFile,
  wireguardPair,
  wireguardPublic,
} from './wireguard.ts'

test('the public key is the one another library derives', () => {
  const pair = wireguardPair(Uint8Array.from({ length: 32 }, (_, i) => 7 * i + 1))
  // PKCS #8 of an X25519 key is this head and the 32 bytes (RFC 8410)
  const head = Buffer.from('302e020100300506032b656e04220420', 'hex')
  const secret = Buffer.from(pair.privateKey, 'base64')
  const key = createPrivateKey({
    key: Buffer.concat([head, secret]),
    format: 'der',
    type: 'pkcs8',
  })
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' })
  expect(spki.subarray(-32).toString('base64')).toBe(pair.publicKey)
})

test('the pairs of a real network are told alike', () => {
  // facts: grid-services.md C.7, the sample's user
  expect(wireguardPublic('EL9nSGRRCJKvVhbRd8gl9Bl3Bl5dZ6K4vj1cFo8xP3Y=')).toBe(
    'vHScDTP5Pq7yszDW/i6QhMVSysrAug58C9MnynGGlyY=',
  )
})

test('a fresh key is clamped, and its public half is that of the text', () => {
  const pair = wireguardPair(new Uint8Array(32).fill(0xff))
  expect(atob(pair.privateKey).charCodeAt(0)).toBe(248)
  expect(atob(pair.privateKey).charCodeAt(31)).toBe(127)
  expect(wireguardPublic(pair.privateKey)).toBe(pair.publicKey)
})

test('too few bytes make no key', () => {
  expect(() => wireguardPair(new Uint8Array(31))).toThrow(RangeError)
})

test.each(['', 'abc', 'A'.repeat(44), `${'A'.repeat(42)}B=`, 'A'.repeat(43)])(
  'the text %j is no key',
  (text) => {
    expect(isWireguardKey(text)).toBe(false)
    expect(wireguardPublic(text)).toBeUndefined()
  },
)

test('an address in the tunnel follows the subnet', () => {
  expect(wireguardAddress('10.20.3.0/24')).toBe('100.64.20.3/32')
  expect(wireguardAddress('fd00::/64')).toBeUndefined()
  expect(wireguardAddress('10.20.3.0')).toBeUndefined()
})

test('the file is what wg-quick takes', () => {
  const text = wireguardFile({
    address: '100.64.20.3/32',
    privateKey: 'EL9nSGRRCJKvVhbRd8gl9Bl3Bl5dZ6K4vj1cFo8xP3Y=',
    peerKey: 'vHScDTP5Pq7yszDW/i6QhMVSysrAug58C9MnynGGlyY=',
    allowedIps: ['10.20.0.0/16', '100.64.0.0/16'],
    endpoint: '185.206.122.31:12831',
  })
  expect(text.split('\n')).toEqual([
    '[Interface]',
    'Address = 100.64.20.3/32',
    'PrivateKey = EL9nSGRRCJKvVhbRd8gl9Bl3Bl5dZ6K4vj1cFo8xP3Y=',
    '',
    '[Peer]',
    'PublicKey = vHScDTP5Pq7yszDW/i6QhMVSysrAug58C9MnynGGlyY=',
    'AllowedIPs = 10.20.0.0/16, 100.64.0.0/16',
    'PersistentKeepalive = 25',
    'Endpoint = 185.206.122.31:12831',
    '',
  ])
})
