import { expect, test } from 'vitest'
import { backendFault } from './backend.ts'

test.each(['http://1.2.3.4', 'HTTP://10.20.2.5:8080/path', 'http://[2a02::1]:80'])(
  'a gateway that ends TLS takes %s',
  (backend) => expect(backendFault(backend, false)).toBeNull(),
)

test.each([
  ['https://1.2.3.4', 'scheme expected to be http'],
  ['', 'scheme expected to be http'],
  ['http://127.9.9.9:80', 'invalid ip address in backend: 127.9.9.9'],
  ['http://[::1]', 'invalid ip address in backend: ::1'],
  ['http://[::ffff:127.0.0.1]', 'invalid ip address in backend: ::ffff:127.0.0.1'],
  [
    '1.2.3.4:80',
    'failed to parse backend with error: parse "1.2.3.4:80": first path segment in URL cannot contain colon',
  ],
])('a gateway that ends TLS refuses %j in the words of the node', (backend, text) => {
  expect(backendFault(backend, false)).toBe(text)
})

test.each(['1.2.3.4:443', '127.0.0.1:443', '[2a02::1]:65535'])(
  'a gateway that passes TLS through takes %s',
  (backend) => expect(backendFault(backend, true)).toBeNull(),
)

test.each([
  ['1.2.3.4:65536', "port '65536' must be <= 65535"],
  ['1.2.3.4:', 'invalid port in backend: '],
  ['1.2.3.4:+1', 'invalid port in backend: +1'],
  ['1.2.3.4:99999999999999999999', 'invalid port in backend: 99999999999999999999'],
  ['http://1.2.3.4', 'invalid ip'],
  [
    '1.2.3.4',
    'failed to parse backend 1.2.3.4 with error: address 1.2.3.4: missing port in address',
  ],
  [
    '2a02::1:443',
    'failed to parse backend 2a02::1:443 with error: address 2a02::1:443: too many colons in address',
  ],
  [
    '[2a02::1]',
    'failed to parse backend [2a02::1] with error: address [2a02::1]: missing port in address',
  ],
  ['', 'failed to parse backend  with error: missing port in address'],
])('a gateway that passes TLS through refuses %j in the words of the node', (backend, text) => {
  expect(backendFault(backend, true)).toBe(`failed to parse backend ${backend} with error: ${text}`)
})
